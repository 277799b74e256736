"""Which plan a call means: a document in the call itself, or a shipped plan named by key."""

from dataclasses import dataclass
from typing import Final

from rules import Problem
from service.catalog import CATALOG_VERSION, catalog_document, catalog_keys
from service.errors import NotFound, RequestRefused

_PATH: Final = "/plan"
_REFERENCE = frozenset({"key", "version"})


@dataclass(frozen=True, slots=True)
class PlanSource:
    """A plan document, where it stands in the request, and its version if it is a shipped plan."""

    document: object
    path: str
    version: int | None


def plan_of(call: dict[str, object]) -> PlanSource:
    """The plan that the call names or brings; raises RequestRefused, or NotFound for a plan not shipped."""
    if "plan" not in call:
        message = 'Send the plan: its document, or {"key": "…"} for a shipped plan (GET /v1/catalog lists them).'
        raise RequestRefused(Problem("request.missing_key", _PATH, message))
    plan = call["plan"]
    if isinstance(plan, dict) and plan and plan.keys() <= _REFERENCE:
        return _shipped(plan)
    return PlanSource(plan, _PATH, None)


def _shipped(reference: dict[str, object]) -> PlanSource:
    key, asked = reference.get("key"), reference.get("version")
    problems = []
    if not isinstance(key, str):
        problems.append(Problem("request.bad_value", _PATH + "/key", "Name the plan by its key, as text."))
    if asked is not None and (not isinstance(asked, int) or isinstance(asked, bool)):
        problems.append(Problem("request.bad_value", _PATH + "/version", "A version is a whole number."))
    if problems or not isinstance(key, str):
        raise RequestRefused(problems)
    if key not in catalog_keys():
        message = "No shipped plan has this key; GET /v1/catalog lists them."
        raise NotFound(Problem("plan.not_found", _PATH + "/key", message))
    if asked not in (None, CATALOG_VERSION):
        message = f"This plan has no such version; leave it out or ask for version {CATALOG_VERSION}."
        raise NotFound(Problem("plan.not_found", _PATH + "/version", message))
    return PlanSource(catalog_document(key), _PATH, CATALOG_VERSION)

"""Which plan a call means: a document in the call itself, or one named by key, of the store or of the catalog."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from rules import Problem
from service.catalog import CATALOG_VERSION, catalog_document, catalog_keys
from service.errors import NotFound, RequestRefused
from service.files.exact_json import loads

_PATH: Final = "/plan"
_REFERENCE = frozenset({"key", "version"})
VERSION_MAX: Final = 999_999_999

StoredPlans = Callable[[str, int | None, date | None], tuple[str, int] | None]
"""The document and number of a stored version by key, number and day; None for a key that is not stored."""


def no_stored_plans(_key: str, _version: int | None, _day: date | None) -> None:
    """What a service without a store knows."""
    return


@dataclass(frozen=True, slots=True)
class PlanSource:
    """A plan document, where it stands in the request, and its version if it was named by key."""

    document: object
    path: str
    version: int | None


def plan_of(call: dict[str, object], day: date | None, stored: StoredPlans) -> PlanSource:
    """The plan that the call names or brings; raises RequestRefused, or NotFound for one that is not there.

    Without a version it is the one in force on `day`, or today.
    """
    if "plan" not in call:
        message = 'Send the plan: its document, or {"key": "…"} for a shipped plan (GET /v1/catalog lists them).'
        raise RequestRefused(Problem("request.missing_key", _PATH, message))
    plan = call["plan"]
    if isinstance(plan, dict) and plan and plan.keys() <= _REFERENCE:
        return _named(plan, day, stored)
    return PlanSource(plan, _PATH, None)


def _named(reference: dict[str, object], day: date | None, stored: StoredPlans) -> PlanSource:
    key, asked = reference.get("key"), reference.get("version")
    problems = []
    if not isinstance(key, str):
        problems.append(Problem("request.bad_value", _PATH + "/key", "Name the plan by its key, as text."))
    if asked is not None and not _is_version(asked):
        problems.append(Problem("request.bad_value", _PATH + "/version", "A version is a whole number."))
    if problems or not isinstance(key, str):
        raise RequestRefused(problems)
    number = asked if isinstance(asked, int) else None
    # Text that no key can be is asked of no database: some cannot even take it.
    found = stored(key, number, day) if key.isprintable() else None
    if found is not None:
        text, version = found
        return PlanSource(loads(text.encode()), _PATH, version)
    return _shipped(key, number)


def _is_version(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= VERSION_MAX


def _shipped(key: str, asked: int | None) -> PlanSource:
    if key not in catalog_keys():
        message = (
            "No plan has this key; GET /v1/plans lists those of the store, GET /v1/catalog those that are shipped."
        )
        raise NotFound(Problem("plan.not_found", _PATH + "/key", message))
    if asked not in (None, CATALOG_VERSION):
        message = f"This plan has no such version; leave it out or ask for version {CATALOG_VERSION}."
        raise NotFound(Problem("plan.not_found", _PATH + "/version", message))
    return PlanSource(catalog_document(key), _PATH, CATALOG_VERSION)

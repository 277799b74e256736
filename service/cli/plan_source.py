"""The plan a command was given: a shipped plan by its key, or a file."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from rules import CompiledPlan, PlanRefused, Problem, check_plan, compile_plan, parse_plan
from service.catalog import CATALOG_VERSION, catalog_document, catalog_keys
from service.cli.findings import end_with, refusals
from service.files.documents import read_document
from service.version import engine_version

_FILE_ENDINGS = (".json", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class GivenPlan:
    """A plan document as it was read; nothing about it is checked. `version` and no `path` for shipped plans."""

    name: str
    document: object
    path: Path | None
    version: int | None

    def compiled(self) -> CompiledPlan:
        """Ready to compute; ends the command with every problem if it is not a plan."""
        try:
            return compile_plan(parse_plan(self.document))
        except PlanRefused as refused:
            # The check goes on where compiling stops at the first stage that fails.
            end_with(check_plan(self.document).problems or refused.problems, self.name, self.document)

    def head(self, compiled: CompiledPlan) -> dict[str, object]:
        """Plan, engine and currency as every answer names them."""
        plan = {"key": compiled.plan.key, "version": self.version, "hash": compiled.hash}
        return {"plan": plan, "engine": engine_version(), "currency": compiled.plan.currency}


def given_plan(text: str) -> GivenPlan:
    """The document that PLAN names: a key of the catalog first, else a file. Ends the command if there is neither."""
    if text in catalog_keys():
        return GivenPlan(text, catalog_document(text), None, CATALOG_VERSION)
    path = Path(text)
    if not path.suffix and not path.exists():
        end_with([_unknown_key(text)], text)
    with refusals(text):
        return GivenPlan(text, read_document(path, "a plan file"), path, None)


def _unknown_key(text: str) -> Problem:
    near = get_close_matches(text, catalog_keys(), 1)
    hint = f'did you mean "{near[0]}"?' if near else "`bonus catalog` lists the shipped plans"
    endings = ", ".join(_FILE_ENDINGS)
    return Problem("plan.not_found", "", f"neither a shipped plan nor a file ({endings}); {hint}")

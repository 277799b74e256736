"""The table of people: one row each, with what decides their pay and why it is zero or blocked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from rules import CompiledPlan
from service.cli.screen import visible
from service.figures import NOTHING, amount_text, ratio_text

Result = Mapping[str, Any]

OUTCOME_STYLES = {"paid": "green", "zero": "yellow", "blocked": "bold red"}
_ID_WIDTH_MAX = 24
_NAMED_AREAS = frozenset({"components", "facts", "inputs", "levels", "weights"})
_KEY_PART = 2
"""Paths such as `/facts/revenue` hold the key in their second part."""


def people_table(results: Sequence[Result], compiled: CompiledPlan) -> Table:
    """Coefficient and rating where the plan has them, then bonus, outcome and the reasons in short."""
    plan = compiled.plan
    has_coefficient = plan.coefficient is not None or bool(compiled.weights)
    has_rating = plan.ratings is not None
    table = plain_table()
    table.add_column("participant", max_width=_ID_WIDTH_MAX, overflow="fold")
    if has_coefficient:
        table.add_column("coefficient", justify="right", no_wrap=True)
    if has_rating:
        table.add_column("rating")
    table.add_column(f"bonus {plan.currency}", justify="right", no_wrap=True)
    table.add_column("outcome", no_wrap=True)
    table.add_column("why", ratio=1)
    for result in results:
        cells: list[str | Text] = [visible(result["id"])]
        cells += [ratio_text(result["coefficient"])] if has_coefficient else []
        cells += [visible(result["rating"] or NOTHING)] if has_rating else []
        outcome = Text(result["outcome"], OUTCOME_STYLES[result["outcome"]])
        table.add_row(*cells, amount_text(result["total"]), outcome, "\n".join(short_reasons(result)))
    return table


def plain_table() -> Table:
    """A table without frames, two spaces between its columns."""
    return Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")


def short_reasons(result: Result) -> Iterator[str]:
    """Why a result is zero or blocked, and what is to be confirmed: each cause once, without what to do about it."""
    subjects: dict[str, list[str]] = {}
    for finding in (*result["problems"], *result["reasons"]):
        cause = _cause(finding)
        subjects.setdefault(cause, []).append(_subject(finding, cause))
    for cause, named in subjects.items():
        listed = ", ".join(subject for subject in named if subject)
        yield visible(f"{listed}: {cause}" if listed else cause)
    for warning in result["warnings"]:
        yield visible(f"check: {_cause(warning)}")


def _cause(finding: Mapping[str, str]) -> str:
    """The message up to its advice, with the place if that is a cell of a file."""
    path = finding["path"]
    place = f"{path}: " if path and not path.startswith("/") else ""
    return place + finding["message"].partition("; ")[0]


def _subject(finding: Mapping[str, str], cause: str) -> str:
    """The line, fact or input that the path names, unless the sentence names it already."""
    parts = finding["path"].split("/")
    if len(parts) <= _KEY_PART or parts[1] not in _NAMED_AREAS or parts[_KEY_PART] in cause:
        return ""
    return parts[_KEY_PART]

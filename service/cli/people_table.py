"""The table of people: one row each, with what decides their pay and why it is zero or blocked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from rules import CompiledPlan
from service.cli.figures import NOTHING, amount_text, ratio_text
from service.cli.screen import visible

Result = Mapping[str, Any]

OUTCOME_STYLES = {"paid": "green", "zero": "yellow", "blocked": "bold red"}
_ID_WIDTH_MAX = 24


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
    lines_of: dict[str, list[str]] = {}
    for finding in (*result["problems"], *result["reasons"]):
        path = finding["path"]
        line = path.split("/")[2] if path.startswith("/components/") else ""
        lines_of.setdefault(_cause(finding), []).append(line)
    for cause, lines in lines_of.items():
        named = ", ".join(line for line in lines if line)
        yield visible(f"{named}: {cause}" if named else cause)
    for warning in result["warnings"]:
        yield visible(f"check: {_cause(warning)}")


def _cause(finding: Mapping[str, str]) -> str:
    """The message up to its advice, with the place if that is a cell of a file."""
    path = finding["path"]
    place = f"{path}: " if path and not path.startswith("/") else ""
    return place + finding["message"].partition("; ")[0]

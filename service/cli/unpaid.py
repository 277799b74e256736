"""Every line that pays nothing, grouped by cause: what, why, and for whom."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from rules import CompiledPlan, line_titles
from service.cli.people_table import OUTCOME_STYLES, plain_table
from service.cli.screen import visible

Result = Mapping[str, Any]

_EVERYTHING = "everything"


def unpaid_table(results: Sequence[Result], compiled: CompiledPlan) -> Table:
    """Blocked people first, then zero lines; each cause once, with the people it concerns."""
    people: dict[tuple[str, str, str], list[str]] = {}
    for result in results:
        for cause in _causes(result, compiled):
            people.setdefault(cause, []).append(result["id"])
    table = plain_table()
    table.add_column("outcome", no_wrap=True)
    table.add_column("line")
    table.add_column("why", ratio=3)
    table.add_column("people", ratio=2)
    for (outcome, line, why), ids in sorted(people.items()):
        style = OUTCOME_STYLES[outcome]
        table.add_row(Text(outcome, style), visible(line), visible(why), visible(", ".join(ids)))
    return table


def _causes(result: Result, compiled: CompiledPlan) -> Iterator[tuple[str, str, str]]:
    """Outcome, line and sentence of everything one person gets nothing for."""
    for problem in result["problems"]:
        yield "blocked", _EVERYTHING, problem["message"]
    if result["outcome"] == "blocked":
        return
    titles = line_titles(compiled.plan)
    lines = [line for line in result["components"] if _is_zero(line["amount"])]
    for line in lines:
        component = compiled.plan.component(line["key"])
        for reason in line["reasons"]:
            formula = f": {component.amount}" if component and reason["code"] == "gross_zero" else ""
            yield "zero", titles[line["key"]], reason["message"] + formula
    yield from _of_nobody_line(result, lines)


def _of_nobody_line(result: Result, lines: Iterable[Result]) -> Iterator[tuple[str, str, str]]:
    """Reasons of the whole result that no line has: not eligible, or lines that cancel out."""
    told = {reason["code"] for line in lines for reason in line["reasons"]}
    for reason in result["reasons"]:
        if reason["code"] not in told:
            yield "zero", _EVERYTHING, reason["message"]


def _is_zero(amount: str | None) -> bool:
    return amount is not None and not amount.strip("-0.")

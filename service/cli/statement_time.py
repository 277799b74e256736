"""When a person was in the plan, and the segments that were computed one by one, on a statement."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from rich.table import Table

from rules import CompiledPlan, Trace, line_titles
from service.cli.people_table import plain_table
from service.cli.screen import visible
from service.figures import amount_text, ratio_text

_UNITS = {
    "calendar_days": "calendar days",
    "working_days": "workdays",
    "months": "months",
    "thirtieths": "days of months with 30 days",
}
_PLACES = 12
"""Whole, so that parts of months can be checked by hand."""


def time_lines(compiled: CompiledPlan, trace: Trace) -> Iterator[str]:
    """What was counted of the period; nothing for a person who was in the plan for all of it, or where it is no part
    of the pay."""
    proration, node = compiled.plan.proration, trace.nodes.get("/proration")
    if proration is None or node is None:
        return
    said = {given.name: given.value for given in node.inputs}
    if "in force" not in said:
        return
    days = [f"{word} {said[name]}" for word, name in (("from", "first day"), ("to", "last day")) if name in said]
    part = f"{ratio_text(said['in force'], _PLACES)} of {ratio_text(said['period'], _PLACES)}"
    span = " ".join(days) or "in the plan"
    yield f"{span}: {part} {_UNITS[proration.basis]}, factor {ratio_text(node.value, _PLACES)}"
    yield from (f"{given.name} {given.value}" for given in node.inputs if given.name.startswith("absence"))


def segments_table(result: Mapping[str, Any], compiled: CompiledPlan) -> Table:
    """The lines of every segment below its days."""
    titles = line_titles(compiled.plan)
    table = plain_table()
    table.add_column("segment")
    table.add_column("line", ratio=1)
    has_coefficient = any(segment["coefficient"] is not None for segment in result["segments"])
    if has_coefficient:
        table.add_column("coefficient", justify="right", no_wrap=True)
    for stage in ("gross", "amount"):
        table.add_column(stage, justify="right", no_wrap=True)
    for segment in result["segments"]:
        named = f"{segment['start']} to {date.fromisoformat(segment['end']) - timedelta(days=1)}"
        coefficient = [ratio_text(segment["coefficient"])] if has_coefficient else []
        for line in segment["components"]:
            amounts = (amount_text(line[stage]) for stage in ("gross", "amount"))
            table.add_row(named, visible(titles[line["key"]]), *coefficient, *amounts)
            named, coefficient = "", [""] * len(coefficient)
    return table

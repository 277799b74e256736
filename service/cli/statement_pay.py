"""Gates and payable lines of a statement."""

from collections.abc import Mapping
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rules import CompiledPlan
from service.cli.figures import amount_text, ratio_text
from service.cli.people_table import plain_table
from service.cli.screen import visible

_STAGES = ("gross", "gated", "prorated", "withheld", "amount")
_TOTAL_FLOOR = "total_floor"
_TIER_PLACES = 12
"""Whole, so that each product can be checked by hand."""


def gates_table(result: Mapping[str, Any], compiled: CompiledPlan) -> Table:
    """Every gate, passed or not, what it acts on and what it did."""
    gates = {gate.key: gate for gate in compiled.plan.gates}
    table = plain_table()
    table.add_column("gate", ratio=1)
    table.add_column("condition", ratio=1)
    table.add_column("acts on")
    table.add_column("state", no_wrap=True)
    table.add_column("effect")
    for line in result["gates"]:
        gate = gates[line["key"]]
        effect = _effect(line["effect"])
        if not line["enforced"]:
            effect = f"{effect} (advisory: shown, not applied)" if effect else "advisory"
        condition = visible(" ".join(gate.when.split()))
        table.add_row(visible(gate.label), condition, ", ".join(gate.scopes), _state(line["passed"]), effect)
    return table


def _state(passed: bool | None) -> Text:
    if passed is None:
        return Text("undecided", style="yellow")
    return Text("passed", style="green") if passed else Text("closed", style="bold red")


def _effect(effect: Mapping[str, str | None] | None) -> str:
    if not effect:
        return ""
    ((name, value),) = effect.items()
    if name == "factor":
        return f"times {ratio_text(value)}"
    return f"at most {amount_text(value)}"


def components_table(result: Mapping[str, Any], compiled: CompiledPlan) -> Table:
    """Each line from gross to amount, its tiers and the reasons why something was taken, and the total."""
    titles = {component.key: component.label for component in compiled.plan.components}
    titles[_TOTAL_FLOOR] = "Raise to the floor of the total"
    table = plain_table()
    table.add_column("line", ratio=1)
    for stage in _STAGES:
        table.add_column(stage, justify="right", no_wrap=True)
    for component in result["components"]:
        code = component["earning_code"]
        title = titles[component["key"]] + (f" ({code})" if code else "")
        table.add_row(visible(title), *(amount_text(component[stage]) for stage in _STAGES))
        for tier in component["lines"]:
            table.add_row(_indented(_tier(tier), "dim"))
        for reason in component["reasons"]:
            table.add_row(_indented(visible(reason["message"]), "yellow"))
    table.add_section()
    total = amount_text(result["total"])
    table.add_row("total", "", "", "", "", total, style="bold")
    return table


def _indented(text: str, style: str) -> Padding:
    return Padding(Text(text, style), (0, 0, 0, 2))


def _tier(tier: Mapping[str, str | None]) -> str:
    start, basis, amount = (amount_text(tier[part], _TIER_PLACES) for part in ("from", "basis", "amount"))
    named = "first tier" if tier["from"] is None else f"from {start}"
    if tier["basis"] is None:
        return f"{named}: reaching it gives {amount}"
    return f"{named}: {basis} × {tier['rate']} = {amount}"

"""Gates and payable lines of a statement."""

from collections.abc import Mapping
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rules import CompiledPlan, line_titles
from service.cli.people_table import plain_table
from service.cli.screen import visible
from service.figures import amount_text
from service.statements.shown.earned import earned_texts, effect_text

_STAGES = ("gross", "gated", "prorated", "withheld", "amount")


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
        effect = effect_text(line["effect"])
        if not line["enforced"]:
            effect = f"{effect} (advisory: shown, not applied)" if effect else "advisory"
        condition = visible(" ".join(gate.when.split()))
        table.add_row(visible(gate.label), condition, ", ".join(gate.scopes), _state(line["passed"]), effect)
    return table


def _state(passed: bool | None) -> Text:
    if passed is None:
        return Text("undecided", style="yellow")
    return Text("passed", style="green") if passed else Text("closed", style="bold red")


def components_table(result: Mapping[str, Any], compiled: CompiledPlan) -> Table:
    """Each line from gross to amount, what rows or tiers gave, why something was taken and who bears it; the total."""
    titles = line_titles(compiled.plan)
    table = plain_table()
    table.add_column("line", ratio=1)
    for stage in _STAGES:
        table.add_column(stage, justify="right", no_wrap=True)
    for component in result["components"]:
        code, unit = component["earning_code"], component["unit"]
        title = titles[component["key"]] + (f", {unit}" if unit else "") + (f" ({code})" if code else "")
        table.add_row(visible(title), *(amount_text(component[stage]) for stage in _STAGES))
        for line in component["lines"]:
            for depth, text in enumerate(earned_texts(line)):
                table.add_row(_indented(visible(text), "dim", 1 + min(depth, 1)))
        for reason in component["reasons"]:
            table.add_row(_indented(visible(reason["message"]), "yellow"))
        borne = [f"{part['key']} {amount_text(part['amount'])}" for part in component["cost_centres"]]
        if borne:
            table.add_row(_indented(visible(f"cost centres: {', '.join(borne)}"), "dim"))
    table.add_section()
    total = amount_text(result["total"])
    table.add_row("total", "", "", "", "", total, style="bold")
    return table


def _indented(text: str, style: str, depth: int = 1) -> Padding:
    return Padding(Text(text, style), (0, 0, 0, 2 * depth))

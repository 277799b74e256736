"""Gates and payable lines of a statement."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rules import CompiledPlan, line_titles, money_text, parse_decimal
from service.cli.figures import amount_text, ratio_text
from service.cli.people_table import plain_table
from service.cli.screen import visible

_STAGES = ("gross", "gated", "prorated", "withheld", "amount")
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
            for depth, text in enumerate(_earned(line)):
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


def payee_text(result: Mapping[str, Any], compiled: CompiledPlan) -> str | None:
    """What the person gets in another currency than the plan's; None for everybody paid in that."""
    payee = result["payee"]
    if payee is None:
        return None
    rate = f"1 {compiled.plan.currency} = {amount_text(payee['rate'], _TIER_PLACES)} {payee['currency']}"
    return f"paid as {amount_text(payee['total'])} {payee['currency']} ({rate})"


def _indented(text: str, style: str, depth: int = 1) -> Padding:
    return Padding(Text(text, style), (0, 0, 0, 2 * depth))


def _earned(line: Mapping[str, Any]) -> Iterator[str]:
    """What one tier gave, or one row with its own tiers below it."""
    if "tiers" not in line:
        yield _tier(line)
        return
    yield _row(line)
    yield from map(_tier, line["tiers"])


def _row(row: Mapping[str, Any]) -> str:
    """One row of a component that is computed per row; a limit that is undecided leaves open what is paid of it."""
    named = " ".join(row[part] for part in ("date", "source", "id") if row[part] is not None) or "row"
    basis = "" if row["basis"] is None else f" {amount_text(row['basis'], _TIER_PLACES)}"
    if row["amount"] is None:
        return f"{named}:{basis or ' computed'}, the amount is open"
    gives = amount_text(_sum(row["amount"], row["withheld"]))
    cut = "" if not row["withheld"].strip("-0.") else f", of which {amount_text(row['amount'])} paid (cap)"
    return f"{named}:{basis} gives {gives}{cut}"


def _sum(first: str, second: str) -> str:
    """Two amounts with the same digits, exactly."""
    places = len(first.partition(".")[2])
    return money_text(int((parse_decimal(first) + parse_decimal(second)) * 10**places), places)


def _tier(tier: Mapping[str, str | None]) -> str:
    start, basis, amount = (amount_text(tier[part], _TIER_PLACES) for part in ("from", "basis", "amount"))
    named = "first tier" if tier["from"] is None else f"from {start}"
    if tier["basis"] is None:
        return f"{named}: reaching it gives {amount}"
    return f"{named}: {basis} × {tier['rate']} = {amount}"

"""From gates to what is paid, and what goes on to other periods, as tables."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from service.figures import NOTHING, amount_text, percent_number
from service.statements.shown.earned import earned_texts, effect_text
from service.statements.shown.page import Column, Row, Table

Plan = Mapping[str, Any]

_STAGES = ("gross", "gated", "prorated", "withheld", "amount")
_CHANGES = ("opening", "added", "taken", "closing")


def gates(plan: Plan) -> Table | None:
    """Every gate, passed or not, with the values that decided it."""
    if not plan["gates"]:
        return None
    columns = (
        Column("Gate", wide=True),
        Column("Condition", wide=True),
        Column("Read"),
        Column("Acts on"),
        Column("State"),
        Column("Effect"),
    )
    return Table("Gates", columns, tuple(Row(tuple(_gate(gate))) for gate in plan["gates"]))


def _gate(gate: Mapping[str, Any]) -> Iterator[str]:
    yield gate["title"]
    yield gate["condition"]
    yield ", ".join(f"{read['name']} = {amount_text(read['value'])}" for read in gate["read"]) or NOTHING
    yield ", ".join(gate["scope"])
    yield {True: "passed", False: "closed", None: "undecided"}[gate["passed"]]
    effect = effect_text(gate["effect"])
    if not gate["enforced"]:
        effect = f"{effect} (advisory: shown, not applied)" if effect else "advisory"
    yield effect or NOTHING


def components(plan: Plan) -> Table:
    """Each line from gross to amount, what rows or tiers gave, why something was taken; the total."""
    stages = (Column(stage.capitalize(), numeric=True) for stage in _STAGES)
    columns = (Column("Line", wide=True), Column("Code"), *stages)
    rows = [row for line in plan["components"] for row in _component(line)]
    rows.append(Row(("Total", "", "", "", "", "", amount_text(plan["total"])), "sum"))
    note = "Gross = amount + gated + prorated + withheld."
    return Table(f"Payable lines, {plan['currency']}", columns, tuple(rows), (note,))


def _component(line: Mapping[str, Any]) -> Iterator[Row]:
    title = line["title"] + (f", {line['unit']}" if line["unit"] else "")
    yield Row((title, line["earning_code"] or NOTHING, *(amount_text(line[stage]) for stage in _STAGES)))
    for part in line["lines"]:
        yield from (Row((text,), "note") for text in earned_texts(part))
    for reason in line["reasons"]:
        yield Row((reason["message"],), "note")
    borne = ", ".join(f"{part['key']} {amount_text(part['amount'])}" for part in line["cost_centres"])
    if borne:
        yield Row((f"cost centres: {borne}",), "note")


def segments(plan: Plan) -> Table | None:
    """The lines of every segment that was computed by itself, below its days."""
    if not plan["segments"]:
        return None
    titles = {line["key"]: line["title"] for line in plan["components"]}
    rows = []
    for segment in plan["segments"]:
        named = f"{segment['start']} to {date.fromisoformat(segment['end']) - timedelta(days=1)}"
        coefficient = percent_number(segment["coefficient"])
        for line in segment["components"]:
            rows.append(
                Row((named, coefficient, titles[line["key"]], *map(amount_text, (line["gross"], line["amount"]))))
            )
            named = coefficient = ""
    columns = (
        Column("Segment"),
        Column("Coefficient %", numeric=True),
        Column("Line", wide=True),
        Column("Gross", numeric=True),
        Column("Amount", numeric=True),
    )
    return Table("Segments", columns, tuple(rows))


def balances(plan: Plan) -> Table | None:
    """Every account from opening to closing."""
    if not plan["balances"]:
        return None
    columns = (Column("Balance", wide=True), *(Column(change.capitalize(), numeric=True) for change in _CHANGES))
    rows = (Row((line["title"], *(amount_text(line[change]) for change in _CHANGES))) for line in plan["balances"])
    return Table("Balances", columns, tuple(rows))


def instalments(plan: Plan) -> Table | None:
    """What is still to be paid in parts, amount by amount."""
    titles = {line["key"]: line["title"] for line in plan["components"]}
    rows = tuple(
        Row((titles.get(key, key), amount_text(entry["amount"]), str(entry["parts"]), str(entry["paid"])))
        for key, entries in plan["instalments"].items()
        for entry in entries
    )
    columns = (Column("Line", wide=True), *(Column(name, numeric=True) for name in ("Amount", "Parts", "Paid")))
    return Table("Instalments still to come", columns, rows) if rows else None


def history(plan: Plan) -> Table | None:
    """The periods before, oldest first."""
    if not plan["history"]:
        return None
    columns = (
        Column("Period", wide=True),
        Column("Coefficient %", numeric=True),
        Column("Rating"),
        Column("Outcome"),
        Column("Total", numeric=True),
        Column("Currency"),
    )
    rows = (
        Row(
            (
                past["period"],
                percent_number(past["coefficient"]),
                past["rating"] or NOTHING,
                past["outcome"],
                amount_text(past["total"]),
                past["currency"],
            )
        )
        for past in plan["history"]
    )
    return Table("The periods before", columns, tuple(rows), narrow=True)

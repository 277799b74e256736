"""Nodes of what a person gets in another currency: each line at the person's rate, and their sum."""

from fractions import Fraction

from rules.engine import payee_minor
from rules.numbers import display, money_text
from rules.trace.node import Input, TraceNode
from rules.trace.writer import NodeWriter

TOTAL = "/payee/total"


def payee(write: NodeWriter) -> None:
    """The lines of the total in the payee's currency; nothing for who is blocked or paid in plan currency."""
    found, total = write.sheet.payees.get(write.row), write.nodes["/total"]
    if found is None or total.value is None:
        return
    rounding = f"{found.digits} places, {write.plan.rounding.mode.replace('_', ' ')}"
    amounts: list[Input] = []
    added = 0
    for line in total.inputs:
        if line.node is None or line.value is None or line.node.startswith("/eligibility/"):
            continue
        minor = payee_minor(write.sheet, write.row, Fraction(line.value))
        added += minor
        id_, shown = f"/payee/{line.name}", money_text(minor, found.digits)
        inputs = (Input("amount", line.node, line.value), Input("rate", None, display(found.rate)))
        label = f"{line.name} in {found.currency}"
        write.nodes[id_] = TraceNode(id_, label, "amount * rate", inputs, shown, shown, rounding)
        amounts.append(Input(line.name, id_, shown))
    shown = money_text(added, found.digits)
    label = f"total in {found.currency}"
    write.nodes[TOTAL] = TraceNode(TOTAL, label, "sum of the converted lines", tuple(amounts), shown, shown)

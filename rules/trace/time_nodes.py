"""Nodes of time: whether a person was in the plan in this period, and for which share of it."""

from rules.engine import InForce
from rules.numbers import plain_text
from rules.trace.days import days_text, last_day
from rules.trace.node import Input, TraceNode
from rules.trace.writer import NodeWriter

_COUNTED = {
    "calendar_days": "calendar days",
    "working_days": "workdays without holidays",
    "months": "months, a part of one by its days",
    "thirtieths": "days of months with 30 days each",
}


def in_force(write: NodeWriter) -> None:
    """Only for a person who gets nothing by the time in the plan."""
    reason = write.sheet.outside.get(write.row)
    if reason is not None:
        inputs = _given(write.sheet.force[write.row])
        write.nodes["/assignment"] = TraceNode("/assignment", "in the plan", reason.message, inputs, "false", None)


def proration(write: NodeWriter) -> None:
    """The share of the period in force, where something reads it."""
    compiled = write.sheet.compiled
    if compiled.plan.proration is None or not compiled.reads_proration:
        return
    column, force = write.sheet.proration, write.sheet.force.get(write.row)
    label = f"proration by {_COUNTED[compiled.plan.proration.basis]}"
    if force is None:
        write.rule("/proration", label, column, "1, as no assignment says when the person was in the plan")
        return
    counts = (
        Input("in force", None, plain_text(force.counted), "counted"),
        Input("period", None, plain_text(force.whole), "counted"),
    )
    write.rule("/proration", label, column, "in force / period", (*counts, *_given(force)))


def _given(force: InForce) -> tuple[Input, ...]:
    """What the call says of the person's time; days as people say them, the last one included."""
    assignment = force.assignment
    shown = [] if assignment.start is None else [Input("first day", None, assignment.start.isoformat())]
    if assignment.end is not None:
        shown.append(Input("last day", None, last_day(assignment.end).isoformat()))
    if assignment.reason is not None:
        shown.append(Input("reason", None, assignment.reason))
    for absence in assignment.absences:
        kind = "absence" if absence.kind is None else f"absence: {absence.kind}"
        shown.append(Input(kind, None, days_text(absence.start, absence.end)))
    return tuple(shown)

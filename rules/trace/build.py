"""Builds the explanation of one row from the sheet, in the plan's order of evaluation."""

from collections.abc import Callable

from rules.engine import Sheet
from rules.trace import (
    account_nodes,
    kpi_nodes,
    pay_nodes,
    payee_nodes,
    people_nodes,
    row_nodes,
    time_nodes,
    total_nodes,
)
from rules.trace.node import Trace
from rules.trace.segment_nodes import summed
from rules.trace.writer import NodeWriter

_WRITERS: dict[str, Callable[[NodeWriter, str], None]] = {
    "levels": kpi_nodes.levels,
    "actual": kpi_nodes.actual,
    "raw_index": kpi_nodes.raw_index,
    "index": kpi_nodes.index,
    "weights": kpi_nodes.weights,
    "weighted_index": kpi_nodes.weighted_index,
    "coefficient": kpi_nodes.coefficient,
    "scale": pay_nodes.scale,
    "value": pay_nodes.value,
    "gate": pay_nodes.gate,
    "component": pay_nodes.component,
    "people_call": people_nodes.people_call,
    "pool": people_nodes.pool,
    "total": total_nodes.total,
    "earned": account_nodes.earned,
    "added": account_nodes.added,
    "taken": account_nodes.taken,
    "closing": account_nodes.closing,
    "payable": account_nodes.payable,
}


def trace_of(sheet: Sheet, row: int) -> Trace:
    """Everything that was computed for one participant, in order of evaluation; ids are stable across runs."""
    if sheet.parts is not None and row in sheet.parts.rows:
        return summed(sheet, sheet.parts, row, trace_of)
    write = NodeWriter(sheet, row)
    time_nodes.in_force(write)
    time_nodes.proration(write)
    for condition in sheet.compiled.plan.eligibility:
        write.formula(f"/eligibility/{condition.key}", condition.label, sheet.eligibility[condition.key])
    for key in sheet.compiled.rows:
        row_nodes.received(write, key)
    account_nodes.openings(write)
    for node in sheet.compiled.order:
        _WRITERS[node.kind](write, node.key)
    payee_nodes.payee(write)
    return Trace(sheet.ids[row], "/total", write.nodes)

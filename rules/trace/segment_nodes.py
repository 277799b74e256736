"""Nodes of segments that were evaluated one by one: each segment's own explanation, and the sums over them."""

from collections.abc import Callable
from dataclasses import replace

from rules.engine import FLOOR_LINE, Parts, Sheet, blocking_problem
from rules.numbers import money_text
from rules.trace.days import days_text
from rules.trace.node import Input, Trace, TraceNode


def summed(sheet: Sheet, parts: Parts, row: int, trace_of: Callable[[Sheet, int], Trace]) -> Trace:
    """The explanation of one person: ids of a segment's nodes begin with `/segments/0` and so on, in order of time."""
    nodes: dict[str, TraceNode] = {}
    for index, place in enumerate(parts.rows[row]):
        for node in _under(f"/segments/{index}", days_text(*parts.spans[place]), trace_of(parts.sheet, place)):
            nodes[node.id] = node
    lines = [_line(sheet, parts, nodes, row, key) for key in [*sheet.components, FLOOR_LINE]]
    shown = {node.id: node for node in lines if node is not None}
    payable = {f"/components/{line.key}" for line in sheet.payable} | {f"/components/{FLOOR_LINE}"}
    inputs = tuple(Input(_key(id_), id_, node.value) for id_, node in shown.items() if id_ in payable)
    problem = blocking_problem(sheet, row)
    amount = None if problem is not None else money_text(sheet.total[row], sheet.compiled.digits)
    told = None if problem is None else problem.to_json()
    total = TraceNode("/total", "total", "sum of the components", inputs, amount, amount, problem=told)
    return Trace(sheet.ids[row], "/total", nodes | shown | {"/total": total})


def _under(prefix: str, days: str, trace: Trace) -> list[TraceNode]:
    return [
        replace(
            node,
            id=prefix + node.id,
            label=f"{days}: {node.label}",
            inputs=tuple(
                given if given.node is None else replace(given, node=prefix + given.node) for given in node.inputs
            ),
        )
        for node in trace.nodes.values()
    ]


def _line(sheet: Sheet, parts: Parts, nodes: dict[str, TraceNode], row: int, key: str) -> TraceNode | None:
    """A component as the sum over the segments; None where no segment has it, as with the raise to a floor."""
    inputs = []
    for index, place in enumerate(parts.rows[row]):
        id_ = f"/segments/{index}/components/{key}"
        if id_ in nodes:
            inputs.append(Input(days_text(*parts.spans[place]), id_, nodes[id_].value))
    if not inputs:
        return None
    if key == FLOOR_LINE:
        amounts, places, label = sheet.raised, sheet.compiled.digits, "raise to the floor of the total"
    else:
        line, spec = sheet.components[key], sheet.compiled.plan.component(key)
        assert spec is not None
        amounts, places, label = line.final, line.places, f"{spec.label}: amount"
    unknown = any(given.value is None for given in inputs)
    amount = None if unknown else money_text(amounts[row], places)
    return TraceNode(f"/components/{key}", label, "sum over the segments", tuple(inputs), amount, amount)


def _key(id_: str) -> str:
    return id_.rsplit("/", 1)[1]

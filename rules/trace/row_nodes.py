"""Nodes of facts that are rows: every row with its fields, in the order in which they count."""

from typing import Any

from rules.columns import Number, Rows
from rules.numbers import plain_text
from rules.trace.node import TraceNode
from rules.trace.writer import NodeWriter


def received(write: NodeWriter, key: str) -> None:
    """The rows of one person; the node's value is how many there are."""
    rows = write.sheet.environment[key]
    assert isinstance(rows, Rows)
    fault = rows.faults.get(write.row)
    entries = [] if fault is not None else [_entry(rows, entry, i) for i, entry in enumerate(rows.of(write.row), 1)]
    title = write.sheet.compiled.rows[key].title or key
    count = None if fault is not None else str(len(entries))
    rule = "rows by date, time, source and id"
    problem = None if fault is None else fault.to_json()
    write.nodes[f"/facts/{key}"] = TraceNode(
        f"/facts/{key}", f"{title}: rows", rule, (), count, count, table_row=tuple(entries), problem=problem
    )


def _entry(rows: Rows, row: int, number: int) -> dict[str, Any]:
    """One row: its place in the order, what it is known by, and its fields, numbers exactly."""
    known = {name: text for name, text in rows.labels[row]._asdict().items() if text}
    fields = {name: field_text(rows, name, row) for name in rows.fields}
    return {"row": number, **known, "fields": {name: text for name, text in fields.items() if text is not None}}


def field_text(rows: Rows, name: str, row: int) -> str | None:
    """One field of one row as text."""
    column = rows.fields[name]
    number = column.at(row) if isinstance(column, Number) else None
    return column.text(row) if number is None else plain_text(number)

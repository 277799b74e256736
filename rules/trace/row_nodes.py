"""Nodes of facts that are rows, and of components computed per row, rows in the order in which they count."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rules.columns import Number, Rows
from rules.engine import RowAmounts
from rules.numbers import money_text, plain_text
from rules.plan import ROW_BEFORE
from rules.trace.node import Input, Origin, TraceNode
from rules.trace.parts import branches_in, sums_of, tables_in
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


def gross_of_rows(write: NodeWriter, key: str, found: RowAmounts) -> None:
    """The amount of every row, rounded, and their sum."""
    line, spec = write.sheet.components[key], write.plan.component(key)
    assert spec is not None
    inputs = [Input(found.rows.key, f"/facts/{found.rows.key}", None)]
    if write.row not in found.rows.faults:
        for number, entry in enumerate(found.rows.of(write.row), start=1):
            inputs.append(_row(write, key, found, number, entry))
    record = write.sheet.records.get(f"/components/{key}/amount")
    write.rule(f"/components/{key}/gross", f"{spec.label}: gross", line.exact, "sum of the rows", inputs)
    if record is not None and record.sums:
        node = write.nodes[f"/components/{key}/gross"]
        write.nodes[node.id] = replace(node, table_row=sums_of(record, write.row))


def _row(write: NodeWriter, key: str, found: RowAmounts, number: int, entry: int) -> Input:
    """One row's amount; its own fields stand there as given, what it reads of the person as everywhere."""
    spec = write.plan.component(key)
    assert spec is not None
    id_, source = f"/components/{key}/rows/{number}", f"/components/{key}/amount"
    formula, record = write.sheet.compiled.formulas[source], write.sheet.records.get(source)
    line, fault = write.sheet.components[key], found.exact.fault(entry)
    amount = None if fault is not None else money_text(found.amounts[entry], line.places)
    known = " ".join(text for text in found.rows.labels[entry] if text)
    write.nodes[id_] = TraceNode(
        id=id_,
        label=f"{spec.label}: row {number}" + (f", {known}" if known else ""),
        formula=formula.text,
        inputs=tuple(dict.fromkeys(_read(write, found.rows, name, entry) for name in _names(write, formula.uses))),
        value=amount,
        exact=amount,
        rounding=f"{line.places} places, {write.plan.rounding.mode.replace('_', ' ')}",
        table_row=() if record is None else tables_in(record, entry),
        branch_taken=() if record is None else branches_in(record, entry),
        problem=None if fault is None else fault.to_json(),
    )
    return Input(f"row {number}", id_, amount)


def _names(write: NodeWriter, uses: Sequence[str]) -> list[str]:
    return [name for name in uses if name not in write.sheet.compiled.tables]


def _read(write: NodeWriter, rows: Rows, name: str, entry: int) -> Input:
    owner, _, field = name.partition(".")
    if owner == rows.key and field in rows.fields:
        origin: Origin = "counted" if field == ROW_BEFORE else "given"
        return Input(name, None, field_text(rows, field, entry), origin)
    return write.named(name)

"""What a formula's record says about one row: the branches it took and the table rows it used."""

from typing import Any

from rules.columns import Number
from rules.formula.record import FormulaRecord, SumUse, TableUse, is_active
from rules.numbers import display
from rules.tables import Marginal


def branches_of(record: FormulaRecord, row: int) -> tuple[dict[str, Any], ...]:
    """The conditions that the row reached, with where they stand and what they gave; inside a `sum` for each row of
    the fact, counted from 1."""
    inside = (
        {**branch, "row": number}
        for use in _active_sums(record, row)
        for number, entry in enumerate(use.rows.of(row), start=1)
        for branch in branches_in(use.record, entry)
    )
    return (*branches_in(record, row), *inside)


def _active_sums(record: FormulaRecord, row: int) -> list[SumUse]:
    return [use for use in record.sums if is_active(use.active, row)]


def branches_in(record: FormulaRecord, row: int) -> tuple[dict[str, Any], ...]:
    """The conditions reached in one row of the formula's columns."""
    return tuple(
        {"position": branching.position, "taken": "if" if branching.condition.at(row) else "else"}
        for branching in record.branchings
        if is_active(branching.active, row) and branching.condition.at(row) is not None
    )


def table_rows_of(record: FormulaRecord, row: int) -> tuple[dict[str, Any], ...]:
    """The table rows that the row's formula used, a tier call with every tier and its part; then each `sum` with the
    value of every row of the fact and the table rows used there."""
    return (*tables_in(record, row), *sums_of(record, row))


def sums_of(record: FormulaRecord, row: int) -> tuple[dict[str, Any], ...]:
    """Each `sum` that a person's formula used, with the value of every row of the fact."""
    return tuple(_sum(use, row) for use in _active_sums(record, row))


def _sum(use: SumUse, row: int) -> dict[str, Any]:
    """A sum that a person used, row by row of the fact."""
    entries = [
        {"row": number, "value": use.values.text(entry), "tables": list(tables_in(use.record, entry))}
        for number, entry in enumerate(use.rows.of(row), start=1)
    ]
    return {"function": "sum", "fact": use.rows.key, "position": use.position, "rows": entries}


def tables_in(record: FormulaRecord, row: int) -> tuple[dict[str, Any], ...]:
    """The table rows used in one row of the formula's columns: a person, or a row where it is computed per row."""
    return tuple(_use(use, row) for use in record.tables if is_active(use.active, row) and _has_values(use, row))


def _has_values(use: TableUse, row: int) -> bool:
    """Whether there was something to look up: a fault before the table leaves its row unused."""
    return use.x.at(row) is not None and (use.already is None or use.already.at(row) is not None)


def _use(use: TableUse, row: int) -> dict[str, Any]:
    shown: dict[str, Any] = {"table": use.name, "function": use.function, "x": use.x.text(row)}
    if isinstance(use.table, Marginal):
        x = use.x.at(row)
        already = None if use.already is None else use.already.at(row)
        shown["already"] = None if already is None else display(already)
        if isinstance(use.x, Number) and x is not None and already is not None:
            lines = use.table.lines(x, already)  # type: ignore[arg-type]
            shown["tiers"] = [line.to_json() for line in lines]
        return shown
    rows = use.rows
    shown["row"] = rows if isinstance(rows, int | None) else rows[row]
    return shown

"""Rows of a fact (deals, invoices) as a call sends them into columns with an entry per row.

What is wrong with one row blocks its person wherever these rows are read; other people are not touched.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from rules.columns import Faults, Flag, Number, RowLabel, Rows, Word, merged
from rules.facts.cells import Refuse, flag_column, number_column, word_column
from rules.facts.moments import is_day, time_text
from rules.facts.raw import Raw
from rules.facts.revisions import ROW_ID, ObservationRefused, in_force
from rules.numbers import NumberRefused, parse_decimal
from rules.period import Period
from rules.plan import ROW_BEFORE, ROW_KEYS, RowField, RowsFact
from rules.problems import Problem

ROWS_MAX = 2**20
"""Rows of one fact that one person may have; what sums can grow to is counted with it."""

_Row = dict[str, Any]


@dataclass(slots=True)
class _Chunk:
    """The rows of all persons in their order, and who has none that can be used."""

    rows: list[_Row] = field(default_factory=list)
    bounds: list[int] = field(default_factory=lambda: [0])
    faults: dict[int, Problem] = field(default_factory=dict)


def rows_of_fact(key: str, fact: RowsFact, raws: Sequence[Raw], missing: Problem, period: Period | None = None) -> Rows:
    """The rows of everybody's cell; `missing` is the problem of a person for whom nothing was received.

    `[]` is nothing received too unless the fact says `empty: zero`. Each person's rows are ordered by date, time,
    source and id, whatever order they came in.
    """
    chunk = _Chunk()
    for person, raw in enumerate(raws):
        try:
            chunk.rows += _in_order(raw, fact, missing, period)
        except ObservationRefused as refused:
            chunk.faults[person] = refused.problem
        chunk.bounds.append(len(chunk.rows))
    fields = {name: _field_column(chunk, name, spec, missing.path) for name, spec in fact.fields.items()}
    row_faults = [column.faults for column in fields.values() if column.faults]
    labels = [_label(row) for row in chunk.rows]
    rows = Rows(key, chunk.bounds, fields, labels, chunk.faults)
    if row_faults:
        rows = Rows(key, chunk.bounds, fields, labels, merged(chunk.faults, _of_persons(rows, row_faults)))
    running = fact.running_field
    if running is None:
        return rows
    return Rows(key, rows.bounds, {**fields, ROW_BEFORE: _before(rows, running)}, labels, rows.faults)


def _of_persons(rows: Rows, found: Sequence[Faults]) -> Faults:
    """The first problem of every person's rows, fields in the order of the plan."""
    every: Faults = {}
    for faults in found:
        every = merged(every, faults)
    return {rows.owners[row]: every[row] for row in sorted(every, reverse=True)}


def _before(rows: Rows, running: str) -> Number:
    """The running sum of a field over the person's rows before each row."""
    column = rows.fields[running]
    assert isinstance(column, Number)
    nums = column.nums if isinstance(column.nums, list) else [column.nums] * rows.count
    sums: list[int] = []
    for person in range(len(rows.bounds) - 1):
        reached = 0
        for row in rows.of(person):
            sums.append(reached)
            reached += nums[row]
    return Number(sums[0] if len(sums) == 1 else sums, column.den)


# --- one person's rows ------------------------------------------------------------------------------------------------


def _in_order(raw: Raw, fact: RowsFact, missing: Problem, period: Period | None) -> list[_Row]:
    if raw is None or (raw == [] and fact.empty != "zero"):
        raise ObservationRefused(missing)
    if isinstance(raw, Problem):
        raise ObservationRefused(raw)
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        fields = ", ".join(fact.fields)
        raise _refused("fact.rows_shape", missing.path, f"send a list of rows, each an object with {fields}")
    if len(raw) > ROWS_MAX:
        message = f"one person has at most {ROWS_MAX:,} rows of a fact; add some of them up first"
        raise _refused("fact.too_many_rows", missing.path, message)
    for row in raw:
        _check(row, fact, missing.path, period)
    counting = in_force(raw, missing.path, ROW_ID)
    return sorted(counting, key=_label) if _all_differ(counting) else _by_content(counting, fact)


def _check(row: _Row, fact: RowsFact, path: str, period: Period | None) -> None:
    """What every row must be, whatever its values are."""
    for name in sorted(row.keys() - fact.fields.keys() - ROW_KEYS):
        message = f"a row has no {name!r}; it has {', '.join((*fact.fields, *sorted(ROW_KEYS)))}"
        raise _refused("fact.unknown_field", path, message)
    for name in ("source", "id"):
        if row.get(name) is not None and not isinstance(row[name], str):
            raise _refused("fact.rows_shape", path, f"the {name} of a row is text, in quotes")
    day, time = row.get("date"), row.get("time")
    if (day is not None and not is_day(day)) or (time is not None and time_text(time) is None):
        message = "write the date of a row as YYYY-MM-DD and its time as HH:MM or HH:MM:SS"
        raise _refused("fact.date", path, message)
    if period is not None and day is not None and not period.start.isoformat() <= day < period.end.isoformat():
        message = "a row is dated outside the period of the call; send only those from its start to before its end"
        raise _refused("fact.outside_period", path, message)


def _label(row: _Row) -> RowLabel:
    day, source, id_ = (row.get(name) or "" for name in ("date", "source", "id"))
    return RowLabel(day, time_text(row.get("time")) or "", source, id_)


def _all_differ(rows: list[_Row]) -> bool:
    return len({_label(row) for row in rows}) == len(rows)


def _by_content(rows: list[_Row], fact: RowsFact) -> list[_Row]:
    """Rows with one date, time, source and id take the order of what they hold, never that of their arrival."""
    return sorted(rows, key=lambda row: (_label(row), [_sortable(row.get(name)) for name in fact.fields]))


def _sortable(cell: object) -> tuple[int, Fraction, str]:
    if not isinstance(cell, bool):
        try:
            return (0, parse_decimal(cell), "")
        except NumberRefused:
            pass
    return (1, Fraction(0), str(cell))


# --- fields -----------------------------------------------------------------------------------------------------------


def _field_column(chunk: _Chunk, name: str, spec: RowField, path: str) -> Number | Flag | Word:
    cells: list[Raw] = [row.get(name) for row in chunk.rows]
    missing = Problem("fact.field_missing", path, f"a row has no {name}; every row needs it")
    refuse = _refusing(name, path)
    if spec.kind == "boolean":
        return flag_column(cells, missing, refuse)
    if spec.is_number:
        return number_column(cells, missing, refuse)
    if spec.values is not None:
        return word_column(cells, spec.values, missing, refuse)
    return _any_words(cells, missing, refuse)


def _refusing(name: str, path: str) -> Refuse:
    def refuse(code: str, message: str) -> Problem:
        return Problem("fact." + code.partition(".")[2], path, f"{name} of a row: {message}")

    return refuse


def _any_words(cells: Sequence[Raw], missing: Problem, refuse: Refuse) -> Word:
    faults: dict[int, Problem] = {}
    for row, cell in enumerate(cells):
        if cell is None:
            faults[row] = missing
        elif not isinstance(cell, str):
            faults[row] = refuse("category.unknown_word", "a word in quotes is expected")
    words = [cell if isinstance(cell, str) else "" for cell in cells]
    return Word(words[0] if len(words) == 1 else words, faults)


def _refused(code: str, path: str, message: str) -> ObservationRefused:
    return ObservationRefused(Problem(code, path, message))

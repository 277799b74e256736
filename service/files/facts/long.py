"""Long files: one row an observation, gathered by person and handed on in chunks."""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from rules import Intake, Problem, Raw
from service.files.facts.layout import Role
from service.files.facts.long_rows import LongRows
from service.files.facts.observations import Observation, Observations
from service.files.facts.placing import place_columns, place_not_applicable
from service.files.refused import FileRefused, file_refused
from service.files.tables.table import Table

_SEVERAL = "several values for one participant; only facts may have more than one, so keep one row"
_BOTH = "n/a and a value for the same KPI; keep one of them"


def read_long(table: Table, rows: LongRows, chunk_rows: int) -> Iterator[Intake]:
    """People in the order of their ids, at most `chunk_rows` at a time; the whole file is read before the first."""
    for chunk in table.chunks(chunk_rows):
        rows.add(chunk)
    rows.check()
    _refuse_duplicates(table, rows.store)
    people = rows.store.people()
    is_empty = True
    while batch := list(islice(people, chunk_rows)):
        is_empty = False
        yield _intake(table, rows, batch)
    if is_empty:
        raise file_refused("file.no_rows", "", "a header without rows under it; add a row for each observation")


def _refuse_duplicates(table: Table, store: Observations) -> None:
    problems = []
    for first, again in store.duplicates():
        message = f"the same participant, key, date and source id stand at {table.row_place(first)} already; keep one"
        problems.append(Problem("file.duplicate_row", table.row_place(again), message))
    if problems:
        raise FileRefused(problems)


def _intake(table: Table, rows: LongRows, people: Sequence[tuple[str, list[Observation]]]) -> Intake:
    intake = Intake([participant for participant, _ in people])
    columns: dict[str, list[Raw]] = {}
    not_applicable: dict[str, list[int]] = {}
    for row, (participant, observations) in enumerate(people):
        for is_warning, problem in rows.store.findings(participant):
            (intake.warnings if is_warning else intake.problems).setdefault(row, []).append(problem)
        for key, group in groupby(observations, key=attrgetter("key")):
            valid = _latest(list(group))
            values = [seen for seen in valid if seen.value is not None]
            marked = [seen for seen in valid if seen.not_applicable]
            if marked:
                not_applicable.setdefault(key, []).append(row)
            contradiction = _contradiction(table, rows.role(key), values, marked)
            if contradiction is not None:
                intake.problems.setdefault(row, []).append(contradiction)
            elif values:
                column = columns.get(key)
                if column is None:
                    column = columns[key] = [None] * len(people)
                column[row] = _raw(rows.role(key), values)
    place_columns(intake, ((rows.role(key), column) for key, column in columns.items()))
    for key, marks in not_applicable.items():
        place_not_applicable(intake, rows.role(key), marks)
    return intake


def _latest(observations: list[Observation]) -> list[Observation]:
    """Only the highest revision of each source id; rows without one are told apart by their date."""
    if not any(seen.revision for seen in observations):
        return observations
    latest: dict[tuple[str, str, str], list[Observation]] = {}
    for seen in observations:
        identity = (seen.source, seen.source_id, "" if seen.source_id else seen.date)
        rivals = latest.setdefault(identity, [])
        if rivals and rivals[0].revision < seen.revision:
            rivals.clear()
        if not rivals or rivals[0].revision == seen.revision:
            rivals.append(seen)
    kept = [seen for rivals in latest.values() for seen in rivals]
    return sorted(kept, key=attrgetter("date", "source", "source_id"))


def _contradiction(table: Table, role: Role, values: list[Observation], marked: list[Observation]) -> Problem | None:
    if marked and values:
        return Problem("file.several_values", table.row_place(values[0].row_number), _BOTH)
    if len(values) > 1 and role.area not in ("fact", "prior"):
        return Problem("file.several_values", table.row_place(values[1].row_number), _SEVERAL)
    return None


def _raw(role: Role, values: list[Observation]) -> Raw:
    """Facts stay lists, even of one: the plan says how observations become a value, and one deal counts as 1."""
    if role.area in ("fact", "prior"):
        return [_fact(seen) for seen in values]
    return bool(values[0].value) if role.kind == "boolean" else values[0].value


def _fact(seen: Observation) -> dict[str, Any]:
    parts: dict[str, Any] = {"value": seen.value, "source": seen.source}
    if seen.date:
        parts["date"] = seen.date
    if seen.source_id:
        parts["source_id"] = seen.source_id
        parts["revision"] = seen.revision
    more = {"time": seen.time, "currency": seen.currency, "evidence": seen.evidence}
    return parts | {name: text for name, text in more.items() if text}

"""Wide files: one row a person, one column a name of the plan."""

from collections.abc import Iterator

from rules import Intake, Raw
from service.files.facts.header import WideHeader
from service.files.facts.ids import SeenIds, read_ids
from service.files.facts.layout import Role
from service.files.facts.placing import (
    note_problem,
    place_columns,
    place_not_applicable,
    settled,
    worded,
)
from service.files.refused import file_refused
from service.files.tables.headings import check_unnamed
from service.files.tables.table import Chunk, ColumnReading, Reading, Table


def read_wide(table: Table, header: WideHeader, chunk_rows: int) -> Iterator[Intake]:
    """The rows as chunks. Ids that come twice in different chunks are refused after the last one."""
    seen = SeenIds(table)
    rows = 0
    try:
        for chunk in table.chunks(chunk_rows):
            check_unnamed(chunk, header.unnamed)
            intake = _intake(chunk, header)
            seen.add(intake.ids, chunk.row_numbers)
            rows += len(intake.ids)
            yield intake
        if rows == 0:
            raise file_refused("file.no_rows", "", "a header without rows under it; add a row for each participant")
        seen.check()
    finally:
        seen.close()


def _intake(chunk: Chunk, header: WideHeader) -> Intake:
    ids, reading = read_ids(chunk, header.participant)
    intake = Intake(ids)
    for row, note in reading.warnings.items():
        note_problem(intake.warnings, row, note, chunk.place(header.participant, row))
    columns: list[tuple[Role, list[Raw]]] = []
    for column, role in header.roles.items():
        reading = chunk.read_ids(column) if role.area == "tie" else chunk.read(role.kind, column)
        _settle(reading, role)
        for row, note in reading.problems.items():
            reading.values[row] = note_problem(intake.problems, row, worded(note, role), chunk.place(column, row))
        for row, note in reading.warnings.items():
            note_problem(intake.warnings, row, note, chunk.place(column, row))
        if reading.not_applicable:
            place_not_applicable(intake, role, reading.not_applicable)
        columns.append((role, reading.values))
    place_columns(intake, columns)
    return intake


def _settle(reading: ColumnReading, role: Role) -> None:
    """Rewrite the rows of a column whose meaning depends on what the column is for."""
    marked, reading.not_applicable = set(reading.not_applicable), []
    rows = range(len(reading.values)) if role.area == "kpi" else sorted(marked)
    for row in rows:
        one = settled(Reading(reading.values[row], not_applicable=row in marked), role)
        reading.values[row] = one.value
        if one.problem:
            reading.problems[row] = one.problem
        if one.not_applicable:
            reading.not_applicable.append(row)

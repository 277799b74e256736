"""Ids of people in a column of a table: what one is, and what to say where there is none."""

from rules import Problem, Raw
from service.files.tables.headings import PARTICIPANT
from service.files.tables.table import Chunk, ColumnReading

ID_LENGTH_MAX = 200


def is_id(value: Raw) -> bool:
    """Whether what was read can be an id."""
    return isinstance(value, str) and len(value) <= ID_LENGTH_MAX and value.isprintable()


def id_problem(chunk: Chunk, column: int, row: int, reading: ColumnReading) -> Problem:
    """Why the cell of this row, counted within the chunk, is no id."""
    place = chunk.place(column, row)
    if note := reading.problems.get(row):
        return Problem(note.code, place, note.message)
    if reading.values[row] is None:
        return Problem("file.empty_id", place, f'a row without "{PARTICIPANT}"; fill in the id or clear the row')
    message = f"an id is at most {ID_LENGTH_MAX} characters without line breaks or control characters"
    return Problem("file.bad_id", place, message)

"""Small files of people, and what reading them says."""

from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from rules import Problem
from service.files.people import ASSIGNMENTS, PARTICIPANTS, PeopleFile, PeopleShape, read_people
from service.files.refused import FileRefused
from service.files.tables.opened import TableOptions
from tests.service.files.samples import csv_file

Found = list[tuple[str, str]]
"""Code and place of findings."""


def people(folder: Path, text: str | bytes, effective_from: date | None = None, **table: Any) -> PeopleFile:
    """A CSV file of participants, read."""
    return read_people(csv_file(folder, text), PARTICIPANTS, TableOptions(**table), effective_from)


def assignments(folder: Path, text: str | bytes, effective_from: date | None = None, **table: Any) -> PeopleFile:
    """A CSV file of assignments, read."""
    return read_people(csv_file(folder, text), ASSIGNMENTS, TableOptions(**table), effective_from)


def values(file: PeopleFile) -> dict[str, dict[str, Any]]:
    """The values of each row by participant; fails where something is wrong."""
    assert found(file.problems.listed) == []
    return {row.participant: dict(row.values) for row in file.rows}


def found(problems: list[Problem] | tuple[Problem, ...]) -> Found:
    """Code and place of each."""
    return [(problem.code, problem.path) for problem in problems]


def wrong(file: PeopleFile) -> Found:
    """What is wrong with the cells."""
    return found(file.problems.listed)


def refusal(path: Path, shape: PeopleShape = PARTICIPANTS) -> tuple[Problem, ...]:
    """Why the file as a whole is refused."""
    try:
        read_people(path, shape, TableOptions())
    except FileRefused as refused:
        return refused.problems
    raise AssertionError("the file was read")


def excel_file(folder: Path, rows: list[list[Any]], formats: dict[int, str], sheet: str = "Sheet1") -> Path:
    """A workbook as Excel writes it: shared strings, days as serial numbers, and a number format for columns."""
    path = folder / "people.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet(sheet)
    for column, pattern in formats.items():
        page.set_column(column, column, 12, book.add_format({"num_format": pattern}))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                page.write_datetime(row, column, cell, book.add_format({"num_format": formats[column]}))
            elif cell is not None:
                page.write(row, column, cell)
    book.close()
    return path

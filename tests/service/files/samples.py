"""Small files of facts, and what reading them says."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter

from rules import Intake
from service.files.facts import FactsLayout, FactsOptions, read_facts
from service.files.refused import FileRefused
from service.files.tables.opened import TableOptions

LAYOUT = FactsLayout(
    inputs=frozenset({"fund", "region", "senior"}),
    facts=frozenset({"revenue", "profit", "grade"}),
    kpis=frozenset({"revenue", "margin", "grade"}),
    words=frozenset({"region", "grade"}),
    booleans=frozenset({"senior"}),
    paid=frozenset({"bonus"}),
    balances=frozenset({"draw"}),
)

Found = list[tuple[str, str]]
"""Code and path of findings."""


def csv_file(folder: Path, text: str | bytes, name: str = "facts.csv") -> Path:
    """A file with exactly these bytes."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def workbook(folder: Path, rows: list[list[Any]], name: str = "facts.xlsx", sheet: str = "Sheet1") -> Path:
    """A workbook of one sheet; text, numbers and booleans by their Python type, a formula as (formula, result)."""
    path = folder / name
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    page = book.add_worksheet(sheet)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            write_cell(page, row, column, cell)
    book.close()
    return path


def write_cell(page: Any, row: int, column: int, cell: Any) -> None:
    """One cell by the type of its value; None stays empty."""
    if isinstance(cell, tuple):
        page.write_formula(row, column, cell[0], None, cell[1])
    elif isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, str):
        page.write_string(row, column, cell)
    elif cell is not None:
        page.write_number(row, column, cell)


def options(chunk_rows: int = 100, ignore_unknown: bool = False, **table: Any) -> FactsOptions:
    """Options with the parts that a test is about."""
    return FactsOptions(TableOptions(**table), ignore_unknown_facts=ignore_unknown, chunk_rows=chunk_rows)


def read_all(path: Path, how: FactsOptions | None = None) -> list[Intake]:
    """Every chunk of the file."""
    return list(read_facts(path, LAYOUT, how))


def read_one(path: Path, how: FactsOptions | None = None) -> Intake:
    """The only chunk of the file."""
    (intake,) = read_all(path, how)
    return intake


def refusal(path: Path, how: FactsOptions | None = None) -> Found:
    """Why the file as a whole is refused."""
    try:
        read_all(path, how)
    except FileRefused as refused:
        return [(problem.code, problem.path) for problem in refused.problems]
    raise AssertionError("the file was read")


def row_problems(intake: Intake) -> dict[int, Found]:
    """Row number to what blocks it."""
    return {row: [(found.code, found.path) for found in findings] for row, findings in intake.problems.items()}


def row_warnings(intake: Intake) -> dict[int, Found]:
    """Row number to what it warns of."""
    return {row: [(found.code, found.path) for found in findings] for row, findings in intake.warnings.items()}


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """The system refuses to let any file of this process grow larger, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

"""What was read of a file of people: its rows, and what is to be said of its cells."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rules import Problem

LISTED_MAX = 1_000
"""Findings that are listed; the others are only counted."""

Value = str | bool | None
"""A number (as text), an id, a word or a day as text, true or false; None takes the value away."""


class Findings:
    """Problems or warnings: all are counted, the first ones listed."""

    def __init__(self) -> None:
        self.listed: list[Problem] = []
        self.count = 0

    def add(self, code: str, place: str, message: str) -> None:
        """One more finding."""
        self.count += 1
        if len(self.listed) < LISTED_MAX:
            self.listed.append(Problem(code, place, message))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Several more."""
        for problem in problems:
            self.add(problem.code, problem.path, problem.message)

    def __bool__(self) -> bool:
        return self.count > 0


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """One row: its number in the file, and the values of the cells that are not empty, by column.

    `is_broken`: a cell of it could not be read and is not among the values.
    """

    number: int
    participant: str
    values: Mapping[str, Value]
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """A whole file. `columns` are its columns by name, in the order of the file."""

    rows: Sequence[PeopleRow]
    columns: Mapping[str, int]
    cell_place: Callable[[int, int], str]
    row_place: Callable[[int], str]
    problems: Findings = field(default_factory=Findings)
    warnings: Findings = field(default_factory=Findings)

    def place(self, row: PeopleRow, *names: str) -> str:
        """How problems name the cell of the first of these columns that the file has; else the row."""
        column = next((self.columns[name] for name in names if name in self.columns), None)
        return self.row_place(row.number) if column is None else self.cell_place(row.number, column)

    def sound(self) -> Iterator[PeopleRow]:
        """The rows without a broken cell."""
        return (row for row in self.rows if not row.is_broken)

"""Rows of a file as the entries of a JSON body would be, and what is wrong with them by cell."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from rules import Problem
from service.errors import RequestRefused
from service.files.people import PeopleFile, PeopleRow
from service.web.problem_handlers import body_problems

_PARTICIPANT: Final = "participant"
_NOT_OF_THE_FORM: Final = "this cannot stand here; the template says how the column is filled in"
Place = Callable[[int, str], str]
"""Where a field of the entry of this index stands; an empty field means the entry itself."""


@dataclass(frozen=True, slots=True)
class FileBodies:
    """The entries that can be read, each with its row; what is wrong with others is among the file's problems."""

    file: PeopleFile
    rows: Sequence[PeopleRow]
    entries: Sequence[Mapping[str, Any]]

    def place(self, index: int, name: str) -> str:
        """The cell of a field; the row itself without one."""
        return cell_of(self.file, self.rows[index], name)

    def refuse_broken(self) -> None:
        """Raises RequestRefused with every problem by cell, if there is any."""
        if self.file.problems:
            raise RequestRefused(self.file.problems.listed)


def cell_of(file: PeopleFile, row: PeopleRow, name: str) -> str:
    """The cell of a column in a row; that of the id where the file has no such column, the row without a name."""
    return file.place(row, name, _PARTICIPANT) if name else file.row_place(row.number)


def bodies_of(file: PeopleFile, shape: type[BaseModel]) -> FileBodies:
    """The rows of a file, each as `shape` takes one entry of a list."""
    rows: list[PeopleRow] = []
    entries: list[Mapping[str, Any]] = []
    for row in file.sound():
        try:
            entry = shape.model_validate({_PARTICIPANT: row.participant, **row.values})
        except ValidationError as refused:
            file.problems.extend(_by_cell(file, row, body_problems(refused)))
        else:
            rows.append(row)
            entries.append(entry.model_dump())
    return FileBodies(file, rows, entries)


def _by_cell(file: PeopleFile, row: PeopleRow, found: Iterable[Problem]) -> Iterator[Problem]:
    for problem in found:
        name = problem.path.removeprefix("/").partition("/")[0]
        yield Problem(problem.code, cell_of(file, row, name), _NOT_OF_THE_FORM)


def findings_shown(file: PeopleFile) -> dict[str, object]:
    """What is wrong with a file and what deserves a look, as answers show it."""
    return {
        "valid": not file.problems,
        "problems": [problem.to_json() for problem in file.problems.listed],
        "problems_count": file.problems.count,
        "warnings": [warning.to_json() for warning in file.warnings.listed],
        "warnings_count": file.warnings.count,
    }


def no_findings() -> dict[str, object]:
    """The same of a file that was accepted, whenever that is asked again."""
    return {"valid": True, "problems": [], "problems_count": 0, "warnings": [], "warnings_count": 0}

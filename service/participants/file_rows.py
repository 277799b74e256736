"""Rows of files as rows of changes, each with the cells of its parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rules import Problem
from service.files.people import PeopleFile, PeopleRow, Value
from service.participants.assignment_changes import AssignmentChange
from service.participants.attributes import ATTRIBUTES
from service.participants.changes import ParticipantChange
from service.participants.identity import FIELDS

_ID = "participant"
_INPUT = "input"
_WEIGHT = ".weight"
_DAYS = ("effective_from", "effective_until")


@dataclass(slots=True)
class FilePlaces:
    """Where parts of a file's rows stand. What is said of a row with a broken cell is no news: `told` leaves it out."""

    file: PeopleFile
    broken: set[str] = field(default_factory=set)

    def place(self, row: PeopleRow, *columns: str) -> str:
        """The cell of the first of these columns that the file has; else the row."""
        found = self.file.place(row, *columns)
        if row.is_broken:
            self.broken.add(found)
        return found

    def told(self, problems: Iterable[Problem]) -> list[Problem]:
        """What the store finds wrong with rows whose cells can all be read."""
        return [problem for problem in problems if problem.path not in self.broken]


@dataclass(frozen=True, slots=True)
class PersonPlace:
    """Where the parts of one participant stand in the file."""

    places: FilePlaces
    row: PeopleRow

    def __call__(self, key: str) -> str:
        """The cell of a key; the cell of the id where the key is empty or the id itself."""
        return self.places.place(self.row, _ID if key in ("", "id") else key)


@dataclass(frozen=True, slots=True)
class AssignmentPlace:
    """Where the parts of one assignment stand in the file."""

    places: FilePlaces
    row: PeopleRow

    def __call__(self, *parts: str) -> str:
        """The cell of a part such as `levels`, `revenue`, `normal`; the cell of the id where there is none."""
        match parts:
            case ("levels", kpi, level):
                names = [f"{kpi}.{level}"]
            case ("levels", *kpi):
                names = [name for name in self._personal(*kpi) if not name.endswith(_WEIGHT)]
            case ("weights", *kpi):
                names = [name for name in self._personal(*kpi) if name.endswith(_WEIGHT)]
            case ("inputs", *key):
                names = [name for name in self.row.values if name.startswith(".".join((_INPUT, *key)))]
            case _:
                names = list(parts)
        return self.places.place(self.row, *names, _ID)

    def _personal(self, kpi: str = "") -> list[str]:
        """The columns of levels and weights in which the row says something, of one KPI or of all."""
        dotted = [name for name in self.row.values if "." in name and not name.startswith(f"{_INPUT}.")]
        return [name for name in dotted if not kpi or name.startswith(f"{kpi}.")]


def participant_changes(places: FilePlaces) -> Sequence[ParticipantChange]:
    """The rows of a file of participants; also those with broken cells, because others may name them as manager."""
    return [
        ParticipantChange(
            external_id=row.participant,
            place=PersonPlace(places, row),
            identity={key: row.values[key] for key in FIELDS if key in row.values},
            attributes={key: row.values[key] for key in ATTRIBUTES if key in row.values},
            effective_from=row.values.get("effective_from"),
        )
        for row in places.file.rows
    ]


def assignment_changes(places: FilePlaces) -> Sequence[AssignmentChange]:
    """The rows of a file of assignments whose cells can all be read."""
    return [AssignmentChange(_assignment(row), AssignmentPlace(places, row)) for row in places.file.sound()]


def _assignment(row: PeopleRow) -> dict[str, object]:
    """The row as a body would have it."""
    levels: dict[str, dict[str, Value]] = {}
    weights: dict[str, Value] = {}
    inputs: dict[str, Value] = {}
    plain: dict[str, object] = {_ID: row.participant}
    for name, value in row.values.items():
        before, _, after = name.partition(".")
        if not after:
            plain[name] = value
        elif before == _INPUT:
            inputs[after] = value
        elif after == "weight":
            weights[before] = value
        else:
            levels.setdefault(before, {})[after] = value
    return {**plain, "levels": levels, "weights": weights, "inputs": inputs}


def person_words(row: PeopleRow, keys: Iterable[str]) -> list[str]:
    """What changes, as a person would say it: `team becomes North`."""
    return [_said(key, row.values.get(key)) for key in keys]


def assignment_words(row: PeopleRow) -> list[str]:
    """What the row says: the plan, until when, then what is personal."""
    words = [f"plan {row.values['plan']}"]
    if "effective_until" in row.values:
        until = row.values["effective_until"]
        words.append("without an end" if until is None else f"until {until}")
    return words + [_said(name, value) for name, value in row.values.items() if name not in ("plan", *_DAYS)]


def _said(name: str, value: Value) -> str:
    if value is None:
        return f"{name} is taken away"
    return f"{name} becomes {str(value).lower() if isinstance(value, bool) else value}"

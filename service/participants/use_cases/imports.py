"""Files of people into the store: a preview with every cell that is wrong, and saving all rows or none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from rules import Problem
from service.errors import RequestRefused
from service.files.people import ASSIGNMENTS, PARTICIPANTS, PeopleFile, PeopleRow, PeopleShape, read_sent
from service.files.tables.opened import TableOptions
from service.participants.file_rows import (
    AssignmentPlace,
    FilePlaces,
    assignment_changes,
    assignment_words,
    participant_changes,
    person_words,
)
from service.participants.use_cases.assigning import NEW, preview_assignments, upsert_assignments
from service.participants.use_cases.plan_check import Wanted
from service.participants.use_cases.upsert import preview_participants, upsert_participants
from service.web.body_limits import UPLOAD_INFLATED_BYTES_MAX
from service.work import Work

CHANGES_SHOWN_MAX: Final = 100
_COUNTS: Final = ("created", "changed", "unchanged")


@dataclass(frozen=True, slots=True)
class SentTable:
    """A file as it was sent, and how it wants to be read."""

    content: bytes
    kind: Literal["csv", "xlsx"]
    encoding: Literal["utf-8", "cp1251", "cp1252"] = "utf-8"
    decimal: Literal["point", "comma"] | None = None
    sheet: str | None = None
    effective_from: date | None = None

    def read(self, shape: PeopleShape) -> PeopleFile:
        """Its rows; raises FileRefused for what is wrong with the file as a whole."""
        options = TableOptions(self.encoding, self.decimal, self.sheet, UPLOAD_INFLATED_BYTES_MAX)
        return read_sent(self.content, self.kind, shape, options, self.effective_from)


@dataclass(frozen=True, slots=True)
class _Came:
    """What one row came to."""

    row: PeopleRow
    status: str
    words: Sequence[str]


def preview_participants_file(work: Work, sent: SentTable) -> dict[str, object]:
    """What the file would come to and every problem of it; nothing is written. Raises FileRefused."""
    file = sent.read(PARTICIPANTS)
    places = FilePlaces(file)
    if not file.rows:
        return _previewed(places, [], ())
    planned = preview_participants(work, participant_changes(places))
    rows = {row.participant: row for row in file.sound()}
    lines = [line for line in planned.lines if line.external_id in rows]
    came = [_Came(row := rows[line.external_id], line.status, person_words(row, line.changes)) for line in lines]
    return _previewed(places, came, planned.problems)


def save_participants_file(work: Work, sent: SentTable) -> str:
    """Write all rows of the file; what came of it, as `saved_file` reads it.

    Raises FileRefused, and RequestRefused with every problem of every cell where one is wrong; nothing is saved then.
    """
    file = sent.read(PARTICIPANTS)
    places = FilePlaces(file)
    rows = participant_changes(places)
    if file.problems:
        raise _refused(places, preview_participants(work, rows).problems if rows else ())
    upserted = upsert_participants(work, rows)
    return "/".join(str(upserted.count(status)) for status in _COUNTS)


def preview_assignments_file(work: Work, sent: SentTable) -> dict[str, object]:
    """What the file would come to and every problem of it; nothing is written. Raises FileRefused."""
    file = sent.read(ASSIGNMENTS)
    places = FilePlaces(file)
    rows = assignment_changes(places)
    if not rows:
        return _previewed(places, [], ())
    planned = preview_assignments(work, rows)
    came = [_assigned(each) for each in planned.to_write]
    return _previewed(places, came, planned.problems, unchanged=planned.count("unchanged"))


def save_assignments_file(work: Work, sent: SentTable) -> str:
    """Write all rows of the file; as `save_participants_file`."""
    file = sent.read(ASSIGNMENTS)
    places = FilePlaces(file)
    rows = assignment_changes(places)
    if file.problems:
        raise _refused(places, preview_assignments(work, rows).problems if rows else ())
    assigned = upsert_assignments(work, rows)
    return "/".join(str(sum(line.status == status for line in assigned.lines)) for status in _COUNTS)


def saved_file(resource: str) -> dict[str, object]:
    """What came of a file that was saved."""
    counts = {status: int(count) for status, count in zip(_COUNTS, resource.split("/"), strict=True)}
    return {
        "saved": True,
        "valid": True,
        "rows": sum(counts.values()),
        **counts,
        "changes": None,
        "problems": [],
        "problems_count": 0,
        "warnings": [],
        "warnings_count": 0,
    }


def _assigned(wanted: Wanted) -> _Came:
    if not isinstance(wanted.place, AssignmentPlace):
        raise TypeError("an assignment of a file without its place in it")
    row = wanted.place.row
    return _Came(row, "created" if wanted.revision.number == NEW else "changed", assignment_words(row))


def _refused(places: FilePlaces, found: Iterable[Problem]) -> RequestRefused:
    return RequestRefused([*places.file.problems.listed, *places.told(found)])


def _previewed(
    places: FilePlaces, came: Sequence[_Came], found: Iterable[Problem], unchanged: int = 0
) -> dict[str, object]:
    """The answer to a preview: counts, the first changes in words, and what is wrong."""
    file = places.file
    file.problems.extend(places.told(found))
    changing = [each for each in came if each.status != "unchanged"]
    counts = {status: sum(each.status == status for each in came) for status in _COUNTS}
    return {
        "saved": False,
        "valid": not file.problems,
        "rows": len(file.rows),
        **counts,
        "unchanged": counts["unchanged"] + unchanged,
        "changes": [
            {
                "participant": each.row.participant,
                "place": file.row_place(each.row.number),
                "status": each.status,
                "effective_from": each.row.values.get("effective_from"),
                "words": list(each.words),
            }
            for each in changing[:CHANGES_SHOWN_MAX]
        ],
        "problems": [problem.to_json() for problem in file.problems.listed],
        "problems_count": file.problems.count,
        "warnings": [warning.to_json() for warning in file.warnings.listed],
        "warnings_count": file.warnings.count,
    }

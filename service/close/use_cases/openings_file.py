"""Files of opening values: a preview, and asking for all rows or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.close.repository.openings import Opening
from service.close.schemas import OpeningIn
from service.close.use_cases.entered_openings import entered_openings
from service.close.use_cases.opening import ask_for_openings, must_be_a_start, openings_shown
from service.files.people import OPENINGS, PeopleFile
from service.participants.file_bodies import FileBodies, bodies_of, findings_shown, no_findings
from service.participants.use_cases.imports import SentTable
from service.periods.use_cases.reading import the_period
from service.work import Work


@dataclass(slots=True)
class OpeningsByFile:
    """A file of opening values, the calendar and the first period that reads them, and a word to the second person.

    `file` is what was read of it, once that was done.
    """

    sent: SentTable
    calendar: str
    before: str
    note: str | None
    file: PeopleFile | None = field(default=None, init=False)


def preview_openings_file(work: Work, asked: OpeningsByFile) -> dict[str, object]:
    """What would be asked for, and every problem by cell; nothing is written. Raises FileRefused, NotFound and
    Conflict."""
    period = the_period(work, asked.calendar, asked.before)
    bodies, rows = _read(work, asked)
    must_be_a_start(work, period, {(row.participant_id, row.plan_key) for row in rows})
    return {
        "saved": False,
        "request_id": None,
        "calendar": asked.calendar,
        "before": asked.before,
        "rows": len(bodies.file.rows),
        "people": len({row.participant_id for row in rows}),
        **findings_shown(bodies.file),
    }


def ask_openings_by_file(work: Work, asked: OpeningsByFile) -> int:
    """A request for all rows of a file, by number.

    As `preview_openings_file`; also raises RequestRefused with every problem by cell where one is wrong.
    """
    period = the_period(work, asked.calendar, asked.before)
    bodies, rows = _read(work, asked)
    bodies.refuse_broken()
    return ask_for_openings(work, period, rows, asked.note)


def openings_file_shown(work: Work, asked: OpeningsByFile, request_id: int) -> dict[str, object]:
    """The request as the one who sent the file is answered."""
    findings = no_findings() if asked.file is None else findings_shown(asked.file)
    return {"saved": True, **openings_shown(work, request_id), **findings}


def _read(work: Work, asked: OpeningsByFile) -> tuple[FileBodies, Sequence[Opening]]:
    asked.file = asked.sent.read(OPENINGS)
    bodies = bodies_of(asked.file, OpeningIn)
    rows, problems = entered_openings(work, bodies.entries, bodies.place)
    bodies.file.problems.extend(problems)
    return bodies, rows

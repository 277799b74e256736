"""Files of adjustments: a preview, and asking for all rows or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rules import add_amounts, amount_texts
from service.adjustments.repository import NewAdjustment
from service.adjustments.schemas import AdjustmentIn
from service.adjustments.use_cases.adjusting import ask_for, payable_until, request_shown
from service.adjustments.use_cases.entered import entered_rows
from service.files.people import ADJUSTMENTS, PeopleFile
from service.participants.file_bodies import FileBodies, bodies_of, findings_shown, no_findings
from service.participants.use_cases.imports import SentTable
from service.periods.use_cases.moving import Place
from service.work import Work

_EXPIRES_ON = "query expires_on"


@dataclass(slots=True)
class AskedByFile:
    """A file of adjustments, the period that pays them, and what is said to the second person.

    `file` is what was read of it, once that was done.
    """

    sent: SentTable
    place: Place
    expires_on: str | None
    note: str | None
    file: PeopleFile | None = field(default=None, init=False)


def preview_adjustments_file(work: Work, asked: AskedByFile) -> dict[str, object]:
    """What would be asked for, and every problem by cell; nothing is written.

    Raises FileRefused, NotFound and Conflict for the period, CallRefused for a day that is over.
    """
    _, expires = payable_until(work, asked.place, asked.expires_on, _EXPIRES_ON)
    bodies, rows = _read(work, asked)
    calendar, key, pay_group = asked.place
    return {
        "saved": False,
        "request_id": None,
        "calendar": calendar,
        "key": key,
        "pay_group": pay_group,
        "expires_on": expires,
        "rows": len(bodies.file.rows),
        "people": len({row.participant_id for row in rows}),
        "total": amount_texts(add_amounts((row.currency, row.amount_minor) for row in rows)),
        **findings_shown(bodies.file),
    }


def ask_by_file(work: Work, asked: AskedByFile) -> int:
    """A request for all rows of a file, by number.

    As `preview_adjustments_file`; also raises RequestRefused with every problem by cell where one is wrong.
    """
    payable_until(work, asked.place, asked.expires_on, _EXPIRES_ON)
    bodies, rows = _read(work, asked)
    bodies.refuse_broken()
    return ask_for(work, asked.place, rows, asked.expires_on, asked.note)


def asked_by_file_shown(work: Work, asked: AskedByFile, request_id: int) -> dict[str, object]:
    """The request as the one who sent the file is answered."""
    findings = no_findings() if asked.file is None else findings_shown(asked.file)
    return {"saved": True, **request_shown(work, request_id), **findings}


def _read(work: Work, asked: AskedByFile) -> tuple[FileBodies, Sequence[NewAdjustment]]:
    file = asked.file = asked.sent.read(ADJUSTMENTS)
    bodies = bodies_of(file, AdjustmentIn)
    rows, problems = entered_rows(work, bodies.entries, bodies.place)
    file.problems.extend(problems)
    _warn_of_twins(bodies)
    return bodies, rows


def _warn_of_twins(bodies: FileBodies) -> None:
    """The same amount for the same reason may be meant twice; mostly it was copied twice."""
    seen: dict[tuple[object, ...], int] = {}
    for index, entry in enumerate(bodies.entries):
        first = seen.setdefault(tuple(entry.values()), index)
        if first != index:
            message = f"the same row stands at {bodies.place(first, '')} already; remove one, if it is not meant twice"
            bodies.file.warnings.add("adjustment.same_row", bodies.place(index, ""), message)

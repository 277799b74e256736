"""Looking at participants: one, a list, a team, and what was said of somebody over time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from rules import Problem
from service.access.scopes import Reach
from service.errors import NotFound, RequestRefused
from service.participants.attributes import ATTRIBUTES, PAY_KEYS
from service.participants.identity import is_external_id
from service.participants.repository.attributes import Recorded, history_of
from service.participants.repository.filters import Filter, conditions_of
from service.participants.repository.people import (
    PersonRow,
    external_ids_of,
    page_of_people,
    people_called,
    person_numbered,
    person_where,
)
from service.participants.repository.reach import reached
from service.participants.use_cases.sight import Sight
from service.participants.use_cases.views import HIDDEN, Shown, shown_people, text_of
from service.web.cursor import bad_cursor, make_cursor, read_cursor
from service.web.moments import moment_text
from service.work import Work

_EVERYBODY: Final = "participants"
_SEQ_DIGITS_MAX: Final = 18


@dataclass(frozen=True, slots=True)
class Page:
    """How much of a list is asked for, and after what."""

    limit: int
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class AskedFor:
    """Which participants: of a day (today by default), with these attributes, reporting to `manager`."""

    on: date | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    manager: str | None = None


def get_participant(work: Work, sight: Sight, external_id: str, on: date | None, known_at: datetime | None) -> Shown:
    """One participant on a day, as known at a moment; raises NotFound for whoever the caller may not see."""
    day = on or work.today
    person = visible_person(work, sight, external_id, day)
    shown, pay_of = shown_people(work, sight, [person], day, known_at)
    return Shown(shown[0], subject_of(person.number), pay_of)


def show_participant(work: Work, sight: Sight, number: int) -> Shown:
    """The participant of this number today; raises NotFound for one that was erased."""
    person = person_numbered(work, number)
    if person is None:
        raise not_found()
    shown, pay_of = shown_people(work, sight, [person], work.today)
    return Shown(shown[0], subject_of(number), pay_of)


def list_participants(work: Work, sight: Sight, asked: AskedFor, page: Page) -> Shown:
    """One page of those the caller may see, in the order of their ids."""
    day = asked.on or work.today
    problems = [_unprintable(key) for key, text in sorted(asked.texts.items()) if not text.isprintable()]
    if problems:
        raise RequestRefused(problems)
    manager = None
    if asked.manager is not None:
        found = people_called(work, [asked.manager]).get(asked.manager) if is_external_id(asked.manager) else None
        # A manager who does not exist has nobody: as when nobody reported to them.
        manager = 0 if found is None else found.number
    wanted = Filter(day, sight.people, sight.me, asked.texts, manager=manager)
    return _people_page(work, sight, wanted, page, _EVERYBODY)


def list_team(work: Work, sight: Sight, external_id: str, on: date | None, page: Page) -> Shown:
    """One page of everybody below a participant on a day; raises NotFound."""
    day = on or work.today
    manager = visible_person(work, sight, external_id, day)
    wanted = Filter(day, sight.people, sight.me, below=manager.number)
    return _people_page(work, sight, wanted, page, subject_of(manager.number))


def list_history(
    work: Work,
    sight: Sight,
    external_id: str,
    *,
    key: str | None,
    on: date | None,
    known_at: datetime | None,
    page: Page,
) -> Shown:
    """One page of what was said of a participant, in the order in which it was said; raises NotFound.

    Who sees only a team is shown what was said of the day for which it is the team.
    """
    day = on or work.today
    person = visible_person(work, sight, external_id, day)
    if key is not None and key not in ATTRIBUTES:
        raise RequestRefused(Problem("attribute.unknown_key", "query key", f"take one of {', '.join(ATTRIBUTES)}"))
    hidden = () if reached(work, [person.number], sight.pay, sight.me, day) else HIDDEN
    only = day if on is not None or sight.people not in (Reach.EVERYBODY, Reach.SELF) else None
    found = history_of(
        work,
        person.number,
        keys=(ATTRIBUTES.keys() if key is None else {key}) - set(hidden),
        after=after_number(page.cursor),
        count=page.limit + 1,
        day=only,
        known_at=known_at,
    )
    names = external_ids_of(work, {each.value.ref_id for each in found if each.value.ref_id is not None})
    shown, has_more = found[: page.limit], len(found) > page.limit
    body = listed(
        [_statement(each, names) for each in shown], has_more=has_more, last=str(shown[-1].seq) if has_more else None
    )
    pay_of = int(any(each.key in PAY_KEYS for each in shown))
    return Shown({**body, "hidden": list(hidden)}, subject_of(person.number), pay_of)


def visible_person(work: Work, sight: Sight, external_id: str, day: date) -> PersonRow:
    """The participant, if the caller may see them on this day; raises NotFound, as for an id that never was."""
    person = None
    if is_external_id(external_id):
        person = person_where(work, external_id, conditions_of(Filter(day, sight.people, sight.me)))
    if person is None:
        raise not_found()
    return person


def not_found() -> NotFound:
    """The answer for whoever does not exist, was erased, or is none of the caller's business."""
    return NotFound(Problem("participant.not_found", "path external_id", "There is no such participant for this key."))


def subject_of(number: int) -> str:
    """What the audit and the log of reads call a participant."""
    return f"participant/{number}"


def _people_page(work: Work, sight: Sight, wanted: Filter, page: Page, subject: str) -> Shown:
    after = "" if page.cursor is None else read_cursor(page.cursor)
    if not after.isprintable():
        raise bad_cursor()
    found = page_of_people(work, conditions_of(wanted), after, page.limit + 1)
    people, has_more = found[: page.limit], len(found) > page.limit
    shown, pay_of = shown_people(work, sight, people, wanted.day)
    return Shown(listed(shown, has_more=has_more, last=people[-1].external_id if has_more else None), subject, pay_of)


def listed(data: list[dict[str, object]], *, has_more: bool, last: str | None) -> dict[str, object]:
    """A page of a list; `last` is the key after which the next one begins."""
    return {"data": data, "has_more": has_more, "next_cursor": None if last is None else make_cursor(last)}


def _statement(each: Recorded, names: dict[int, str]) -> dict[str, object]:
    return {
        "seq": str(each.seq),
        "key": each.key,
        "kind": each.value.kind,
        "value": text_of(each.value, names),
        "effective_from": each.start.isoformat(),
        "effective_until": None if each.end is None else each.end.isoformat(),
        "at": moment_text(each.at),
    }


def after_number(cursor: str | None) -> int:
    """The number after which a page begins; raises RequestRefused for a cursor that no page gave out."""
    if cursor is None:
        return 0
    text = read_cursor(cursor)
    if not text.isascii() or not text.isdigit() or len(text) > _SEQ_DIGITS_MAX:
        raise bad_cursor()
    return int(text)


def _unprintable(key: str) -> Problem:
    return Problem("request.bad_value", f"query {key}", "This value is not of the form that /openapi.json describes.")

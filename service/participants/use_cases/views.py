"""Participants as they are shown: what is true on a day, and pay only to those who may read it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from service.participants.attributes import ATTRIBUTES, PAY_KEYS, Value
from service.participants.dated import value_on
from service.participants.repository.attributes import said_of
from service.participants.repository.people import PersonRow, external_ids_of
from service.participants.repository.reach import reached
from service.participants.use_cases.sight import Sight
from service.work import Work

HIDDEN: Final = tuple(sorted(PAY_KEYS))


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer, and how many people's pay it holds; `subject` is what the log of such reads calls it.

    `content_hash` is the ETag of what can be changed only by those who have seen it.
    """

    body: dict[str, object]
    subject: str
    pay_of: int
    content_hash: str | None = None


def shown_people(
    work: Work, sight: Sight, people: Sequence[PersonRow], day: date, known_at: datetime | None = None
) -> tuple[list[dict[str, object]], int]:
    """Participants on a day, as known at a moment; and how many people's pay is in it."""
    numbers = [person.number for person in people]
    open_pay = reached(work, numbers, sight.pay, sight.me, day)
    keys = ATTRIBUTES.keys() if open_pay else ATTRIBUTES.keys() - PAY_KEYS
    said = said_of(work, numbers, keys=keys, day=day, known_at=known_at)
    values = {
        number: {key: value for key, each in of_person.items() if (value := value_on(each, day)) is not None}
        for number, of_person in said.items()
    }
    meant = {value.ref_id for each in values.values() for value in each.values() if value.ref_id is not None}
    names = external_ids_of(work, meant)
    shown, pay_of = [], 0
    for person in people:
        hidden = () if person.number in open_pay else HIDDEN
        visible = {key: value for key, value in values.get(person.number, {}).items() if key not in hidden}
        pay_of += not PAY_KEYS.isdisjoint(visible)
        shown.append(_person(person, day, {key: text_of(value, names) for key, value in visible.items()}, hidden))
    return shown, pay_of


def text_of(value: Value, names: dict[int, str]) -> str | None:
    """A value as text; a participant by id, None for one that was erased."""
    return value.shown if value.ref_id is None else names.get(value.ref_id)


def _person(person: PersonRow, day: date, values: dict[str, str | None], hidden: Collection[str]) -> dict[str, object]:
    return {
        "id": person.external_id,
        "number": str(person.number),
        "name": person.name,
        "email": person.email,
        "payroll_id": person.payroll_id,
        "on": day.isoformat(),
        "attributes": {key: values[key] for key in ATTRIBUTES if key in values},
        "hidden": list(hidden),
    }

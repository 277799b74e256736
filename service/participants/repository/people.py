"""Participants and what names them."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, or_, select, update
from sqlmodel import col

from service.store.sequences import draw_keys
from service.store.tables import Note, Participant, PaymentExport, PaymentFile, PaymentLine, Person, WaitingBody
from service.work import Work

SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A participant with what names them; `secret` keys the digests that the audit keeps of it."""

    number: int
    external_id: str
    name: str | None
    email: str | None
    payroll_id: str | None
    secret: str


_COLUMNS: Final = (
    col(Person.participant_id),
    col(Person.external_id),
    col(Person.name),
    col(Person.email),
    col(Person.payroll_id),
    col(Person.secret),
)


def people_called(work: Work, external_ids: Collection[str]) -> dict[str, PersonRow]:
    """Those of these ids that exist, by id."""
    if not external_ids:
        return {}
    query = select(*_COLUMNS).where(col(Person.external_id).in_(sorted(external_ids)))
    return {row.external_id: row for row in _rows(work, query)}


def people_to_change(work: Work, external_ids: Collection[str]) -> dict[str, PersonRow]:
    """As `people_called`; nobody else changes or erases them until this work ends."""
    query = (
        select(*_COLUMNS)
        .where(col(Person.external_id).in_(sorted(external_ids)))
        .order_by(col(Person.participant_id))
        .with_for_update()
    )
    return {row.external_id: row for row in _rows(work, query)}


def person_numbered(work: Work, number: int) -> PersonRow | None:
    """The participant of this number; None for one that was erased."""
    return next(iter(_rows(work, select(*_COLUMNS).where(col(Person.participant_id) == number))), None)


def person_where(work: Work, external_id: str, conditions: Sequence[ColumnElement[bool]]) -> PersonRow | None:
    """The participant of this id, if the conditions hold."""
    return next(iter(_rows(work, select(*_COLUMNS).where(col(Person.external_id) == external_id, *conditions))), None)


def external_ids_of(work: Work, numbers: Collection[int]) -> dict[int, str]:
    """Ids by number; erased participants have none."""
    if not numbers:
        return {}
    query = select(col(Person.participant_id), col(Person.external_id)).where(
        col(Person.participant_id).in_(sorted(numbers))
    )
    return {number: external_id for number, external_id in work.session.connection().execute(query)}


def page_of_people(
    work: Work, conditions: Sequence[ColumnElement[bool]], after: str, count: int
) -> Sequence[PersonRow]:
    """The next so many participants in the order of their ids."""
    query = (
        select(*_COLUMNS)
        .where(col(Person.external_id) > after, *conditions)
        .order_by(col(Person.external_id))
        .limit(count)
    )
    return _rows(work, query)


def add_people(work: Work, identities: Sequence[Mapping[str, str | None]]) -> Sequence[PersonRow]:
    """New participants, each with an `external_id` and whatever else names them; their rows in the same order."""
    numbers = draw_keys(work.session, Participant, len(identities))
    added = [
        PersonRow(
            number=number,
            external_id=str(identity["external_id"]),
            name=identity.get("name"),
            email=identity.get("email"),
            payroll_id=identity.get("payroll_id"),
            secret=secrets.token_hex(SECRET_BYTES),
        )
        for number, identity in zip(numbers, identities, strict=True)
    ]
    work.add_many(Participant, [{"id": row.number, "created_at": work.now} for row in added])
    work.add_many(Person, [_columns_of(row) for row in added])
    return added


def write_identities(work: Work, rows: Sequence[PersonRow]) -> None:
    """What names these participants, anew; one statement for all."""
    if rows:
        work.session.connection().execute(
            update(Person)
            .where(col(Person.participant_id) == bindparam("number"))
            .values(name=bindparam("new_name"), email=bindparam("new_email"), payroll_id=bindparam("new_payroll_id")),
            [
                {
                    "number": row.number,
                    "new_name": row.name,
                    "new_email": row.email,
                    "new_payroll_id": row.payroll_id,
                }
                for row in rows
            ],
        )


def erase_person(work: Work, number: int) -> None:
    """Everything that names the participant, and the secret."""
    work.session.connection().execute(delete(Person).where(col(Person.participant_id) == number))


def erase_payment_files(work: Work, number: int) -> None:
    """The bytes of every file for payroll that names the participant; their hashes stay."""
    named = (
        select(col(PaymentExport.id))
        .join(PaymentLine, col(PaymentLine.payment_id) == col(PaymentExport.payment_id))
        .where(col(PaymentLine.participant_id) == number)
    )
    work.session.connection().execute(delete(PaymentFile).where(col(PaymentFile.export_id).in_(named)))


def _rows(work: Work, query: Select[*tuple[Any, ...]]) -> Sequence[PersonRow]:
    return [PersonRow(*row) for row in work.session.connection().execute(query)]


def _columns_of(row: PersonRow) -> dict[str, object]:
    return {
        "participant_id": row.number,
        "external_id": row.external_id,
        "name": row.name,
        "email": row.email,
        "payroll_id": row.payroll_id,
        "secret": row.secret,
    }


def erase_notes(work: Work, subject: str) -> None:
    """Everything that was written beside something, or beside a part of it (`subject/…`)."""
    # After "/" comes "0": between the two lie all subjects that begin with this one and a slash.
    parts = and_(col(Note.subject) > f"{subject}/", col(Note.subject) < f"{subject}0")
    work.session.connection().execute(delete(Note).where(or_(col(Note.subject) == subject, parts)))


def erase_waiting_facts(work: Work, external_id: str) -> None:
    """What facts in quarantine say of somebody with this id; that they were received stays."""
    work.session.connection().execute(delete(WaitingBody).where(col(WaitingBody.external_id) == external_id))


def add_note(work: Work, subject: str, text: str) -> None:
    """A free text, beside something."""
    work.add(Note(subject=subject, text=text, by_id=work.actor.principal_id, at=work.now))

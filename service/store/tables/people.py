"""Participants under a lasting number; what names them stands apart; what is true of them is dated and only grows."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from service.store.columns import SERIAL, Code, Moment
from service.store.tables.base import Row


class Participant(Row, table=True):
    """Somebody who can be paid: a number, and nothing that names anybody."""

    __tablename__: ClassVar[str] = "participant"

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    created_at: datetime = Field(sa_type=Moment)


class Person(Row, table=True):
    """What names a participant. Erasing it leaves the participant's history without a name.

    `secret` keys the audit's digests of this person's data; without it they cannot be recomputed by anybody.
    """

    __tablename__: ClassVar[str] = "person"

    participant_id: int = Field(primary_key=True, foreign_key="participant.id", sa_type=SERIAL)
    external_id: str = Field(unique=True, sa_type=Code)
    name: str | None = Field(default=None, sa_type=Code, nullable=True)
    email: str | None = Field(default=None, sa_type=Code, nullable=True)
    payroll_id: str | None = Field(default=None, sa_type=Code, nullable=True)
    secret: str = Field(sa_type=Code)


class PrincipalParticipant(Row, table=True):
    """Which participant a person who signs in is."""

    __tablename__: ClassVar[str] = "principal_participant"

    principal_id: int = Field(primary_key=True, foreign_key="principal.id", sa_type=SERIAL)
    participant_id: int = Field(unique=True, foreign_key="participant.id", sa_type=SERIAL)


class Attribute(Row, table=True):
    """One value of a participant over some days; a later row lies over earlier ones for its own days.

    A number is `mantissa` / 10^`scale`; `kind` 'none' takes a value away.
    """

    __tablename__: ClassVar[str] = "attribute"
    __table_args__ = (
        CheckConstraint("kind IN ('number', 'text', 'participant', 'none')", name="kind"),
        CheckConstraint("valid_until IS NULL OR valid_until > valid_from", name="days"),
        CheckConstraint("scale IS NULL OR (scale >= 0 AND scale <= 12)", name="scale"),
        Index(None, "participant_id", "key", "seq"),
        Index(None, "key", "ref_id"),
        Index(None, "key", "text"),
    )

    seq: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    participant_id: int = Field(foreign_key="participant.id", sa_type=SERIAL)
    key: str = Field(sa_type=Code)
    kind: str = Field(sa_type=Code)
    text: str | None = Field(default=None, sa_type=Code, nullable=True)
    mantissa: int | None = Field(default=None, sa_type=SERIAL, nullable=True)
    scale: int | None = Field(default=None, nullable=True)
    ref_id: int | None = Field(default=None, foreign_key="participant.id", sa_type=SERIAL, nullable=True)
    valid_from: str = Field(sa_type=Code)
    valid_until: str | None = Field(default=None, sa_type=Code, nullable=True)
    at: datetime = Field(sa_type=Moment)


class Assignment(Row, table=True):
    """A revision of an assignment of a participant to a plan over some days; the last revision counts.

    `document` holds personal levels, weights, inputs and `shadow` as canonical JSON.
    """

    __tablename__: ClassVar[str] = "assignment"
    __table_args__ = (
        CheckConstraint("state IN ('active', 'withdrawn')", name="state"),
        CheckConstraint("effective_until IS NULL OR effective_until > effective_from", name="days"),
        UniqueConstraint("number", "revision"),
        Index(None, "plan_key", "participant_id"),
    )

    seq: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    number: int = Field(sa_type=SERIAL)
    revision: int
    participant_id: int = Field(foreign_key="participant.id", index=True, sa_type=SERIAL)
    plan_key: str = Field(sa_type=Code)
    effective_from: str = Field(sa_type=Code)
    effective_until: str | None = Field(default=None, sa_type=Code, nullable=True)
    document: str = Field(sa_type=Code)
    content_hash: str = Field(sa_type=Code)
    state: str = Field(sa_type=Code)
    at: datetime = Field(sa_type=Moment)

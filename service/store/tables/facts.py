"""What happened, as it was told: observations that only grow; a correction is a later revision of the same id."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from service.store.columns import SERIAL, WITHOUT_ROW_NUMBERS, Code, Moment
from service.store.tables.base import Row


class FactKey(Row, table=True):
    """The name of a fact, as a number: a hundred million facts do not repeat it."""

    __tablename__: ClassVar[str] = "fact_key"

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    key: str = Field(unique=True, sa_type=Code)


class FactSource(Row, table=True):
    """Where facts come from, as a number."""

    __tablename__: ClassVar[str] = "fact_source"

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    name: str = Field(unique=True, sa_type=Code)


class FactBatch(Row, table=True):
    """Facts that arrived together: how many, how many of them were known already, how many had to wait."""

    __tablename__: ClassVar[str] = "fact_batch"

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(index=True, sa_type=Moment)
    received: int
    added: int
    known: int
    waiting: int


class Fact(Row, table=True):
    """One observation of a participant on a business day.

    A number is `mantissa` / 10^`scale`, perhaps in a `currency`; a word and a row (canonical JSON of its fields) are
    `text`; 'retracted' takes back what earlier revisions said. `details` holds evidence and rater as canonical JSON.
    """

    __tablename__: ClassVar[str] = "fact"
    __table_args__ = (
        CheckConstraint("kind IN ('number', 'word', 'row', 'retracted')", name="kind"),
        CheckConstraint("(kind = 'number') = (mantissa IS NOT NULL AND scale IS NOT NULL)", name="number"),
        CheckConstraint("(kind IN ('word', 'row')) = (text IS NOT NULL)", name="text"),
        CheckConstraint("scale IS NULL OR (scale >= 0 AND scale <= 12)", name="scale"),
        Index(None, "participant_id", "key_id", "day"),
    )

    seq: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    participant_id: int = Field(foreign_key="participant.id", sa_type=SERIAL)
    key_id: int = Field(foreign_key="fact_key.id", sa_type=SERIAL)
    day: str = Field(sa_type=Code)
    time: str | None = Field(default=None, sa_type=Code, nullable=True)
    source_id: int = Field(foreign_key="fact_source.id", sa_type=SERIAL)
    source_ref: str = Field(sa_type=Code)
    revision: int = Field(sa_type=SERIAL)
    kind: str = Field(sa_type=Code)
    mantissa: int | None = Field(default=None, sa_type=SERIAL, nullable=True)
    scale: int | None = Field(default=None, nullable=True)
    text: str | None = Field(default=None, sa_type=Code, nullable=True)
    currency: str | None = Field(default=None, sa_type=Code, nullable=True)
    details: str | None = Field(default=None, sa_type=Code, nullable=True)
    batch_id: int = Field(foreign_key="fact_batch.id", sa_type=SERIAL)
    block_id: int = Field(foreign_key="audit_block.id", sa_type=SERIAL)


class FactIdentity(Row, table=True):
    """That a source's observation was received, for ever: the same id and revision with another body is a conflict."""

    __tablename__: ClassVar[str] = "fact_identity"
    __table_args__ = WITHOUT_ROW_NUMBERS

    source_id: int = Field(primary_key=True, foreign_key="fact_source.id", sa_type=SERIAL)
    source_ref: str = Field(primary_key=True, sa_type=Code)
    revision: int = Field(primary_key=True, sa_type=SERIAL)
    digest: str = Field(sa_type=Code)
    seq: int = Field(sa_type=SERIAL)
    block_id: int = Field(foreign_key="audit_block.id", sa_type=SERIAL)


class FactSuperseded(Row, table=True):
    """That a fact does not count any more once `by_seq` is known: a higher revision of the same id was received."""

    __tablename__: ClassVar[str] = "fact_superseded"
    __table_args__ = WITHOUT_ROW_NUMBERS

    seq: int = Field(primary_key=True, sa_type=SERIAL)
    by_seq: int = Field(primary_key=True, sa_type=SERIAL)
    block_id: int = Field(foreign_key="audit_block.id", sa_type=SERIAL)


class WaitingFact(Row, table=True):
    """A fact in quarantine: its id is taken at receipt, its body (`WaitingBody`) waits until somebody can be named."""

    __tablename__: ClassVar[str] = "waiting_fact"
    __table_args__ = (UniqueConstraint("source_id", "source_ref", "revision"),)

    seq: int = Field(primary_key=True, sa_type=SERIAL)
    source_id: int = Field(foreign_key="fact_source.id", sa_type=SERIAL)
    source_ref: str = Field(sa_type=Code)
    revision: int = Field(sa_type=SERIAL)
    code: str = Field(sa_type=Code)
    batch_id: int = Field(foreign_key="fact_batch.id", sa_type=SERIAL)
    block_id: int = Field(foreign_key="audit_block.id", sa_type=SERIAL)


class WaitingBody(Row, table=True):
    """What a waiting fact says (`document`, canonical JSON), with the id of a person in it: it can be erased.

    `external_id` is whom it is about as far as is known. `secret` keys the digest in its `FactIdentity`: without it
    nobody can guess at what was erased.
    """

    __tablename__: ClassVar[str] = "waiting_body"

    seq: int = Field(primary_key=True, foreign_key="waiting_fact.seq", sa_type=SERIAL)
    external_id: str = Field(index=True, sa_type=Code)
    key: str = Field(sa_type=Code)
    secret: str = Field(sa_type=Code)
    document: str = Field(sa_type=Code)


class WaitingEnd(Row, table=True):
    """How the waiting ended: it became the fact `fact_seq`, or somebody dismissed it."""

    __tablename__: ClassVar[str] = "waiting_end"
    __table_args__ = (
        CheckConstraint("state IN ('released', 'dismissed')", name="state"),
        CheckConstraint("(state = 'released') = (fact_seq IS NOT NULL)", name="released"),
    )

    seq: int = Field(primary_key=True, foreign_key="waiting_fact.seq", sa_type=SERIAL)
    state: str = Field(sa_type=Code)
    fact_seq: int | None = Field(default=None, foreign_key="fact.seq", sa_type=SERIAL, nullable=True)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)


class FactsComplete(Row, table=True):
    """That everything of a fact was received for a period, or, later, that it was not; the last word counts."""

    __tablename__: ClassVar[str] = "facts_complete"
    __table_args__ = (
        CheckConstraint("state IN ('complete', 'incomplete')", name="state"),
        Index(None, "period_id", "key_id"),
    )

    seq: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    period_id: int = Field(foreign_key="period.id", sa_type=SERIAL)
    key_id: int = Field(foreign_key="fact_key.id", sa_type=SERIAL)
    state: str = Field(sa_type=Code)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)

"""Runs: what is to be computed from what was known at one moment, how far it is, and what became of it."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from service.store.columns import SERIAL, WITHOUT_ROW_NUMBERS, Code, Moment
from service.store.tables.base import Row
from service.store.tables.chain import chain_of

_STEPS = (
    ">queued",
    "queued>running",
    "running>finished",
    "running>failed",
    "queued>cancelled",
    "running>cancelled",
    "failed>queued",
)


class Knowledge(Row, table=True):
    """A moment of knowledge: of each kind of row that runs read, the last one that counts (0: none)."""

    __tablename__: ClassVar[str] = "knowledge"

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    at: datetime = Field(index=True, sa_type=Moment)
    fact_seq: int = Field(sa_type=SERIAL)
    complete_seq: int = Field(sa_type=SERIAL)
    attribute_seq: int = Field(sa_type=SERIAL)
    assignment_seq: int = Field(sa_type=SERIAL)
    rate_seq: int = Field(sa_type=SERIAL)
    holiday_seq: int = Field(sa_type=SERIAL)
    carried_seq: int = Field(sa_type=SERIAL)
    opening_seq: int = Field(sa_type=SERIAL)


class Run(Row, table=True):
    """One evaluation of plan versions for the people of a pay group in a period. Never overwritten.

    `request` is what was asked for, as canonical JSON; `corrects_id` the run whose booked results a correction mends.
    """

    __tablename__: ClassVar[str] = "run"
    __table_args__ = (
        CheckConstraint("kind IN ('preview', 'final', 'shadow', 'correction')", name="kind"),
        CheckConstraint("(kind = 'correction') = (corrects_id IS NOT NULL)", name="corrects"),
        UniqueConstraint("id", "period_id", "pay_group"),
        Index(None, "period_id", "pay_group", "id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    kind: str = Field(sa_type=Code)
    period_id: int = Field(foreign_key="period.id", sa_type=SERIAL)
    pay_group: str = Field(sa_type=Code)
    knowledge_id: int = Field(foreign_key="knowledge.id", sa_type=SERIAL)
    corrects_id: int | None = Field(default=None, foreign_key="run.id", sa_type=SERIAL, nullable=True)
    semantics: int
    engine: str = Field(sa_type=Code)
    request: str = Field(sa_type=Code)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)


class RunPlan(Row, table=True):
    """A plan version of a run, numbered from 1 in the order of keys and days.

    It is computed from `start_day` to before `end_day`: the days of the period on which it is in force.
    """

    __tablename__: ClassVar[str] = "run_plan"
    __table_args__ = (CheckConstraint("end_day > start_day", name="days"), WITHOUT_ROW_NUMBERS)

    run_id: int = Field(primary_key=True, foreign_key="run.id", sa_type=SERIAL)
    number: int = Field(primary_key=True, sa_type=SERIAL)
    version_id: int = Field(foreign_key="plan_version.id", sa_type=SERIAL)
    plan_key: str = Field(sa_type=Code)
    plan_hash: str = Field(sa_type=Code)
    start_day: str = Field(sa_type=Code)
    end_day: str = Field(sa_type=Code)


class RunSlice(Row, table=True):
    """A part of a run's people that is computed and stored together: the participants from first to last of a plan."""

    __tablename__: ClassVar[str] = "run_slice"
    __table_args__ = (
        ForeignKeyConstraint(["run_id", "plan_number"], ["run_plan.run_id", "run_plan.number"]),
        WITHOUT_ROW_NUMBERS,
    )

    run_id: int = Field(primary_key=True, sa_type=SERIAL)
    number: int = Field(primary_key=True, sa_type=SERIAL)
    plan_number: int = Field(sa_type=SERIAL)
    first_id: int = Field(sa_type=SERIAL)
    last_id: int = Field(sa_type=SERIAL)
    people: int


class RunChunk(Row, table=True):
    """That a slice is computed. Whoever stores it second fails, so no result is counted twice."""

    __tablename__: ClassVar[str] = "run_chunk"
    __table_args__ = (
        ForeignKeyConstraint(["run_id", "number"], ["run_slice.run_id", "run_slice.number"]),
        WITHOUT_ROW_NUMBERS,
    )

    run_id: int = Field(primary_key=True, sa_type=SERIAL)
    number: int = Field(primary_key=True, sa_type=SERIAL)
    paid: int
    zero: int
    blocked: int
    reused: int
    totals: str = Field(sa_type=Code)
    pool_variance: str = Field(default="{}", sa_type=Code)
    digest: str = Field(sa_type=Code)
    at: datetime = Field(sa_type=Moment)


class RunEvent(Row, table=True):
    """What happened to a run; `content_hash` covers all its results once it is finished."""

    __tablename__: ClassVar[str] = "run_event"
    __table_args__ = (
        *chain_of("run_event", ("run_id",), _STEPS),
        CheckConstraint("(to_state = 'finished') = (content_hash IS NOT NULL)", name="finished"),
        UniqueConstraint("run_id", "to_state", "content_hash"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    run_id: int = Field(foreign_key="run.id", sa_type=SERIAL)
    number: int
    previous_number: int | None = Field(default=None, nullable=True)
    from_state: str | None = Field(default=None, sa_type=Code, nullable=True)
    to_state: str = Field(sa_type=Code)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)
    content_hash: str | None = Field(default=None, sa_type=Code, nullable=True)
    problem: str | None = Field(default=None, sa_type=Code, nullable=True)


class RunStage(Row, table=True):
    """What the people of a slice give to the others at the end of a stage, so that a restart goes on from there.

    It may be deleted once the run has ended.
    """

    __tablename__: ClassVar[str] = "run_stage"
    __table_args__ = WITHOUT_ROW_NUMBERS

    run_id: int = Field(primary_key=True, foreign_key="run.id", sa_type=SERIAL)
    stage: int = Field(primary_key=True, sa_type=SERIAL)
    slice_number: int = Field(primary_key=True, sa_type=SERIAL)
    document: str = Field(sa_type=Code)


class Job(Row, table=True):
    """Work for a worker process. Who holds the lease works on it; a lease that ran out may be taken by another."""

    __tablename__: ClassVar[str] = "job"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'leased', 'done', 'failed')", name="state"),
        UniqueConstraint("kind", "subject_id"),
        Index(None, "state", "id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    kind: str = Field(sa_type=Code)
    subject_id: int = Field(sa_type=SERIAL)
    state: str = Field(sa_type=Code)
    attempts: int
    lease_by: str | None = Field(default=None, sa_type=Code, nullable=True)
    lease_until: datetime | None = Field(default=None, sa_type=Moment, nullable=True)
    created_at: datetime = Field(sa_type=Moment)

"""Results: content that is stored once however often it is computed, and which run gave it to whom."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from service.store.columns import SERIAL, WITHOUT_ROW_NUMBERS, Code
from service.store.tables.base import Row

_OUTCOME = "outcome IN ('paid', 'zero', 'blocked')"
_TOTAL = "(outcome = 'blocked') = (total_minor IS NULL)"


class SharedInput(Row, table=True):
    """What several results read: company, groups, calendar and rates, or all people of a population; by its hash."""

    __tablename__: ClassVar[str] = "shared_input"
    __table_args__ = WITHOUT_ROW_NUMBERS

    hash: str = Field(primary_key=True, sa_type=Code)
    document: str = Field(sa_type=Code)


class Result(Row, table=True):
    """What was computed for one participant from one input by one plan. Never edited.

    `input` and `document` are canonical JSON; together with the plan and `shared_hash` the input is everything that
    was read, so the document can be computed again from the stored texts alone. Money is in minor units.
    """

    __tablename__: ClassVar[str] = "result"
    __table_args__ = (
        CheckConstraint(_OUTCOME, name="outcome"),
        CheckConstraint(_TOTAL, name="total"),
        UniqueConstraint("participant_id", "plan_hash", "input_hash", "semantics"),
        UniqueConstraint("id", "participant_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    participant_id: int = Field(foreign_key="participant.id", sa_type=SERIAL)
    plan_hash: str = Field(sa_type=Code)
    input_hash: str = Field(sa_type=Code)
    semantics: int
    facts_hash: str = Field(sa_type=Code)
    shared_hash: str = Field(foreign_key="shared_input.hash", sa_type=Code)
    population_hash: str | None = Field(default=None, sa_type=Code, nullable=True)
    result_hash: str = Field(sa_type=Code)
    outcome: str = Field(sa_type=Code)
    total_minor: int | None = Field(default=None, sa_type=SERIAL, nullable=True)
    currency: str = Field(sa_type=Code)
    input: str = Field(sa_type=Code)
    document: str = Field(sa_type=Code)
    block_id: int = Field(foreign_key="audit_block.id", sa_type=SERIAL)


class RunResult(Row, table=True):
    """That a run gave a participant this result by one of its plans; there is always exactly one."""

    __tablename__: ClassVar[str] = "run_result"
    __table_args__ = (
        ForeignKeyConstraint(["run_id", "slice_number"], ["run_chunk.run_id", "run_chunk.number"]),
        ForeignKeyConstraint(["result_id", "participant_id"], ["result.id", "result.participant_id"]),
        UniqueConstraint("run_id", "plan_number", "participant_id", "result_id"),
        Index(None, "participant_id", "run_id"),
        WITHOUT_ROW_NUMBERS,
    )

    run_id: int = Field(primary_key=True, sa_type=SERIAL)
    plan_number: int = Field(primary_key=True, sa_type=SERIAL)
    participant_id: int = Field(primary_key=True, sa_type=SERIAL)
    result_id: int = Field(sa_type=SERIAL)
    slice_number: int = Field(sa_type=SERIAL)
    block_id: int = Field(foreign_key="audit_block.id", sa_type=SERIAL)


class PreviewResult(Row, table=True):
    """A result of a preview, shadow or simulation: the same columns, but it may be deleted."""

    __tablename__: ClassVar[str] = "preview_result"
    __table_args__ = (
        CheckConstraint(_OUTCOME, name="outcome"),
        CheckConstraint(_TOTAL, name="total"),
        ForeignKeyConstraint(["run_id", "slice_number"], ["run_chunk.run_id", "run_chunk.number"]),
        Index(None, "participant_id", "run_id"),
        WITHOUT_ROW_NUMBERS,
    )

    run_id: int = Field(primary_key=True, sa_type=SERIAL)
    plan_number: int = Field(primary_key=True, sa_type=SERIAL)
    participant_id: int = Field(primary_key=True, foreign_key="participant.id", sa_type=SERIAL)
    slice_number: int = Field(sa_type=SERIAL)
    plan_hash: str = Field(sa_type=Code)
    input_hash: str = Field(sa_type=Code)
    semantics: int
    facts_hash: str = Field(sa_type=Code)
    shared_hash: str = Field(foreign_key="shared_input.hash", sa_type=Code)
    population_hash: str | None = Field(default=None, sa_type=Code, nullable=True)
    result_hash: str = Field(sa_type=Code)
    outcome: str = Field(sa_type=Code)
    total_minor: int | None = Field(default=None, sa_type=SERIAL, nullable=True)
    currency: str = Field(sa_type=Code)
    input: str = Field(sa_type=Code)
    document: str = Field(sa_type=Code)

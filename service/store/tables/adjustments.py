"""Signed amounts beside results, and disputes: both end with a reason and the yes or no of a second person."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from service.store.columns import SERIAL, Code, Moment
from service.store.tables.approvals import asked_as
from service.store.tables.base import Row
from service.store.tables.chain import chain_of


class AdjustmentRequest(Row, table=True):
    """Adjustments that are asked for together and approved together; undecided after `expires_on` they are void."""

    __tablename__: ClassVar[str] = "adjustment_request"
    __table_args__ = asked_as("adjustment")

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    request_id: int = Field(unique=True, sa_type=SERIAL)
    request_kind: str = Field(default="adjustment", sa_type=Code)
    period_id: int = Field(foreign_key="period.id", sa_type=SERIAL)
    pay_group: str = Field(sa_type=Code)
    expires_on: str = Field(sa_type=Code)
    rows: int


class Adjustment(Row, table=True):
    """A signed amount in minor units for one participant, paid with a period; the reason is a note beside it."""

    __tablename__: ClassVar[str] = "adjustment"
    __table_args__ = (
        CheckConstraint("amount_minor <> 0", name="amount"),
        Index(None, "participant_id", "request_id"),
        UniqueConstraint("id", "participant_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    request_id: int = Field(foreign_key="adjustment_request.request_id", index=True, sa_type=SERIAL)
    participant_id: int = Field(foreign_key="participant.id", sa_type=SERIAL)
    plan_key: str | None = Field(default=None, sa_type=Code, nullable=True)
    component: str | None = Field(default=None, sa_type=Code, nullable=True)
    earning_code: str | None = Field(default=None, sa_type=Code, nullable=True)
    amount_minor: int = Field(sa_type=SERIAL)
    currency: str = Field(sa_type=Code)


class AdjustmentEffect(Row, table=True):
    """That the adjustments of a request count, by the yes of a second person before they expired."""

    __tablename__: ClassVar[str] = "adjustment_effect"
    __table_args__ = (
        ForeignKeyConstraint(
            ["approval_id", "request_id", "verdict"], ["approval.id", "approval.request_id", "approval.verdict"]
        ),
        CheckConstraint("verdict = 'approved'", name="verdict"),
        UniqueConstraint("approval_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    request_id: int = Field(unique=True, foreign_key="adjustment_request.request_id", sa_type=SERIAL)
    approval_id: int = Field(sa_type=SERIAL)
    verdict: str = Field(default="approved", sa_type=Code)
    at: datetime = Field(sa_type=Moment)


class Dispute(Row, table=True):
    """That a participant doubts one number of a result: the node of its trace, and what it should be."""

    __tablename__: ClassVar[str] = "dispute"
    __table_args__ = (
        CheckConstraint("kind IN ('data', 'rule', 'credit')", name="kind"),
        ForeignKeyConstraint(
            ["run_id", "plan_number", "participant_id", "result_id"],
            [
                "run_result.run_id",
                "run_result.plan_number",
                "run_result.participant_id",
                "run_result.result_id",
            ],
        ),
        Index(None, "participant_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    run_id: int = Field(sa_type=SERIAL)
    plan_number: int = Field(sa_type=SERIAL)
    participant_id: int = Field(sa_type=SERIAL)
    result_id: int = Field(sa_type=SERIAL)
    kind: str = Field(sa_type=Code)
    node: str = Field(sa_type=Code)
    claimed: str | None = Field(default=None, sa_type=Code, nullable=True)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)


class DisputeEvent(Row, table=True):
    """What happened to a dispute. It ends as an adjustment, as a refusal, or because it was taken back."""

    __tablename__: ClassVar[str] = "dispute_event"
    __table_args__ = (
        *chain_of(
            "dispute_event",
            ("dispute_id",),
            (
                ">open",
                "open>answered",
                "answered>open",
                "open>adjusted",
                "answered>adjusted",
                "open>refused",
                "answered>refused",
                "open>withdrawn",
                "answered>withdrawn",
            ),
        ),
        CheckConstraint("(to_state = 'adjusted') = (adjustment_id IS NOT NULL)", name="adjusted"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    dispute_id: int = Field(foreign_key="dispute.id", sa_type=SERIAL)
    number: int
    previous_number: int | None = Field(default=None, nullable=True)
    from_state: str | None = Field(default=None, sa_type=Code, nullable=True)
    to_state: str = Field(sa_type=Code)
    adjustment_id: int | None = Field(default=None, foreign_key="adjustment.id", sa_type=SERIAL, nullable=True)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)

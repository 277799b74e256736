"""Plans: drafts that change, versions that never do, and what happened to each version."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from service.store.columns import SERIAL, Code, Moment
from service.store.tables.approvals import asked_as
from service.store.tables.base import Row
from service.store.tables.chain import chain_of

_STEPS = (
    ">submitted",
    "submitted>approved",
    "submitted>refused",
    "approved>published",
    "published>published",
    "published>retired",
    "retired>retired",
    "approved>retired",
)


class PlanHead(Row, table=True):
    """One row per plan key, there to be locked while its drafts and versions change."""

    __tablename__: ClassVar[str] = "plan_head"

    plan_key: str = Field(primary_key=True, sa_type=Code)
    created_at: datetime = Field(sa_type=Moment)


class PlanDraft(Row, table=True):
    """The one draft of a plan key. `content_hash` is its ETag."""

    __tablename__: ClassVar[str] = "plan_draft"

    plan_key: str = Field(primary_key=True, foreign_key="plan_head.plan_key", sa_type=Code)
    document: str = Field(sa_type=Code)
    content_hash: str = Field(sa_type=Code)
    author_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    changed_at: datetime = Field(sa_type=Moment)


class PlanVersion(Row, table=True):
    """A document and its days in force as they were submitted for approval."""

    __tablename__: ClassVar[str] = "plan_version"
    __table_args__ = (
        UniqueConstraint("plan_key", "number"),
        UniqueConstraint("id", "request_id"),
        CheckConstraint("effective_until IS NULL OR effective_until > effective_from", name="days"),
        # The author and the content of a version are those of the request that is decided upon.
        ForeignKeyConstraint(
            ["request_id", "author_id", "request_hash"],
            ["approval_request.id", "approval_request.author_id", "approval_request.content_hash"],
        ),
        *asked_as("plan_version"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    plan_key: str = Field(foreign_key="plan_head.plan_key", sa_type=Code)
    number: int
    document: str = Field(sa_type=Code)
    content_hash: str = Field(index=True, sa_type=Code)
    author_id: int = Field(sa_type=SERIAL)
    request_id: int = Field(unique=True, sa_type=SERIAL)
    request_kind: str = Field(default="plan_version", sa_type=Code)
    request_hash: str = Field(sa_type=Code)
    effective_from: str = Field(sa_type=Code)
    effective_until: str | None = Field(default=None, sa_type=Code, nullable=True)
    submitted_at: datetime = Field(sa_type=Moment)


class PlanVersionEvent(Row, table=True):
    """What happened to a version, in one line of numbered steps; its state is the last one.

    The days of the last step are those on which it is in force: a retired version keeps the days it was in force on.
    The steps to `approved` and `refused` carry the decision on the version's own request.
    """

    __tablename__: ClassVar[str] = "plan_version_event"
    __table_args__ = (
        *chain_of("plan_version_event", ("version_id",), _STEPS),
        ForeignKeyConstraint(["version_id", "request_id"], ["plan_version.id", "plan_version.request_id"]),
        ForeignKeyConstraint(
            ["approval_id", "request_id", "verdict"], ["approval.id", "approval.request_id", "approval.verdict"]
        ),
        CheckConstraint(
            "(to_state IN ('approved', 'refused')) = (approval_id IS NOT NULL AND request_id IS NOT NULL"
            " AND verdict IS NOT NULL)",
            name="decided",
        ),
        CheckConstraint("verdict IS NULL OR verdict = to_state", name="verdict"),
        CheckConstraint("to_state <> 'published' OR effective_from IS NOT NULL", name="dated"),
        CheckConstraint(
            "to_state <> 'retired' OR (effective_from IS NOT NULL AND effective_until IS NOT NULL)", name="ended"
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    version_id: int = Field(foreign_key="plan_version.id", sa_type=SERIAL)
    number: int
    previous_number: int | None = Field(default=None, nullable=True)
    from_state: str | None = Field(default=None, sa_type=Code, nullable=True)
    to_state: str = Field(sa_type=Code)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)
    request_id: int | None = Field(default=None, sa_type=SERIAL, nullable=True)
    approval_id: int | None = Field(default=None, sa_type=SERIAL, nullable=True)
    verdict: str | None = Field(default=None, sa_type=Code, nullable=True)
    effective_from: str | None = Field(default=None, sa_type=Code, nullable=True)
    effective_until: str | None = Field(default=None, sa_type=Code, nullable=True)

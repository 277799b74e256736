"""Two persons: what somebody wants, bound to its content, and the yes or no of somebody else."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Constraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from service.store.columns import SERIAL, Code, Moment
from service.store.tables.base import Row


def asked_as(kind: str) -> tuple[Constraint, ...]:
    """The constraints of a table whose rows wait for the approval of `request_id`, a request of this kind."""
    return (
        ForeignKeyConstraint(["request_id", "request_kind"], ["approval_request.id", "approval_request.kind"]),
        CheckConstraint(f"request_kind = '{kind}'", name="request_kind"),
    )


class ApprovalPolicy(Row, table=True):
    """Whether two persons are needed; set once, at the first start. `single` exists only where it was chosen then."""

    __tablename__: ClassVar[str] = "approval_policy"
    __table_args__ = (
        CheckConstraint("mode IN ('two_person', 'single')", name="mode"),
        CheckConstraint("id = 1", name="once"),
    )

    id: int = Field(primary_key=True, sa_type=SERIAL)
    mode: str = Field(unique=True, sa_type=Code)
    set_at: datetime = Field(sa_type=Moment)


class ApprovalRequest(Row, table=True):
    """Something that a person wants done and a second person must agree to. `content_hash` is what it is about."""

    __tablename__: ClassVar[str] = "approval_request"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('plan_version', 'role_change', 'period_unlock', 'run', 'opening', 'adjustment')", name="kind"
        ),
        CheckConstraint("author_kind = 'person'", name="author_is_person"),
        ForeignKeyConstraint(["author_id", "author_kind"], ["principal.id", "principal.kind"]),
        UniqueConstraint("id", "author_id", "content_hash"),
        UniqueConstraint("id", "kind"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    kind: str = Field(sa_type=Code)
    subject: str = Field(index=True, sa_type=Code)
    content_hash: str = Field(sa_type=Code)
    author_id: int = Field(index=True, sa_type=SERIAL)
    author_kind: str = Field(default="person", sa_type=Code)
    at: datetime = Field(sa_type=Moment)


class Approval(Row, table=True):
    """The one decision on a request, bound to its author and content: by somebody else, or it does not fit."""

    __tablename__: ClassVar[str] = "approval"
    __table_args__ = (
        ForeignKeyConstraint(
            ["request_id", "author_id", "content_hash"],
            ["approval_request.id", "approval_request.author_id", "approval_request.content_hash"],
        ),
        ForeignKeyConstraint(["approver_id", "approver_kind"], ["principal.id", "principal.kind"]),
        CheckConstraint("mode = 'single' OR approver_id <> author_id", name="two_persons"),
        CheckConstraint("approver_kind = 'person'", name="approver_is_person"),
        CheckConstraint("verdict IN ('approved', 'refused')", name="verdict"),
        UniqueConstraint("id", "request_id", "verdict"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    request_id: int = Field(unique=True, sa_type=SERIAL)
    author_id: int = Field(sa_type=SERIAL)
    content_hash: str = Field(sa_type=Code)
    approver_id: int = Field(sa_type=SERIAL)
    approver_kind: str = Field(default="person", sa_type=Code)
    mode: str = Field(foreign_key="approval_policy.mode", sa_type=Code)
    verdict: str = Field(sa_type=Code)
    at: datetime = Field(sa_type=Moment)


class Note(Row, table=True):
    """A free text that somebody wrote beside something, apart because it may name people and be erased."""

    __tablename__: ClassVar[str] = "note"

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    subject: str = Field(index=True, sa_type=Code)
    text: str = Field(sa_type=Code)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)

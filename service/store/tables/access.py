"""Who acts: persons and systems, their keys and their roles. What names a person stands apart, so it can be erased."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from service.store.columns import SERIAL, WITHOUT_ROW_NUMBERS, Code, Moment
from service.store.tables.approvals import asked_as
from service.store.tables.base import Row

_ROLES = "'admin', 'author', 'approver', 'analyst', 'integration', 'payroll', 'manager', 'participant'"


class Principal(Row, table=True):
    """Somebody or something that acts, under a number that stays for ever."""

    __tablename__: ClassVar[str] = "principal"
    __table_args__ = (
        CheckConstraint("kind IN ('person', 'system', 'operator')", name="kind"),
        UniqueConstraint("id", "kind"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    kind: str = Field(sa_type=Code)
    created_at: datetime = Field(sa_type=Moment)


class PrincipalName(Row, table=True):
    """What a principal is called, and the address of a person; erased without touching what they did.

    `folded` is the name as it is compared: two that look alike are one.
    """

    __tablename__: ClassVar[str] = "principal_name"

    principal_id: int = Field(primary_key=True, foreign_key="principal.id", sa_type=SERIAL)
    name: str = Field(unique=True, sa_type=Code)
    folded: str = Field(unique=True, sa_type=Code)
    email: str | None = Field(default=None, sa_type=Code, nullable=True)


class PrincipalIdentity(Row, table=True):
    """What an OpenID provider calls a person, to be shown; erased without touching who could sign in.

    Nothing is decided by it: `SignInChange` says whose an identity is.
    """

    __tablename__: ClassVar[str] = "principal_identity"

    digest: str = Field(primary_key=True, sa_type=Code)
    issuer: str = Field(sa_type=Code)
    subject: str = Field(sa_type=Code)


class SignInChange(Row, table=True):
    """An identity of an OpenID provider that became a principal's or ended; the last change of each identity counts.

    `digest` is SHA-256 of issuer and subject: what names a person can be erased, and still nobody adds one unseen.
    """

    __tablename__: ClassVar[str] = "sign_in_change"
    __table_args__ = (
        CheckConstraint("change IN ('added', 'removed')", name="change"),
        CheckConstraint("number >= 1", name="number"),
        UniqueConstraint("digest", "number"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    digest: str = Field(sa_type=Code)
    number: int = Field(sa_type=SERIAL)
    principal_id: int = Field(foreign_key="principal.id", index=True, sa_type=SERIAL)
    change: str = Field(sa_type=Code)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)


class ApiKey(Row, table=True):
    """A key by the SHA-256 of its whole text; the text itself is never stored. `label` tells keys apart in lists.

    `by_id` made it and has seen its text. A key never changes: what ends it and when it was used stand apart.
    """

    __tablename__: ClassVar[str] = "api_key"

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    principal_id: int = Field(foreign_key="principal.id", index=True, sa_type=SERIAL)
    label: str = Field(sa_type=Code)
    digest: str = Field(unique=True, sa_type=Code)
    scopes: str = Field(sa_type=Code)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    created_at: datetime = Field(sa_type=Moment)
    expires_at: datetime | None = Field(default=None, sa_type=Moment, nullable=True)


class ApiKeyEnd(Row, table=True):
    """The end of a key before its time: revoked at once, or replaced by another and good for some hours beside it.

    A key that was replaced can still be revoked; the earlier end counts.
    """

    __tablename__: ClassVar[str] = "api_key_end"
    __table_args__ = (
        CheckConstraint(
            "(reason = 'revoked' AND replaced_by IS NULL) OR (reason = 'replaced' AND replaced_by IS NOT NULL)",
            name="reason",
        ),
        WITHOUT_ROW_NUMBERS,
    )

    key_id: int = Field(primary_key=True, foreign_key="api_key.id", sa_type=SERIAL)
    reason: str = Field(primary_key=True, sa_type=Code)
    ended_at: datetime = Field(sa_type=Moment)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    replaced_by: int | None = Field(default=None, foreign_key="api_key.id", sa_type=SERIAL, nullable=True)


class ApiKeyUse(Row, table=True):
    """When a key was last used, to the minute: a figure that nothing depends on."""

    __tablename__: ClassVar[str] = "api_key_use"

    key_id: int = Field(primary_key=True, foreign_key="api_key.id", sa_type=SERIAL)
    last_used_at: datetime = Field(sa_type=Moment)


class RoleRequest(Row, table=True):
    """A role that somebody asks to give or to take away; it waits for the approval of `request_id`."""

    __tablename__: ClassVar[str] = "role_request"
    __table_args__ = (
        CheckConstraint(f"role IN ({_ROLES})", name="role"),
        CheckConstraint("change IN ('given', 'taken')", name="change"),
        UniqueConstraint("request_id", "principal_id", "role", "change"),
        *asked_as("role_change"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    request_id: int = Field(unique=True, sa_type=SERIAL)
    request_kind: str = Field(default="role_change", sa_type=Code)
    principal_id: int = Field(foreign_key="principal.id", index=True, sa_type=SERIAL)
    role: str = Field(sa_type=Code)
    change: str = Field(sa_type=Code)


class RoleChange(Row, table=True):
    """A role given to a principal or taken away; the last change of each role counts.

    `basis` is the approval of exactly this change, or the time before there was anybody who could approve.
    """

    __tablename__: ClassVar[str] = "role_change"
    __table_args__ = (
        CheckConstraint(f"role IN ({_ROLES})", name="role"),
        CheckConstraint("change IN ('given', 'taken')", name="change"),
        CheckConstraint(
            "(basis = 'bootstrap' AND approval_id IS NULL AND request_id IS NULL AND verdict IS NULL) OR "
            "(basis = 'approval' AND approval_id IS NOT NULL AND request_id IS NOT NULL"
            " AND verdict IS NOT NULL AND verdict = 'approved')",
            name="basis",
        ),
        ForeignKeyConstraint(
            ["request_id", "principal_id", "role", "change"],
            ["role_request.request_id", "role_request.principal_id", "role_request.role", "role_request.change"],
        ),
        ForeignKeyConstraint(
            ["approval_id", "request_id", "verdict"], ["approval.id", "approval.request_id", "approval.verdict"]
        ),
        UniqueConstraint("approval_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    principal_id: int = Field(foreign_key="principal.id", index=True, sa_type=SERIAL)
    role: str = Field(sa_type=Code)
    change: str = Field(sa_type=Code)
    basis: str = Field(sa_type=Code)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)
    request_id: int | None = Field(default=None, sa_type=SERIAL, nullable=True)
    approval_id: int | None = Field(default=None, sa_type=SERIAL, nullable=True)
    verdict: str | None = Field(default=None, sa_type=Code, nullable=True)


class BootstrapEnd(Row, table=True):
    """The moment from which roles need an approval: a second approver has signed in."""

    __tablename__: ClassVar[str] = "bootstrap_end"
    __table_args__ = (CheckConstraint("id = 1", name="once"),)

    id: int = Field(primary_key=True, sa_type=SERIAL)
    approver_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)

"""What keeps the rest honest: the chained audit, who read pay, and requests that were answered before."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from service.store.columns import SERIAL, WITHOUT_ROW_NUMBERS, Code, Moment
from service.store.tables.base import Row


class AuditEntry(Row, table=True):
    """One change: who, when, what, the content before and after.

    `hash` covers the entry with `rows_digest` and the hash before it; `rows_digest` covers the entry's `AuditCover`s.
    """

    __tablename__: ClassVar[str] = "audit_entry"

    seq: int = Field(primary_key=True, sa_type=SERIAL)
    at: datetime = Field(index=True, sa_type=Moment)
    principal_id: int = Field(foreign_key="principal.id", index=True, sa_type=SERIAL)
    operation: str = Field(index=True, sa_type=Code)
    subject: str = Field(index=True, sa_type=Code)
    before_hash: str | None = Field(default=None, sa_type=Code, nullable=True)
    after_hash: str | None = Field(default=None, sa_type=Code, nullable=True)
    request_id: str | None = Field(default=None, index=True, sa_type=Code, nullable=True)
    rows_digest: str | None = Field(default=None, sa_type=Code, nullable=True)
    previous_hash: str = Field(unique=True, sa_type=Code)
    hash: str = Field(unique=True, sa_type=Code)


class AuditCover(Row, table=True):
    """The rows of one append-only table that came with an entry: their keys, a mark of each, a digest of all."""

    __tablename__: ClassVar[str] = "audit_cover"
    __table_args__ = WITHOUT_ROW_NUMBERS

    seq: int = Field(primary_key=True, foreign_key="audit_entry.seq", sa_type=SERIAL)
    table_name: str = Field(primary_key=True, sa_type=Code)
    row_keys: str = Field(sa_type=Code)
    marks: str = Field(sa_type=Code)
    digest: str = Field(sa_type=Code)


class AuditBlock(Row, table=True):
    """One digest over many rows that were written together, where a mark for each would cost more than the rows.

    `digest` covers the rows in the order of their keys, each as the list of these `columns`.
    """

    __tablename__: ClassVar[str] = "audit_block"

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    table_name: str = Field(index=True, sa_type=Code)
    columns: str = Field(sa_type=Code)
    rows: int
    digest: str = Field(sa_type=Code)


class AccessLog(Row, table=True):
    """Somebody read what people are paid."""

    __tablename__: ClassVar[str] = "access_log"

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)
    principal_id: int = Field(foreign_key="principal.id", index=True, sa_type=SERIAL)
    operation: str = Field(sa_type=Code)
    subject: str = Field(index=True, sa_type=Code)
    people: int
    request_id: str | None = Field(default=None, sa_type=Code, nullable=True)


class RequestClaim(Row, table=True):
    """A request with an idempotency key, claimed in the transaction of its effect and kept for ever."""

    __tablename__: ClassVar[str] = "request_claim"
    __table_args__ = WITHOUT_ROW_NUMBERS

    principal_id: int = Field(primary_key=True, foreign_key="principal.id", sa_type=SERIAL)
    operation: str = Field(primary_key=True, sa_type=Code)
    key: str = Field(primary_key=True, sa_type=Code)
    body_hash: str = Field(sa_type=Code)
    resource: str = Field(sa_type=Code)
    at: datetime = Field(sa_type=Moment)

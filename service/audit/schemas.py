"""Bodies of `/v1/audit`."""

from pydantic import Field

from service.web.wire import AnswerBody

_HASH = "SHA-256 as 64 hexadecimal digits."


class AuditPrincipal(AnswerBody):
    """Who did something."""

    id: str
    name: str | None = Field(description="Null once it was erased.")


class AuditRows(AnswerBody):
    """How many rows of one table came with an entry."""

    table: str
    count: int


class AuditLine(AnswerBody):
    """One thing that was done: who, when, what, and hashes of the content before and after."""

    seq: int = Field(description="Counts up by one from 1.")
    at: str = Field(description="ISO 8601, UTC, to the microsecond.")
    principal: AuditPrincipal
    operation: str = Field(description="What was done: an area, a dot, a verb in the past.")
    subject: str = Field(examples=["plan/b2b-sales-manager/3"])
    before_hash: str | None
    after_hash: str | None
    request_id: str | None
    rows: list[AuditRows]
    rows_digest: str | None = Field(description="Covers keys and digests of the rows that came with the entry.")
    previous_hash: str = Field(description="The hash of the entry before; 64 zeros for the first.")
    hash: str = Field(description=_HASH)


class AuditList(AnswerBody):
    """A page of the audit, the newest entry first."""

    data: list[AuditLine]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class AuditHead(AnswerBody):
    """How far the audit goes, signed where the service has a key for it. Keep it outside of the database."""

    schema_: str = Field(alias="schema", examples=["bonus-audit-head/1"])
    seq: int
    hash: str = Field(description="The hash of the last entry.")
    at: str = Field(description="When the head was taken.")
    database: str = Field(description="The hash of the first entry: which history this is.")
    public_key: str | None = Field(description="Ed25519, base64; null where nothing is signed.")
    signature: str | None = Field(description="Ed25519 over the other parts but the key as canonical JSON, base64.")

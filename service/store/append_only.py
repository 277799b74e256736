"""Tables whose rows never change: the database itself refuses to update, delete or replace them.

On SQLite `INSERT OR REPLACE` deletes rows without any delete trigger, through any unique key; so an insert that would
meet a row by one of its keys is refused before it happens. PostgreSQL also refuses TRUNCATE.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import PrimaryKeyConstraint, Table, UniqueConstraint

from service.store.tables import (
    AccessLog,
    Adjustment,
    AdjustmentEffect,
    AdjustmentRequest,
    ApiKey,
    ApiKeyEnd,
    Approval,
    ApprovalPolicy,
    ApprovalRequest,
    Assignment,
    Attribute,
    AuditBlock,
    AuditCover,
    AuditEntry,
    Booking,
    BookingRequest,
    BootstrapEnd,
    Calendar,
    CarriedLine,
    Deferral,
    Dispute,
    DisputeEvent,
    ExchangeRate,
    ExportMapping,
    Fact,
    FactBatch,
    FactIdentity,
    FactKey,
    FactsComplete,
    FactSource,
    FactSuperseded,
    Hold,
    HoldEnd,
    Holiday,
    Knowledge,
    KpiVersion,
    OpeningEffect,
    OpeningRequest,
    OpeningValue,
    Participant,
    Payment,
    PaymentExport,
    PaymentLine,
    PaymentReceipt,
    PayPeriod,
    PeriodEvent,
    PeriodUnlock,
    PlanVersion,
    PlanVersionEvent,
    Principal,
    RequestClaim,
    Result,
    RoleChange,
    RoleRequest,
    Row,
    Run,
    RunChunk,
    RunEvent,
    RunPlan,
    RunResult,
    RunSlice,
    SharedInput,
    SignInChange,
    StatementIssue,
    WaitingEnd,
    WaitingFact,
)
from service.store.triggers import Trigger

_COVERED: Final[tuple[type[Row], ...]] = (
    AccessLog,
    Adjustment,
    AdjustmentEffect,
    AdjustmentRequest,
    ApiKey,
    ApiKeyEnd,
    Approval,
    ApprovalPolicy,
    ApprovalRequest,
    Assignment,
    Attribute,
    AuditBlock,
    Booking,
    BookingRequest,
    BootstrapEnd,
    Calendar,
    Deferral,
    Dispute,
    DisputeEvent,
    ExchangeRate,
    ExportMapping,
    FactBatch,
    FactKey,
    FactSource,
    FactsComplete,
    Hold,
    HoldEnd,
    Holiday,
    Knowledge,
    KpiVersion,
    OpeningEffect,
    OpeningRequest,
    OpeningValue,
    Participant,
    PayPeriod,
    Payment,
    PaymentExport,
    PaymentReceipt,
    PeriodEvent,
    PeriodUnlock,
    PlanVersion,
    PlanVersionEvent,
    Principal,
    RequestClaim,
    RoleChange,
    RoleRequest,
    Run,
    RunChunk,
    RunEvent,
    RunPlan,
    RunSlice,
    SharedInput,
    SignInChange,
    StatementIssue,
    WaitingEnd,
)
_IN_BLOCKS: Final[tuple[type[Row], ...]] = (
    CarriedLine,
    Fact,
    FactIdentity,
    FactSuperseded,
    PaymentLine,
    Result,
    RunResult,
    WaitingFact,
)
_RECORDS: Final[tuple[type[Row], ...]] = (AuditCover, AuditEntry)

COVERED: Final[frozenset[str]] = frozenset(str(model.__tablename__) for model in _COVERED)
"""Append-only tables whose every row is covered by an entry of the audit."""
IN_BLOCKS: Final[frozenset[str]] = frozenset(str(model.__tablename__) for model in _IN_BLOCKS)
"""Append-only tables whose rows are many: the audit covers the `AuditBlock` that holds one digest of each block."""
APPEND_ONLY: Final[tuple[str, ...]] = tuple(
    sorted(COVERED | IN_BLOCKS | {str(model.__tablename__) for model in _RECORDS})
)
"""The tables that only ever grow."""

_REFUSAL = "rows of this table never change"
_FUNCTION = "refuse_change"
_FUNCTION_SQL = (
    f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ': {_REFUSAL}'; END $$"
)


def sqlite_triggers() -> Iterator[Trigger]:
    """What keeps the tables unchanged on SQLite."""
    for table in APPEND_ONLY:
        for kind, event in (("update", "UPDATE"), ("delete", "DELETE")):
            yield _sqlite(table, kind, f"BEFORE {event} ON {table}")
        meets = _meets(Row.metadata.tables[table])
        yield _sqlite(table, "replace", f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {meets})")


def postgresql_triggers() -> Iterator[Trigger]:
    """What keeps the tables unchanged on PostgreSQL."""
    for table in APPEND_ONLY:
        for kind, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
            name = f"{table}_no_{kind}"
            yield Trigger(
                name,
                table,
                (
                    _FUNCTION_SQL,
                    f"CREATE OR REPLACE TRIGGER {name} BEFORE {kind.upper()} ON {table} "
                    f"FOR EACH {each} EXECUTE FUNCTION {_FUNCTION}()",
                ),
            )


def _sqlite(table: str, kind: str, when: str) -> Trigger:
    name = f"{table}_no_{kind}"
    body = f"BEGIN SELECT RAISE(ABORT, '{table}: {_REFUSAL}'); END"
    return Trigger(name, table, (f"DROP TRIGGER IF EXISTS {name}", f"CREATE TRIGGER {name} {when} {body}"))


def _meets(table: Table) -> str:
    """Whether a row that is there has the new row's primary key or one of its other unique keys."""
    keys = [
        [column.name for column in constraint.columns]
        for constraint in sorted(table.constraints, key=lambda each: str(each.name))
        if isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint)
    ]
    return " OR ".join("(" + " AND ".join(f"{name} = NEW.{name}" for name in key) + ")" for key in keys)

"""Every table of the stored world; rows of the database, never bodies of requests."""

from service.store.tables.access import (
    ApiKey,
    ApiKeyEnd,
    ApiKeyUse,
    BootstrapEnd,
    Principal,
    PrincipalIdentity,
    PrincipalName,
    RoleChange,
    RoleRequest,
    SignInChange,
)
from service.store.tables.approvals import Approval, ApprovalPolicy, ApprovalRequest, Note
from service.store.tables.audit import AccessLog, AuditCover, AuditEntry, RequestClaim
from service.store.tables.base import Row
from service.store.tables.kpis import KpiHead, KpiVersion
from service.store.tables.people import Assignment, Attribute, Participant, Person, PrincipalParticipant
from service.store.tables.periods import Calendar, PayPeriod, PeriodEvent, PeriodUnlock
from service.store.tables.plans import PlanDraft, PlanHead, PlanVersion, PlanVersionEvent

__all__ = [
    "AccessLog",
    "ApiKey",
    "ApiKeyEnd",
    "ApiKeyUse",
    "Approval",
    "ApprovalPolicy",
    "ApprovalRequest",
    "Assignment",
    "Attribute",
    "AuditCover",
    "AuditEntry",
    "BootstrapEnd",
    "Calendar",
    "KpiHead",
    "KpiVersion",
    "Note",
    "Participant",
    "PayPeriod",
    "PeriodEvent",
    "PeriodUnlock",
    "Person",
    "PlanDraft",
    "PlanHead",
    "PlanVersion",
    "PlanVersionEvent",
    "Principal",
    "PrincipalIdentity",
    "PrincipalName",
    "PrincipalParticipant",
    "RequestClaim",
    "RoleChange",
    "RoleRequest",
    "Row",
    "SignInChange",
]

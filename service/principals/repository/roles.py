"""Changes of roles: made ones, and those that wait for an approval."""

from collections.abc import Sequence

from sqlmodel import col, func, select

from service.store.tables import Approval, ApprovalRequest, RoleChange, RoleRequest
from service.two_person import Decision
from service.work import Work


def list_changes(work: Work, principal_id: int, after_id: int, limit: int) -> Sequence[RoleChange]:
    """Changes of a principal's roles in the order in which they took effect."""
    query = select(RoleChange).where(col(RoleChange.principal_id) == principal_id, col(RoleChange.id) > after_id)
    return work.session.exec(query.order_by(col(RoleChange.id)).limit(limit)).all()


def change_numbered(work: Work, change_id: int) -> RoleChange:
    """One change."""
    return work.session.exec(select(RoleChange).where(col(RoleChange.id) == change_id)).one()


def add_change(work: Work, principal_id: int, role: str, change: str, decision: Decision | None) -> int:
    """A change that is in force, on the basis of a decision or of the bootstrap; its number."""
    row = RoleChange(
        principal_id=principal_id,
        role=role,
        change=change,
        basis="bootstrap" if decision is None else "approval",
        by_id=work.actor.principal_id,
        at=work.now,
        request_id=None if decision is None else decision.request_id,
        approval_id=None if decision is None else decision.approval_id,
        verdict=None if decision is None else decision.verdict,
    )
    work.add(row)
    assert row.id is not None
    return row.id


def last_change_number(work: Work, principal_id: int) -> int | None:
    """The number of the newest change of a principal's roles; None for somebody who never had one."""
    return work.session.exec(select(func.max(RoleChange.id)).where(col(RoleChange.principal_id) == principal_id)).one()


def is_asked(work: Work, subject: str, content_hash: str) -> bool:
    """Whether a request for exactly this waits for a decision."""
    query = (
        select(ApprovalRequest.id)
        .join(Approval, col(Approval.request_id) == col(ApprovalRequest.id), isouter=True)
        .where(
            col(ApprovalRequest.subject) == subject,
            col(ApprovalRequest.content_hash) == content_hash,
            col(Approval.id).is_(None),
        )
    )
    return work.session.exec(query.limit(1)).first() is not None


def request_of(work: Work, request_id: int) -> RoleRequest:
    """The change that a request for approval is about."""
    return work.session.exec(select(RoleRequest).where(col(RoleRequest.request_id) == request_id)).one()


def add_request(work: Work, request_id: int, principal_id: int, role: str, change: str) -> None:
    """Say what a request for approval is about."""
    work.add(RoleRequest(request_id=request_id, principal_id=principal_id, role=role, change=change))

"""Requests with their decisions and what was written beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from service.store.tables import Approval, ApprovalRequest, Note
from service.two_person import State, decision_of, find_request, list_requests
from service.work import Work


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision: by whom, when, and why if that was said."""

    verdict: str
    by_id: int
    at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: what it is about, who asked when, what was said, and the decision if there is one."""

    id: int
    kind: str
    subject: str
    content_hash: str
    author_id: int
    at: datetime
    note: str | None
    decided: Decided | None


def asked_after(work: Work, state: State | None, after: int, limit: int) -> Sequence[Asked]:
    """Requests with larger numbers than `after`, in the order in which they were asked."""
    return _with_notes(work, list_requests(work, state, after, limit))


def find_asked(work: Work, request_id: int) -> Asked:
    """One request; raises NotFound."""
    return _with_notes(work, [(find_request(work, request_id), decision_of(work, request_id))])[0]


def _with_notes(work: Work, pairs: Sequence[tuple[ApprovalRequest, Approval | None]]) -> list[Asked]:
    subjects = [f"approval_request/{request.id}" for request, _ in pairs]
    subjects += [f"approval/{approval.id}" for _, approval in pairs if approval is not None]
    notes = _notes(work, subjects)
    return [_asked(request, approval, notes) for request, approval in pairs]


def _asked(request: ApprovalRequest, approval: Approval | None, notes: dict[str, str]) -> Asked:
    assert request.id is not None
    decided = None
    if approval is not None:
        reason = notes.get(f"approval/{approval.id}")
        decided = Decided(approval.verdict, approval.approver_id, approval.at, reason)
    return Asked(
        request.id,
        request.kind,
        request.subject,
        request.content_hash,
        request.author_id,
        request.at,
        notes.get(f"approval_request/{request.id}"),
        decided,
    )


def _notes(work: Work, subjects: Iterable[str]) -> dict[str, str]:
    query = select(Note.subject, Note.text).where(col(Note.subject).in_(list(subjects)))
    return {subject: text for subject, text in work.session.exec(query.order_by(col(Note.id))).all()}

"""Asking for approval, and deciding. The database repeats every rule that is checked here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sqlmodel import col, select

from rules import Problem
from service.access.bootstrap import end_bootstrap
from service.errors import Conflict, NotAllowed, NotFound
from service.store.tables import Approval, ApprovalRequest, Note, Principal
from service.two_person.policy import policy_mode
from service.work import Work

Kind = Literal["plan_version", "role_change", "period_unlock", "run", "opening", "adjustment"]
State = Literal["open", "approved", "refused"]
Verdict = Literal["approved", "refused"]
_PERSON: Final = "person"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, in the columns that the effect carries to prove it."""

    request_id: int
    approval_id: int
    verdict: Verdict


def ask(work: Work, kind: Kind, subject: str, content_hash: str, note: str | None = None) -> int:
    """A request for approval of this content, by number. Its author is the actor, who must be a person."""
    _must_be_person(work)
    request = ApprovalRequest(
        kind=kind, subject=subject, content_hash=content_hash, author_id=work.actor.principal_id, at=work.now
    )
    work.add(request)
    assert request.id is not None
    if note is not None:
        write_note(work, f"approval_request/{request.id}", note)
    work.changed("approval.requested", f"approval_request/{request.id}", after=content_hash)
    return request.id


def decide(work: Work, request_id: int, content_hash: str, verdict: Verdict, reason: str | None = None) -> Decision:
    """The actor's yes or no; the first one on somebody else's request ends the bootstrap.

    Raises NotFound, NotAllowed or Conflict, each saying what to do.
    """
    request = find_request(work, request_id)
    _must_be_person(work)
    mode = policy_mode(work)
    if mode != "single" and request.author_id == work.actor.principal_id:
        message = "You asked for this yourself; another person has to decide."
        raise Conflict(Problem("approval.own_request", "path id", message))
    if decision_of(work, request_id) is not None:
        raise Conflict(Problem("approval.decided", "path id", "This request is decided already; it cannot be changed."))
    if request.content_hash != content_hash:
        message = "This is not the content that is asked for; read the request again and send its content_hash."
        raise Conflict(Problem("approval.content_changed", "/content_hash", message))
    approval = Approval(
        request_id=request_id,
        author_id=request.author_id,
        content_hash=request.content_hash,
        approver_id=work.actor.principal_id,
        mode=mode,
        verdict=verdict,
        at=work.now,
    )
    work.add(approval)
    assert approval.id is not None
    if reason is not None:
        write_note(work, f"approval/{approval.id}", reason)
    work.changed(f"approval.{verdict}", f"approval_request/{request_id}", after=content_hash)
    if request.author_id != work.actor.principal_id:
        # Somebody is there who approves: from here on nobody needs roles without them.
        end_bootstrap(work)
    return Decision(request_id, approval.id, verdict)


def find_request(work: Work, request_id: int) -> ApprovalRequest:
    """The request; raises NotFound."""
    request = work.session.get(ApprovalRequest, request_id)
    if request is None:
        raise NotFound(
            Problem("approval.not_found", "path id", "There is no such request; GET /v1/approvals lists them.")
        )
    return request


def decision_of(work: Work, request_id: int) -> Approval | None:
    """How a request was decided, if it was."""
    return work.session.exec(select(Approval).where(col(Approval.request_id) == request_id)).one_or_none()


def list_requests(
    work: Work, state: State | None, after_id: int, limit: int
) -> Sequence[tuple[ApprovalRequest, Approval | None]]:
    """Requests in the order they were asked, with their decisions."""
    query = (
        select(ApprovalRequest, Approval)
        .join(Approval, col(Approval.request_id) == col(ApprovalRequest.id), isouter=True)
        .where(col(ApprovalRequest.id) > after_id)
        .order_by(col(ApprovalRequest.id))
        .limit(limit)
    )
    if state == "open":
        query = query.where(col(Approval.id).is_(None))
    elif state is not None:
        query = query.where(col(Approval.verdict) == state)
    return list(work.session.exec(query).all())


def _must_be_person(work: Work) -> None:
    kind = work.session.exec(select(Principal.kind).where(col(Principal.id) == work.actor.principal_id)).one()
    if kind != _PERSON:
        message = "Only a person may ask for this or decide on it; use the key of a person instead of a system's."
        raise NotAllowed(Problem("approval.person_needed", "", message))


def write_note(work: Work, subject: str, text: str) -> None:
    """Keep a free text beside something, where it can be erased."""
    work.add(Note(subject=subject, text=text, by_id=work.actor.principal_id, at=work.now))

"""Every query of disputes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from service.access.scopes import Reach
from service.participants.repository.reach import within_reach
from service.store.tables import Adjustment, ApprovalRequest, Dispute, DisputeEvent, Note, Row
from service.work import Work


@dataclass(frozen=True, slots=True)
class StoredDispute:
    """A dispute about one node of a result's trace, with its last step."""

    id: int
    run_id: int
    plan_number: int
    participant_id: int
    kind: str
    node: str
    claimed: str | None
    by_id: int
    at: datetime
    number: int
    state: str
    adjustment_id: int | None


@dataclass(frozen=True, slots=True)
class DisputeSearch:
    """Which disputes: those about people within reach of `me` on a day, in a state."""

    reach: Reach
    me: int | None
    day: date
    state: str | None = None


def add_dispute(work: Work, about: tuple[int, int, int, int], kind: str, node: str, claimed: str | None) -> int:
    """A new dispute about (run, plan number, participant, content of the result), by number; it is open."""
    run_id, plan_number, participant_id, result_id = about
    row = Dispute(
        run_id=run_id,
        plan_number=plan_number,
        participant_id=participant_id,
        result_id=result_id,
        kind=kind,
        node=node,
        claimed=claimed,
        by_id=work.actor.principal_id,
        at=work.now,
    )
    work.add(row)
    assert row.id is not None
    _add_step(work, row.id, None, "open")
    return row.id


def add_dispute_step(work: Work, dispute: StoredDispute, state: str, adjustment_id: int | None = None) -> None:
    """The next step. Of two that are added at once, the database refuses one."""
    _add_step(work, dispute.id, (dispute.number, dispute.state), state, adjustment_id)


def find_dispute(work: Work, dispute_id: int, search: DisputeSearch | None = None) -> StoredDispute | None:
    """The dispute of this number, if it is within reach."""
    query = _disputes().where(col(Dispute.id) == dispute_id)
    if search is not None:
        query = query.where(*_conditions(search))
    row = work.session.connection().execute(query).one_or_none()
    return None if row is None else StoredDispute(*row)


def disputes_after(work: Work, search: DisputeSearch, after: int, limit: int) -> list[StoredDispute]:
    """Disputes that fit with larger numbers than `after`, in order."""
    query = _disputes().where(col(Dispute.id) > after, *_conditions(search)).order_by(col(Dispute.id)).limit(limit)
    return [StoredDispute(*row) for row in work.session.connection().execute(query)]


def texts_of(work: Work, subject: str) -> list[str]:
    """What was written beside a dispute, in order."""
    query = select(col(Note.text)).where(col(Note.subject) == subject).order_by(col(Note.id))
    return list(work.session.scalars(query))


def subject_of_request(work: Work, request_id: int) -> str:
    """What a request for approval is about."""
    return work.session.scalars(select(col(ApprovalRequest.subject)).where(col(ApprovalRequest.id) == request_id)).one()


def request_about(work: Work, subject: str) -> int | None:
    """The newest request for approval about this."""
    query = select(col(ApprovalRequest.id)).where(col(ApprovalRequest.subject) == subject)
    return work.session.scalars(query.order_by(col(ApprovalRequest.id).desc()).limit(1)).one_or_none()


def first_adjustment(work: Work, request_id: int) -> int:
    """The adjustment that a request for one is about."""
    query = select(col(Adjustment.id)).where(col(Adjustment.request_id) == request_id).order_by(col(Adjustment.id))
    found = work.session.scalars(query.limit(1)).one()
    assert found is not None
    return found


def _add_step(
    work: Work, dispute_id: int, before: tuple[int, str] | None, state: str, adjustment_id: int | None = None
) -> None:
    work.add(
        DisputeEvent(
            dispute_id=dispute_id,
            number=1 if before is None else before[0] + 1,
            previous_number=None if before is None else before[0],
            from_state=None if before is None else before[1],
            to_state=state,
            adjustment_id=adjustment_id,
            by_id=work.actor.principal_id,
            at=work.now,
        )
    )


def _disputes() -> Select[*tuple[Any, ...]]:
    later = aliased(DisputeEvent)
    columns: list[Any] = [
        col(Dispute.id),
        col(Dispute.run_id),
        col(Dispute.plan_number),
        col(Dispute.participant_id),
        col(Dispute.kind),
        col(Dispute.node),
        col(Dispute.claimed),
        col(Dispute.by_id),
        col(Dispute.at),
        col(DisputeEvent.number),
        col(DisputeEvent.to_state),
        col(DisputeEvent.adjustment_id),
    ]
    is_last = ~(
        select(col(later.id))
        .where(col(later.dispute_id) == col(Dispute.id), col(later.number) > col(DisputeEvent.number))
        .exists()
    )
    return select(*columns).join(DisputeEvent, (col(DisputeEvent.dispute_id) == col(Dispute.id)) & is_last)


def _conditions(search: DisputeSearch) -> list[ColumnElement[bool]]:
    number: ColumnElement[int] = Row.metadata.tables["dispute"].c.participant_id
    found = [within_reach(number, search.reach, search.me, search.day)]
    if search.state is not None:
        found.append(col(DisputeEvent.to_state) == search.state)
    return found

"""What happened to periods, one line of numbered steps for each group that is paid together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from service.store.locks import Lock, lock
from service.store.tables import Approval, Attribute, CarriedLine, Payment, PeriodEvent, PeriodUnlock
from service.two_person import Decision
from service.work import Work

EVERYBODY = "all"
"""The group of those who have no `pay_group` of their own."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: the state from then on, by whom and when."""

    period_id: int
    pay_group: str
    number: int
    state: str
    by_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Proof:
    """What a step needs beside its state: the approval of an unlock, a booking, or a payment."""

    decision: Decision | None = None
    booking_id: int | None = None
    payment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Unlock:
    """A lock, by the number of its step, that a request wants opened."""

    period_id: int
    pay_group: str
    after_number: int


def last_step(work: Work, period_id: int, pay_group: str) -> Step | None:
    """The newest step; None for a period that nobody has begun with."""
    query = (
        select(PeriodEvent)
        .where(col(PeriodEvent.period_id) == period_id, col(PeriodEvent.pay_group) == pay_group)
        .order_by(col(PeriodEvent.number).desc())
        .limit(1)
    )
    row = work.session.exec(query).one_or_none()
    return None if row is None else _step(row)


def last_steps(work: Work, period_ids: Sequence[int], pay_group: str | None = None) -> Sequence[Step]:
    """The newest step of every group in these periods, or of one group."""
    newest = (
        select(col(PeriodEvent.period_id), col(PeriodEvent.pay_group), func.max(PeriodEvent.number))
        .where(col(PeriodEvent.period_id).in_(period_ids))
        .group_by(col(PeriodEvent.period_id), col(PeriodEvent.pay_group))
    )
    if pay_group is not None:
        newest = newest.where(col(PeriodEvent.pay_group) == pay_group)
    last = newest.subquery()
    query = (
        select(PeriodEvent)
        .join(
            last,
            (last.c[0] == col(PeriodEvent.period_id))
            & (last.c[1] == col(PeriodEvent.pay_group))
            & (last.c[2] == col(PeriodEvent.number)),
        )
        .order_by(col(PeriodEvent.period_id), col(PeriodEvent.pay_group))
    )
    return [_step(row) for row in work.session.exec(query).all()]


def steps_of(work: Work, period_id: int, pay_group: str) -> Sequence[Step]:
    """Everything that happened to one period in one group, in order."""
    query = (
        select(PeriodEvent)
        .where(col(PeriodEvent.period_id) == period_id, col(PeriodEvent.pay_group) == pay_group)
        .order_by(col(PeriodEvent.number))
    )
    return [_step(row) for row in work.session.exec(query).all()]


def add_step(
    work: Work, before: Step | None, period_id: int, pay_group: str, state: str, *, proof: Proof | None = None
) -> Step:
    """The next step. Of two that are added at once, the database refuses one.

    It waits for whoever is storing results for the period in this moment, and they look at its state first.
    """
    lock(work.session, Lock.PERIOD, lock_name(period_id, pay_group))
    proof = proof or Proof()
    decision = proof.decision
    row = PeriodEvent(
        period_id=period_id,
        pay_group=pay_group,
        number=1 if before is None else before.number + 1,
        previous_number=None if before is None else before.number,
        from_state=None if before is None else before.state,
        to_state=state,
        by_id=work.actor.principal_id,
        at=work.now,
        request_id=None if decision is None else decision.request_id,
        approval_id=None if decision is None else decision.approval_id,
        verdict=None if decision is None else decision.verdict,
        booking_id=proof.booking_id,
        booking_kind=None if proof.booking_id is None else "final",
        payment_id=proof.payment_id,
        payment_kind=None if proof.payment_id is None else "regular",
    )
    work.add(row)
    return _step(row)


def lock_name(period_id: int, pay_group: str) -> str:
    """What tells the lock of one period and group apart."""
    return f"{period_id} {pay_group}"


def was_paid_from(work: Work, period_id: int, pay_group: str) -> bool:
    """Whether any payment, regular or for a leaver, came from this period and group."""
    query = select(Payment.id).where(col(Payment.period_id) == period_id, col(Payment.pay_group) == pay_group).limit(1)
    return work.session.exec(query).one_or_none() is not None


def was_corrected(work: Work, period_id: int, pay_group: str) -> bool:
    """Whether a correction of this period and group carried anything, wherever it is paid."""
    query = select(CarriedLine.seq).where(
        col(CarriedLine.earned_period_id) == period_id, col(CarriedLine.pay_group) == pay_group
    )
    return work.session.exec(query.limit(1)).first() is not None


def has_pay_group(work: Work, pay_group: str) -> bool:
    """Whether anybody is or was in this group."""
    query = select(Attribute.seq).where(col(Attribute.key) == "pay_group", col(Attribute.text) == pay_group).limit(1)
    return pay_group == EVERYBODY or work.session.exec(query).one_or_none() is not None


def add_unlock(work: Work, request_id: int, unlock: Unlock) -> None:
    """What a request that was just made is about."""
    work.add(
        PeriodUnlock(
            request_id=request_id,
            period_id=unlock.period_id,
            pay_group=unlock.pay_group,
            after_number=unlock.after_number,
        )
    )


def unlock_of_request(work: Work, request_id: int) -> Unlock | None:
    """What a request wants opened; None for requests of other kinds."""
    row = work.session.exec(select(PeriodUnlock).where(col(PeriodUnlock.request_id) == request_id)).one_or_none()
    return None if row is None else Unlock(row.period_id, row.pay_group, row.after_number)


def open_request(work: Work, unlock: Unlock) -> int | None:
    """The undecided request to open this lock, if there is one."""
    query = (
        select(PeriodUnlock.request_id)
        .join(Approval, col(Approval.request_id) == col(PeriodUnlock.request_id), isouter=True)
        .where(
            col(PeriodUnlock.period_id) == unlock.period_id,
            col(PeriodUnlock.pay_group) == unlock.pay_group,
            col(PeriodUnlock.after_number) == unlock.after_number,
            col(Approval.id).is_(None),
        )
        .limit(1)
    )
    return work.session.exec(query).one_or_none()


def _step(row: PeriodEvent) -> Step:
    return Step(row.period_id, row.pay_group, row.number, row.to_state, row.by_id, row.at)

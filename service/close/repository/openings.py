"""Values that were true before the first stored period."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlmodel import col

from service.periods.repository.periods import StoredPeriod
from service.store.locks import Lock, lock_shared
from service.store.sequences import draw_keys
from service.store.tables import (
    Booking,
    OpeningEffect,
    OpeningRequest,
    OpeningValue,
    PayPeriod,
    RunPlan,
    RunResult,
)
from service.work import Work

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Opening:
    """One value to start with: the closing of a balance, or what a component has paid since the year began."""

    participant_id: int
    plan_key: str
    kind: str
    key: str
    mantissa: int
    scale: int


@dataclass(frozen=True, slots=True)
class AskedOpenings:
    """A request for opening values: the first period that reads them."""

    request_id: int
    before_period_id: int
    rows: int


def add_openings(work: Work, asked: AskedOpenings, rows: Sequence[Opening]) -> None:
    """The request that was just made, with its values."""
    work.add(OpeningRequest(request_id=asked.request_id, before_period_id=asked.before_period_id, rows=asked.rows))
    seqs = draw_keys(work.session, OpeningValue, len(rows))
    work.add_many(
        OpeningValue,
        [
            {
                "seq": seq,
                "request_id": asked.request_id,
                "participant_id": row.participant_id,
                "plan_key": row.plan_key,
                "kind": row.kind,
                "key": row.key,
                "mantissa": row.mantissa,
                "scale": row.scale,
            }
            for seq, row in zip(seqs, rows, strict=True)
        ],
    )


def asked_openings(work: Work, request_id: int) -> AskedOpenings | None:
    """The request of this number; None for requests of other kinds."""
    query = select(OpeningRequest).where(col(OpeningRequest.request_id) == request_id)
    row = work.session.scalars(query).one_or_none()
    return None if row is None else AskedOpenings(row.request_id, row.before_period_id, row.rows)


def people_opened(work: Work, request_id: int) -> int:
    """How many people a request has values of."""
    query = select(func.count(func.distinct(col(OpeningValue.participant_id)))).where(
        col(OpeningValue.request_id) == request_id
    )
    return work.session.scalars(query).one()


def places_opened(work: Work, request_id: int) -> frozenset[tuple[int, str]]:
    """The (participant, plan) that a request has values of."""
    query = select(col(OpeningValue.participant_id), col(OpeningValue.plan_key)).where(
        col(OpeningValue.request_id) == request_id
    )
    return frozenset((number, key) for number, key in work.session.connection().execute(query.distinct()))


def booked_before(
    work: Work, period: StoredPeriod, places: Collection[tuple[int, str]]
) -> Sequence[tuple[int, str, str]]:
    """(participant, plan, period) of those of these (participant, plan) that have a booked result of an earlier period
    of the calendar; the last such period."""
    query = (
        select(col(RunResult.participant_id), col(RunPlan.plan_key), col(PayPeriod.key), col(PayPeriod.start_day))
        .join(
            RunPlan,
            (col(RunPlan.run_id) == col(RunResult.run_id)) & (col(RunPlan.number) == col(RunResult.plan_number)),
        )
        .join(Booking, col(Booking.run_id) == col(RunResult.run_id))
        .join(PayPeriod, col(PayPeriod.id) == col(Booking.period_id))
        .where(
            col(PayPeriod.calendar_key) == period.calendar,
            col(PayPeriod.start_day) < period.start,
            col(RunPlan.plan_key).in_(sorted({key for _, key in places})),
        )
        .order_by(col(PayPeriod.start_day))
        .distinct()
    )
    numbers = sorted({number for number, _ in places})
    found: dict[tuple[int, str], str] = {}
    for place in range(0, len(numbers), _AT_ONCE):
        people = col(RunResult.participant_id).in_(numbers[place : place + _AT_ONCE])
        for number, key, name, _ in work.session.connection().execute(query.where(people)):
            if (number, key) in places:
                found[number, key] = name
    return [(*place, found[place]) for place in sorted(found)]


def add_opening_effect(work: Work, request_id: int, approval_id: int) -> None:
    """That the values of a request count, for runs that begin from now on."""
    lock_shared(work.session, Lock.RUN_INPUTS)
    work.add(OpeningEffect(request_id=request_id, approval_id=approval_id, at=work.now))

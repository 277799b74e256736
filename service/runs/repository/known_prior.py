"""What earlier periods left behind, as known at the run's moment: booked results, deferrals, opening values."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, select
from sqlmodel import Session, col

from rules import scaled_text
from service.runs.repository.running import Known, RunningPlan
from service.store.among import among
from service.store.tables import (
    Booking,
    Deferral,
    OpeningEffect,
    OpeningRequest,
    OpeningValue,
    PayPeriod,
    Result,
    RunPlan,
    RunResult,
)

_AT_ONCE: Final = 500


class BookedRun(NamedTuple):
    """A run that was booked for an earlier period."""

    run_id: int
    request_id: int
    start: str
    pay_group: str
    revision: int
    kind: str


class BookedResult(NamedTuple):
    """What a booked run gave a participant by one version of the plan."""

    participant: int
    document: dict[str, Any]
    is_deferred: bool


@dataclass(frozen=True, slots=True)
class OpeningSaid:
    """One value of a participant that was true before the period that begins on `before`."""

    participant: int
    kind: str
    key: str
    value: str
    before: str


def bookings_before(session: Session, plan: RunningPlan) -> list[BookedRun]:
    """What stands as pay of earlier periods of the calendar, the latest period first.

    Of every pay group the corrections, the newest first, and then the final run that they correct; what was booked
    before that was opened again and is no pay.
    """
    query: Select[*tuple[Any, ...]] = (
        select(
            col(Booking.run_id),
            col(Booking.request_id),
            col(PayPeriod.start_day),
            col(Booking.pay_group),
            col(Booking.revision),
            col(Booking.kind),
        )
        .join(PayPeriod, col(PayPeriod.id) == col(Booking.period_id))
        .where(
            col(PayPeriod.calendar_key) == plan.period.calendar,
            col(PayPeriod.end_day) <= plan.period.start,
            col(Booking.at) <= plan.known.at,
        )
        .order_by(col(PayPeriod.start_day).desc(), col(Booking.pay_group), col(Booking.revision).desc())
    )
    standing: list[BookedRun] = []
    complete: set[tuple[str, str]] = set()
    for row in session.connection().execute(query):
        booked = BookedRun(*row)
        if (booked.start, booked.pay_group) not in complete:
            standing.append(booked)
        if booked.kind == "final":
            complete.add((booked.start, booked.pay_group))
    return standing


def booked_results_of(
    session: Session, booked: BookedRun, plan_key: str, participants: Sequence[int]
) -> Iterator[BookedResult]:
    """What a booked run gave these participants by the plan; versions in their order."""
    deferred = frozenset(
        session.scalars(
            select(col(Deferral.participant_id)).where(
                col(Deferral.request_id) == booked.request_id, col(Deferral.plan_key) == plan_key
            )
        )
    )
    for place in range(0, len(participants), _AT_ONCE):
        query: Select[*tuple[Any, ...]] = (
            select(col(RunResult.participant_id), col(Result.document))
            .join(
                RunPlan,
                (col(RunPlan.run_id) == col(RunResult.run_id)) & (col(RunPlan.number) == col(RunResult.plan_number)),
            )
            .join(Result, col(Result.id) == col(RunResult.result_id))
            .where(
                col(RunResult.run_id) == booked.run_id,
                col(RunPlan.plan_key) == plan_key,
                col(RunResult.participant_id).in_(list(participants[place : place + _AT_ONCE])),
            )
            .order_by(col(RunResult.participant_id), col(RunResult.plan_number))
        )
        for participant, document in session.connection().execute(query):
            yield BookedResult(participant, json.loads(document, parse_float=Decimal), participant in deferred)


def period_starts(session: Session, calendar: str, start: str, end: str) -> list[tuple[str, str]]:
    """First day and day after the last of the calendar's periods between two days, in order."""
    query: Select[*tuple[Any, ...]] = (
        select(col(PayPeriod.start_day), col(PayPeriod.end_day))
        .where(
            col(PayPeriod.calendar_key) == calendar, col(PayPeriod.start_day) >= start, col(PayPeriod.end_day) <= end
        )
        .order_by(col(PayPeriod.start_day))
    )
    return [(first, after) for first, after in session.connection().execute(query)]


def openings_of(session: Session, known: Known, plan: RunningPlan, numbers: Sequence[int]) -> list[OpeningSaid]:
    """The approved opening values of participants, given ascending, for the periods up to this one; later words come
    later. Others may be among them."""
    query: Select[*tuple[Any, ...]] = (
        select(
            col(OpeningValue.participant_id),
            col(OpeningValue.kind),
            col(OpeningValue.key),
            col(OpeningValue.mantissa),
            col(OpeningValue.scale),
            col(PayPeriod.start_day),
        )
        .join(OpeningEffect, col(OpeningEffect.request_id) == col(OpeningValue.request_id))
        .join(OpeningRequest, col(OpeningRequest.request_id) == col(OpeningValue.request_id))
        .join(PayPeriod, col(PayPeriod.id) == col(OpeningRequest.before_period_id))
        .where(
            col(OpeningEffect.seq) <= known.opening_seq,
            col(OpeningValue.plan_key) == plan.plan_key,
            among(col(OpeningValue.participant_id), numbers),
            col(PayPeriod.start_day) <= plan.period.start,
        )
        .order_by(col(OpeningEffect.seq), col(OpeningValue.seq))
    )
    return [
        OpeningSaid(participant, kind, key, scaled_text(mantissa, scale), before)
        for participant, kind, key, mantissa, scale, before in session.connection().execute(query)
    ]

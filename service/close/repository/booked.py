"""What counts as pay: the booked run of a period, and every line that may be paid, each with its origin."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from typing import Any, Final, Literal

from sqlalchemy import Select, select
from sqlmodel import col

from rules import Apart, pay_lines, rows_apart
from service.close.repository.holds import Held, holds_of
from service.close.repository.waiting import carried_waiting
from service.store.tables import (
    Adjustment,
    AdjustmentEffect,
    AdjustmentRequest,
    Booking,
    CarriedLine,
    Deferral,
    Payment,
    PaymentLine,
    Result,
    RunPlan,
    RunResult,
)
from service.work import Work

_AT_ONCE: Final = 10_000
LineState = Literal["payable", "held", "deferred", "paid"]


@dataclass(frozen=True, slots=True)
class BookedRun:
    """The run that counts as the pay of a period and pay group, by the newest booking of a final run."""

    booking_id: int
    revision: int
    run_id: int
    request_id: int


@dataclass(frozen=True, slots=True)
class BookedLine:
    """One amount for one person, in minor units.

    `origin` names it for ever: `result/<run>/<plan number>/<participant>/<component>`, with `#<row>` where a single
    row was held apart, `carried/<seq>` or `adjustment/<id>`. `cost_centres` are the parts as the result shows them
    (key, amount as text), only of whole lines in the plan's own currency.
    """

    origin: str
    participant_id: int
    plan_key: str | None
    component: str | None
    earning_code: str | None
    earned_period_id: int
    paid_period_id: int
    amount_minor: int
    currency: str
    state: LineState
    cost_centres: tuple[tuple[str, str], ...] = ()


def booked_run(work: Work, period_id: int, pay_group: str) -> BookedRun | None:
    """The booked final run; None before the first booking. Whether the period is still approved is its state."""
    query = (
        select(Booking)
        .where(col(Booking.period_id) == period_id, col(Booking.pay_group) == pay_group, col(Booking.kind) == "final")
        .order_by(col(Booking.revision).desc())
        .limit(1)
    )
    row = work.session.scalars(query).one_or_none()
    if row is None or row.id is None:
        return None
    return BookedRun(row.id, row.revision, row.run_id, row.request_id)


def payable_lines(
    work: Work, period_id: int, pay_group: str, *, participant_id: int | None = None
) -> Iterator[BookedLine]:
    """What can be paid now, of everybody or of one: neither deferred nor held nor paid already.

    Lines of results by participant and plan, then carried lines, then adjustments. Lines of 0 are left out.
    """
    for line in booked_lines(work, period_id, pay_group, participant_id=participant_id):
        if line.state == "payable" and line.amount_minor:
            yield line


def pay_of(work: Work, participant_id: int, period_id: int, pay_group: str) -> Sequence[BookedLine]:
    """Every line of one person in a period, whatever its state."""
    return list(booked_lines(work, period_id, pay_group, participant_id=participant_id))


def booked_lines(
    work: Work, period_id: int, pay_group: str, *, participant_id: int | None = None
) -> Iterator[BookedLine]:
    """Every line that counts as pay of the period, with its state; nothing of results before the first booking."""
    held = Held(holds_of(work, period_id, pay_group))
    waiting = {f"carried/{seq}" for seq in carried_waiting(work, period_id, pay_group, participant_id)}
    paid = _paid_origins(work, period_id, pay_group, participant_id)
    booked = booked_run(work, period_id, pay_group)
    sources = [
        _carried(work, period_id, pay_group, participant_id),
        _adjusted(work, period_id, pay_group, participant_id),
    ]
    if booked is not None:
        sources.insert(0, _result_lines(work, booked, period_id, participant_id, held))
    for line in chain.from_iterable(sources):
        if line.origin in paid:
            yield replace(line, state="paid")
        elif line.state == "payable" and (line.origin in waiting or _is_held(held, line)):
            yield replace(line, state="held")
        else:
            yield line


def _is_held(held: Held, line: BookedLine) -> bool:
    return held.holds(line.participant_id, line.plan_key, line.component, row_of(line))


def row_of(line: BookedLine) -> str | None:
    """The single row that a line pays; None for a whole line or the rest of one."""
    _, apart, row = line.origin.partition("#")
    return row if apart else None


def deferred_in(work: Work, request_id: int) -> frozenset[tuple[int, str]]:
    """The (participant, plan) whose pay does not come with the booking of this request."""
    query = select(col(Deferral.participant_id), col(Deferral.plan_key)).where(col(Deferral.request_id) == request_id)
    return frozenset((number, key) for number, key in work.session.connection().execute(query))


def _result_lines(
    work: Work, booked: BookedRun, period_id: int, participant_id: int | None, held: Held
) -> Iterator[BookedLine]:
    deferred = deferred_in(work, booked.request_id)
    options = {"stream_results": True, "max_row_buffer": _AT_ONCE}
    found = work.session.connection().execute(_results(booked.run_id, participant_id), execution_options=options)
    for number, plan_key, participant, document, currency in found:
        result: dict[str, Any] = json.loads(document, parse_float=Decimal)
        key = (participant, plan_key)
        rows = held.rows_of(key)
        centres = _cost_centres(result)
        for pay in pay_lines(result, currency) or ():
            apart = rows_apart(pay, result, rows.get(pay.component, frozenset()))
            whole = BookedLine(
                origin=f"result/{booked.run_id}/{number}/{participant}/{pay.component}",
                participant_id=participant,
                plan_key=plan_key,
                component=pay.component,
                earning_code=pay.earning_code,
                earned_period_id=period_id,
                paid_period_id=period_id,
                amount_minor=apart.rest.amount_minor,
                currency=pay.currency,
                state=_first_state((participant, plan_key) in deferred, apart, held.rows_waiting(key, pay.component)),
                cost_centres=() if apart.rows else centres.get(pay.component, ()),
            )
            yield whole
            for row in sorted(apart.rows):
                yield replace(whole, origin=f"{whole.origin}#{row}", amount_minor=apart.rows[row], cost_centres=())


def _first_state(is_deferred: bool, apart: Apart, waiting: Collection[str]) -> LineState:
    """Before holds of whole lines and payments are looked at."""
    if is_deferred:
        return "deferred"
    return "payable" if apart.inseparable.isdisjoint(waiting) else "held"


def _results(run_id: int, participant_id: int | None) -> Select[*tuple[Any, ...]]:
    query = (
        select(
            col(RunResult.plan_number),
            col(RunPlan.plan_key),
            col(RunResult.participant_id),
            col(Result.document),
            col(Result.currency),
        )
        .join(
            RunPlan,
            (col(RunPlan.run_id) == col(RunResult.run_id)) & (col(RunPlan.number) == col(RunResult.plan_number)),
        )
        .join(Result, col(Result.id) == col(RunResult.result_id))
        .where(col(RunResult.run_id) == run_id)
        .order_by(col(RunResult.participant_id), col(RunResult.plan_number))
    )
    return query if participant_id is None else query.where(col(RunResult.participant_id) == participant_id)


def _cost_centres(result: Mapping[str, Any]) -> dict[str, tuple[tuple[str, str], ...]]:
    if result["payee"] is not None:
        return {}
    return {
        line["key"]: tuple((part["key"], part["amount"]) for part in line.get("cost_centres") or ())
        for line in result["components"]
    }


def _carried(work: Work, period_id: int, pay_group: str, participant_id: int | None) -> Iterator[BookedLine]:
    query = (
        select(CarriedLine)
        .where(col(CarriedLine.paid_period_id) == period_id, col(CarriedLine.pay_group) == pay_group)
        .order_by(col(CarriedLine.seq))
    )
    if participant_id is not None:
        query = query.where(col(CarriedLine.participant_id) == participant_id)
    for row in work.session.scalars(query):
        yield BookedLine(
            f"carried/{row.seq}",
            row.participant_id,
            row.plan_key,
            row.component,
            row.earning_code,
            row.earned_period_id,
            row.paid_period_id,
            row.amount_minor,
            row.currency,
            "payable",
        )


def _adjusted(work: Work, period_id: int, pay_group: str, participant_id: int | None) -> Iterator[BookedLine]:
    query = (
        select(Adjustment)
        .join(AdjustmentEffect, col(AdjustmentEffect.request_id) == col(Adjustment.request_id))
        .join(AdjustmentRequest, col(AdjustmentRequest.request_id) == col(Adjustment.request_id))
        .where(col(AdjustmentRequest.period_id) == period_id, col(AdjustmentRequest.pay_group) == pay_group)
        .order_by(col(Adjustment.id))
    )
    if participant_id is not None:
        query = query.where(col(Adjustment.participant_id) == participant_id)
    for row in work.session.scalars(query):
        yield BookedLine(
            f"adjustment/{row.id}",
            row.participant_id,
            row.plan_key,
            row.component,
            row.earning_code,
            period_id,
            period_id,
            row.amount_minor,
            row.currency,
            "payable",
        )


def _paid_origins(work: Work, period_id: int, pay_group: str, participant_id: int | None) -> frozenset[str]:
    query = (
        select(col(PaymentLine.origin))
        .join(Payment, col(Payment.id) == col(PaymentLine.payment_id))
        .where(col(Payment.period_id) == period_id, col(Payment.pay_group) == pay_group)
    )
    if participant_id is not None:
        query = query.where(col(PaymentLine.participant_id) == participant_id)
    return frozenset(work.session.scalars(query))

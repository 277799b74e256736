"""Payments and their lines: written once, never changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from service.payments.formats.lines import PaidLine, PaidPeriod, PaidPerson, PaymentHead
from service.store.locks import Lock, lock
from service.store.tables import Booking, Payment, PaymentLine, PayPeriod, Person, RunPlan
from service.work import Work

_AT_ONCE: Final = 10_000
_LINE: Final = (
    *("payment_id", "number", "origin", "participant_id", "plan_key", "component", "earning_code", "cost_centre"),
    *("earned_period_id", "paid_period_id", "amount_minor", "currency"),
)


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line that is to be paid, in the columns of its row."""

    origin: str
    participant_id: int
    plan_key: str | None
    component: str | None
    earning_code: str | None
    cost_centre: str | None
    earned_period_id: int
    paid_period_id: int
    amount_minor: int
    currency: str

    @property
    def cells(self) -> list[str | int | None]:
        """What is stored of it and hashed, without the payment and its number."""
        return [
            self.origin,
            self.participant_id,
            self.plan_key,
            self.component,
            self.earning_code,
            self.cost_centre,
            self.earned_period_id,
            self.paid_period_id,
            self.amount_minor,
            self.currency,
        ]


@dataclass(frozen=True, slots=True)
class NewPayment:
    """A payment before it has its number. `totals` is canonical JSON."""

    period_id: int
    pay_group: str
    kind: str
    booking_id: int
    totals: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class StoredPayment:
    """A payment with the period that pays it and the run that was booked."""

    id: int
    number: int
    kind: str
    calendar: str
    period_id: int
    period: PaidPeriod
    pay_group: str
    run_id: int
    lines: int
    totals: str
    content_hash: str
    by_id: int
    at: datetime

    @property
    def head(self) -> PaymentHead:
        """As files need it."""
        return PaymentHead(self.number, self.id, self.pay_group, self.period, self.at)


@dataclass(frozen=True, slots=True)
class PaymentSearch:
    """Which payments are wanted."""

    calendar: str | None = None
    period: str | None = None
    pay_group: str | None = None


def alone(work: Work, period_id: int, pay_group: str) -> None:
    """Nobody else moves this period in this group on, pays from it or makes files of it until this work ends."""
    lock(work.session, Lock.PERIOD, f"{period_id} {pay_group}")


def last_number(work: Work, period_id: int, pay_group: str) -> int:
    """How many payments came from this period and group."""
    place = (col(Payment.period_id) == period_id, col(Payment.pay_group) == pay_group)
    query = select(func.coalesce(func.max(Payment.number), 0)).where(*place)
    return work.session.connection().execute(query).scalar_one()


def add_payment(work: Work, new: NewPayment, lines: Sequence[NewLine]) -> int:
    """The payment with its lines, by id; the database lets each line be paid once."""
    row = Payment(
        period_id=new.period_id,
        pay_group=new.pay_group,
        number=last_number(work, new.period_id, new.pay_group) + 1,
        kind=new.kind,
        booking_id=new.booking_id,
        lines=len(lines),
        totals=new.totals,
        content_hash=new.content_hash,
        by_id=work.actor.principal_id,
        at=work.now,
    )
    work.add(row)
    assert row.id is not None
    for start in range(0, len(lines), _AT_ONCE):
        part = lines[start : start + _AT_ONCE]
        numbered = [[row.id, start + place, *line.cells] for place, line in enumerate(part, start=1)]
        work.add_block(PaymentLine, _LINE, numbered)
    return row.id


def find_payment(work: Work, payment_id: int) -> StoredPayment | None:
    """The payment of this id."""
    found = work.session.connection().execute(_payments().where(col(Payment.id) == payment_id)).one_or_none()
    return None if found is None else _stored(found)


def payments_before(work: Work, search: PaymentSearch, before: int | None, limit: int) -> list[StoredPayment]:
    """The newest payments, those before an id."""
    query = _payments().order_by(col(Payment.id).desc()).limit(limit)
    if before is not None:
        query = query.where(col(Payment.id) < before)
    for column, wanted in (
        (col(PayPeriod.calendar_key), search.calendar),
        (col(PayPeriod.key), search.period),
        (col(Payment.pay_group), search.pay_group),
    ):
        if wanted is not None:
            query = query.where(column == wanted)
    return [_stored(found) for found in work.session.connection().execute(query)]


def lines_after(work: Work, payment_id: int, after: int, limit: int | None = None) -> Iterator[PaidLine]:
    """The lines of a payment in order, after a number, with whatever still names their people."""
    earned, paid = aliased(PayPeriod), aliased(PayPeriod)
    query = (
        select(
            *(col(PaymentLine.number), col(PaymentLine.participant_id)),
            *(col(Person.external_id), col(Person.name), col(Person.payroll_id)),
            *(col(PaymentLine.plan_key), col(PaymentLine.component), col(PaymentLine.earning_code)),
            *(col(PaymentLine.cost_centre), col(PaymentLine.amount_minor), col(PaymentLine.currency)),
            *(col(earned.key), col(earned.start_day), col(earned.end_day)),
            *(col(paid.key), col(paid.start_day), col(paid.end_day)),
        )
        .join(earned, col(earned.id) == col(PaymentLine.earned_period_id))
        .join(paid, col(paid.id) == col(PaymentLine.paid_period_id))
        .join(Person, col(Person.participant_id) == col(PaymentLine.participant_id), isouter=True)
        .where(col(PaymentLine.payment_id) == payment_id, col(PaymentLine.number) > after)
        .order_by(col(PaymentLine.number))
    )
    found = work.session.connection().execute(query if limit is None else query.limit(limit))
    for number, person, external_id, name, payroll_id, *rest in found:
        plan, component, code, centre, minor, currency, *periods = rest
        whom = PaidPerson(person, external_id, name, payroll_id)
        yield PaidLine(
            *(number, whom, plan, component, code, centre),
            *(PaidPeriod(*periods[:3]), PaidPeriod(*periods[3:]), minor, currency),
        )


def plans_of_run(work: Work, run_id: int) -> list[tuple[str, str]]:
    """Key and hash of every plan that a run computed."""
    query = select(col(RunPlan.plan_key), col(RunPlan.plan_hash)).where(col(RunPlan.run_id) == run_id)
    return [(key, text) for key, text in work.session.connection().execute(query.order_by(col(RunPlan.number)))]


def _payments() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(col(Payment.id), col(Payment.number), col(Payment.kind), col(PayPeriod.calendar_key)),
            *(col(Payment.period_id), col(PayPeriod.key), col(PayPeriod.start_day), col(PayPeriod.end_day)),
            *(col(Payment.pay_group), col(Booking.run_id), col(Payment.lines), col(Payment.totals)),
            *(col(Payment.content_hash), col(Payment.by_id), col(Payment.at)),
        )
        .join(PayPeriod, col(PayPeriod.id) == col(Payment.period_id))
        .join(Booking, col(Booking.id) == col(Payment.booking_id))
    )


def _stored(found: Any) -> StoredPayment:
    number, order, kind, calendar, period_id, key, start, end, *rest = found
    return StoredPayment(number, order, kind, calendar, period_id, PaidPeriod(key, start, end), *rest)

"""Making a payment: from a locked period, each line once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rules import Problem, control_totals, parts_of
from service.close.repository.booked import BookedLine, booked_run, payable_lines
from service.errors import Conflict, NotFound
from service.participants.repository.people import people_called
from service.payments.repository.payments import NewLine, NewPayment, add_payment, alone
from service.payments.schemas.payments import PaymentCall
from service.payments.use_cases.canonical import canonical_text, text_hash
from service.periods.use_cases.moving import found, pay_period, wrong_state
from service.periods.use_cases.reading import OPEN, the_period
from service.work import Work

_LOCKED, _PAID = "locked", "paid"
_CENTRE: Final = "@"


@dataclass(frozen=True, slots=True)
class _Place:
    """What is paid: the period by its keys, its number, and how far it is."""

    keys: tuple[str, str, str]
    period_id: int
    state: str


def make_payment(work: Work, call: PaymentCall) -> str:
    """The payment of what is payable now, by id; raises NotFound and Conflict.

    The first regular payment of a locked period makes it paid. What was held back or comes later is paid by another
    one; so is somebody who leaves, before or after everybody else. No line is ever paid twice.
    """
    place = _closed_place(work, call)
    participant = None if call.participant is None else _number_of(work, call.participant)
    booked = booked_run(work, place.period_id, call.pay_group)
    if booked is None:
        raise wrong_state(place.state)
    payable = payable_lines(work, place.period_id, call.pay_group, participant_id=participant)
    lines = list(_new_lines(payable))
    is_first = place.state == _LOCKED and call.kind == "regular"
    if not lines and not is_first:
        message = "Nothing is payable now: everything is paid, held back or deferred."
        raise Conflict(Problem("payment.nothing_payable", "", message))
    content_hash = text_hash(canonical_text([line.cells for line in lines]))
    totals = [total.to_json() for total in control_totals((line.currency, line.amount_minor) for line in lines)]
    new = NewPayment(
        place.period_id, call.pay_group, call.kind, booked.booking_id, canonical_text(totals), content_hash
    )
    payment_id = add_payment(work, new, lines)
    work.changed("payment.made", f"payment/{payment_id}", after=content_hash)
    if is_first:
        pay_period(work, place.keys, payment_id)
    return str(payment_id)


def _closed_place(work: Work, call: PaymentCall) -> _Place:
    keys = (call.calendar, call.period, call.pay_group)
    alone(work, the_period(work, call.calendar, call.period).id, call.pay_group)
    period, last = found(work, keys)
    state = OPEN if last is None else last.state
    if state not in (_LOCKED, _PAID):
        raise wrong_state(state)
    return _Place(keys, period.id, state)


def _number_of(work: Work, external_id: str) -> int:
    person = people_called(work, [external_id]).get(external_id)
    if person is None:
        raise NotFound(Problem("participant.not_found", "/participant", "There is no participant with this id."))
    return person.number


def _new_lines(lines: Iterable[BookedLine]) -> Iterator[NewLine]:
    """A line for each cost centre. The first part keeps the origin of the whole, so that the whole counts as paid."""
    for line in lines:
        parts = parts_of(line.amount_minor, line.currency, line.cost_centres) if line.cost_centres else None
        if not parts:
            yield _new_line(line, line.origin, None, line.amount_minor)
            continue
        for place, (centre, minor) in enumerate(parts):
            yield _new_line(line, f"{line.origin}{_CENTRE}{centre}" if place else line.origin, centre, minor)


def _new_line(line: BookedLine, origin: str, cost_centre: str | None, minor: int) -> NewLine:
    return NewLine(
        origin=origin,
        participant_id=line.participant_id,
        plan_key=line.plan_key,
        component=line.component,
        earning_code=line.earning_code,
        cost_centre=cost_centre,
        earned_period_id=line.earned_period_id,
        paid_period_id=line.paid_period_id,
        amount_minor=minor,
        currency=line.currency,
    )

"""A calendar with a year of months, and what tests do with it."""

from functools import partial
from typing import Any, cast

from sqlalchemy import func
from sqlmodel import col, select

from service.periods.use_cases.moving import Move, Place, approve_period, move_period, pay_period
from service.periods.use_cases.reading import the_period
from service.store.database import Database
from service.store.tables import Booking, BookingRequest, PrincipalName
from service.store.transactions import in_read_transaction
from service.two_person import decide
from service.work import Actor, Work, carry_out
from tests.service.close.rows import HASH, asked_for, booked, paid, run_of_nobody
from tests.stores import As

MARCH = "/v1/periods/monthly/2026-03/all"
PLACE: Place = ("monthly", "2026-03", "all")


def with_months(as_: As) -> None:
    """The calendar `monthly` with the months of 2026."""
    payroll = as_("payroll")
    assert payroll.post("/v1/calendars", json={"key": "monthly", "frequency": "month"}).status_code == 201
    made = payroll.post("/v1/calendars/monthly/periods", json={"from": "2026-01-01", "until": "2027-01-01"})
    assert (made.status_code, made.json()["created"]) == (200, 12)


def move(as_: As, *moves: str, place: str = MARCH) -> Any:
    """The last answer of these moves over the API."""
    answer: Any = None
    for each in moves:
        answer = as_("payroll").post(f"{place}/{each}")
    return answer


def bring(database: Database, *steps: str, place: Place = PLACE) -> None:
    """Take these steps: `approve` with a booking that somebody agreed to, `pay` with a payment."""
    for each in steps:
        if each == "approve":
            carry_out(database, actor(database, "the payroll"), partial(_ask_booking, place=place))
            carry_out(database, actor(database, "approver"), partial(_approve, place=place))
        elif each == "pay":
            carry_out(database, actor(database, "the payroll"), partial(_pay, place=place))
        else:
            carry_out(database, actor(database, "the payroll"), partial(_move, place=place, move=cast(Move, each)))


def _move(work: Work, place: Place, move: Move) -> None:
    move_period(work, place, move)


def _ask_booking(work: Work, place: Place) -> None:
    period = the_period(work, place[0], place[1])
    asked_for(work, run_of_nobody(work, period.id, place[2]), period.id, place[2])


def _approve(work: Work, place: Place) -> None:
    period = the_period(work, place[0], place[1])
    requests = select(BookingRequest.request_id).where(col(BookingRequest.period_id) == period.id)
    newest = work.session.exec(requests.order_by(col(BookingRequest.id).desc()).limit(1)).one()
    bookings = select(func.count()).select_from(Booking).where(col(Booking.period_id) == period.id)
    decision = decide(work, newest, HASH, "approved")
    approve_period(work, place, booked(work, decision, 1 + work.session.exec(bookings).one()))


def _pay(work: Work, place: Place) -> None:
    period = the_period(work, place[0], place[1])
    bookings = select(Booking.id).where(col(Booking.period_id) == period.id).order_by(col(Booking.revision).desc())
    booking = work.session.exec(bookings.limit(1)).one()
    assert booking is not None
    pay_period(work, place, paid(work, booking))


def code(answer: Any) -> tuple[int, str]:
    """Status and first code of a refusal."""
    return answer.status_code, answer.json()["code"]


def actor(database: Database, name: str) -> Actor:
    """A principal of the test store by name."""
    query = select(PrincipalName.principal_id).where(col(PrincipalName.name) == name)
    return Actor(in_read_transaction(database, lambda session: session.exec(query).one()))

"""Two month ends in a history: facts, a run, its booking and payment, a correction; rows in every table of blocks."""

from collections.abc import Sequence
from functools import partial
from itertools import count
from typing import Any

from service.store.database import Database
from service.store.tables import (
    CarriedLine,
    ExchangeRate,
    Fact,
    FactBatch,
    FactIdentity,
    FactKey,
    FactSource,
    FactSuperseded,
    Hold,
    Holiday,
    Payment,
    PaymentLine,
    PeriodEvent,
    Result,
    Row,
    RunChunk,
    RunPlan,
    RunResult,
    RunSlice,
    SharedInput,
    WaitingFact,
)
from service.two_person import decide
from service.work import Actor, Work, carry_out
from tests.service.close.rows import HASH, asked_for, booked, run_of_nobody

PEOPLE = range(1, 9)
MONTHS = (1, 2)
OPEN_PERIOD, GROUP, PLAN, EUR = 5, "all", "b2b-sales-manager", "EUR"
_FACT = (
    *("seq", "participant_id", "key_id", "day", "time", "source_id", "source_ref", "revision", "kind"),
    *("mantissa", "scale", "text", "batch_id"),
)
_RESULT = (
    *("id", "participant_id", "plan_hash", "input_hash", "semantics", "facts_hash", "shared_hash", "result_hash"),
    *("outcome", "total_minor", "currency", "input", "document"),
)
_CARRIED = (
    *("seq", "booking_id", "participant_id", "plan_key", "component", "earned_period_id", "paid_period_id"),
    *("pay_group", "kind", "amount_minor", "currency"),
)
_PAID = (
    *("payment_id", "number", "origin", "participant_id", "plan_key", "component", "earning_code"),
    *("earned_period_id", "paid_period_id", "amount_minor", "currency"),
)


def write_month_ends(database: Database, payroll: Actor, approver: Actor) -> None:
    """From the facts of two months to their payments and corrections."""
    carry_out(database, payroll, _surroundings)
    for month in MONTHS:
        period = month + 1
        carry_out(database, payroll, partial(_facts, batch=month))
        carry_out(database, payroll, partial(_step, period=period, states=(None, "open")))
        carry_out(database, payroll, partial(_step, period=period, states=("open", "calculated")))
        run = carry_out(database, payroll, partial(_run, month=month))
        request = carry_out(database, payroll, partial(asked_for, run_id=run, period_id=period, pay_group=GROUP))
        booking = carry_out(database, approver, partial(_book, period=period, request=request))
        carry_out(database, payroll, partial(_step, period=period, states=("approved", "locked")))
        carry_out(database, payroll, partial(_pay, period=period, booking=booking))
        again = carry_out(database, payroll, partial(_correct, period=period, run=run))
        request = carry_out(database, payroll, partial(asked_for, run_id=again, period_id=period, pay_group=GROUP))
        carry_out(database, approver, partial(_carry_over, month=month, request=request))


def _add(work: Work, model: type[Row], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A block of rows in their order."""
    work.add_block(model, columns, rows)


def _by(work: Work) -> dict[str, Any]:
    return {"by_id": work.actor.principal_id, "at": work.now}


def _surroundings(work: Work) -> None:
    work.add(FactKey(key="revenue"))
    work.add(FactSource(name="crm"))
    for scale in (2, 3):
        rate: dict[str, Any] = {"from_currency": "USD", "to_currency": EUR, "day": "2026-01-31", "mantissa": 92}
        work.add(ExchangeRate(**rate, scale=scale, **_by(work)))
        work.add(Holiday(calendar_key="months", day=f"2026-01-0{scale}", state="holiday", **_by(work)))
        work.add(Hold(participant_id=scale, period_id=1, pay_group=GROUP, plan_key=PLAN, **_by(work)))
    work.changed("rates.added", "rates/1..2")


def _facts(work: Work, batch: int) -> None:
    work.add(FactBatch(**_by(work), received=10, added=8, known=0, waiting=2))
    first = len(PEOPLE) * (batch - 1) + 1
    rows: list[list[Any]] = [
        [seq, seq - first + 1, 1, "2026-01-15", None, 1, f"ref-{seq - first + 1}", batch, "number", 100 * seq, 2, None]
        for seq in range(first, first + len(PEOPLE))
    ]
    for row in rows[:2]:
        row[8:] = ["word", None, None, "good"]
    _add(work, Fact, _FACT, [[*row, batch] for row in rows])
    known = sorted([1, row[6], batch, f"{batch}{row[0]:063}", row[0]] for row in rows)
    _add(work, FactIdentity, ["source_id", "source_ref", "revision", "digest", "seq"], known)
    if batch > 1:
        for seqs in (range(1, 6), range(6, 9)):
            _add(work, FactSuperseded, ["seq", "by_seq"], [[seq, seq + len(PEOPLE)] for seq in seqs])
    waiting = [[100 * batch + n, 1, f"lost-{n}", batch, "fact.unknown_participant", batch] for n in (1, 2)]
    _add(work, WaitingFact, ["seq", "source_id", "source_ref", "revision", "code", "batch_id"], waiting)
    work.changed("facts.received", f"fact_batch/{batch}")


def _step(work: Work, period: int, states: tuple[str | None, str], **more: Any) -> None:
    line = (None, "open", "calculated", "approved", "locked", "paid")
    number = line.index(states[1])
    place: dict[str, Any] = {"period_id": period, "pay_group": GROUP, "number": number}
    place["previous_number"] = number - 1 if number > 1 else None
    work.add(PeriodEvent(**place, from_state=states[0], to_state=states[1], **_by(work), **more))
    work.changed(f"period.{states[1]}", f"period/{period}")


def _run(work: Work, month: int) -> int:
    run = run_of_nobody(work, month + 1, GROUP)
    days = {"start_day": "2026-01-01", "end_day": "2026-02-01"}
    work.add(RunPlan(run_id=run, number=1, version_id=1, plan_key=PLAN, plan_hash="4" * 64, **days))
    work.add(SharedInput(hash=f"{month}" * 64, document="{}"))
    for number, people in ((1, PEOPLE[:4]), (2, PEOPLE[4:])):
        where: dict[str, Any] = {"run_id": run, "number": number}
        work.add(RunSlice(**where, plan_number=1, first_id=people[0], last_id=people[-1], people=4))
        counts: dict[str, Any] = {"paid": 4, "zero": 0, "blocked": 0, "reused": 0}
        work.add(RunChunk(**where, **counts, totals="{}", digest=HASH, at=work.now))
        _results(work, month, (run, number), people)
    return run


def _results(work: Work, month: int, where: tuple[int, int], people: Sequence[int]) -> None:
    run, number = where
    first = len(PEOPLE) * (month - 1)
    results = [
        [
            *(first + person, person, "4" * 64, f"{month}{person:063}", 1, "7" * 64, f"{month}" * 64),
            *(f"{person:064}", "paid", 100 * person, EUR, f'{{"id":"{person}"}}', f'{{"total":"{person}"}}'),
        ]
        for person in people
    ]
    _add(work, Result, _RESULT, results)
    links = [[run, 1, person, first + person, number] for person in people]
    _add(work, RunResult, ["run_id", "plan_number", "participant_id", "result_id", "slice_number"], links)


def _book(work: Work, period: int, request: int) -> int:
    booking = booked(work, decide(work, request, HASH, "approved"))
    _step(work, period, ("calculated", "approved"), booking_id=booking, booking_kind="final")
    return booking


def _pay(work: Work, period: int, booking: int) -> None:
    place: dict[str, Any] = {"period_id": period, "pay_group": GROUP, "number": 1, "booking_id": booking}
    content: dict[str, Any] = {"lines": len(PEOPLE), "totals": "{}", "content_hash": "8" * 64}
    payment = Payment(kind="regular", **place, **content, **_by(work))
    work.add(payment)
    lines = [
        [payment.id, person, f"{booking}/{person}", person, PLAN, "bonus", "B1", period, period, person, EUR]
        for person in PEOPLE
    ]
    _add(work, PaymentLine, _PAID, lines)
    _step(work, period, ("locked", "paid"), payment_id=payment.id, payment_kind="regular")


def _correct(work: Work, period: int, run: int) -> int:
    return run_of_nobody(work, period, GROUP, "correction", corrects=run)


def _carry_over(work: Work, month: int, request: int) -> None:
    booking = booked(work, decide(work, request, HASH, "approved"), 2, "correction")
    numbers = count(2 * len(PEOPLE) * (month - 1) + 1)
    kinds = (("new", 100), ("reversal", -90))
    rows = [
        [next(numbers), booking, person, PLAN, "bonus", month + 1, OPEN_PERIOD, GROUP, kind, sign * person, EUR]
        for person in PEOPLE
        for kind, sign in kinds
    ]
    _add(work, CarriedLine, _CARRIED, rows)

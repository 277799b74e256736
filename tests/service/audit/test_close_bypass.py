"""What two persons have to agree to at the end of a period cannot be had by plain SQL either."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import pytest
from sqlalchemy.exc import DBAPIError

from service.store.database import Database
from service.store.tables import (
    Adjustment,
    AdjustmentRequest,
    Calendar,
    OpeningRequest,
    OpeningValue,
    Participant,
    PayPeriod,
    PeriodEvent,
)
from service.two_person import ask, decide
from service.work import Actor, Work, carry_out
from tests.service.audit.history import named
from tests.service.close.rows import HASH, asked_for, run_of_nobody
from tests.stores import Store

_OTHER: Final = "6" * 64
_BOOK: Final = (
    "INSERT INTO booking (id, period_id, pay_group, revision, kind, run_id, request_id, approval_id, verdict, by_id,"
    " at) VALUES (501, {march}, 'all', 1, 'final', {run}, {request}, {approval}, 'approved', {payroll}, 0)"
)
_STEP: Final = (
    "INSERT INTO period_event (id, period_id, pay_group, number, previous_number, from_state, to_state, by_id, at,"
    " booking_id, booking_kind, payment_id, payment_kind) VALUES "
)
_APPROVED: Final = _STEP + (
    "(601, {march}, 'all', 3, 2, 'calculated', 'approved', {payroll}, 0, 501, 'final', NULL, NULL)"
)
_LOCKED: Final = _STEP + "(602, {march}, 'all', 4, 3, 'approved', 'locked', {payroll}, 0, NULL, NULL, NULL, NULL)"
_PAY: Final = (
    "INSERT INTO payment (id, period_id, pay_group, number, kind, booking_id, lines, totals, content_hash, by_id, at)"
    " VALUES (701, {march}, 'all', 1, 'regular', 501, 0, '{{}}', '" + _OTHER + "', {payroll}, 0)"
)
_PAID: Final = _STEP + "(603, {march}, 'all', 5, 4, 'locked', 'paid', {payroll}, 0, NULL, NULL, 701, 'regular')"
_CARRY: Final = (
    "INSERT INTO audit_block (id, table_name, columns, rows, digest) VALUES (801, 'carried_line', '', 1, 'x')",
    "INSERT INTO carried_line (seq, booking_id, participant_id, plan_key, component, earned_period_id, paid_period_id,"
    " pay_group, kind, amount_minor, currency, block_id)"
    " VALUES (801, 501, {person}, 'p', 'c', {march}, {april}, 'all', 'new', 1, 'EUR', 801)",
)
_ADJUST: Final = (
    "INSERT INTO adjustment_effect (id, request_id, approval_id, verdict, at)"
    " VALUES (901, {adjusting}, {adjusted}, 'approved', 0)"
)
_OPEN: Final = (
    "INSERT INTO opening_effect (seq, request_id, approval_id, verdict, at)"
    " VALUES (902, {opening}, {opened}, 'approved', 0)"
)
_ROW: Final = (
    "INSERT INTO adjustment (id, request_id, participant_id, amount_minor, currency)"
    " VALUES (903, {%s}, {person}, 1, 'EUR')"
)
_VALUE: Final = (
    "INSERT INTO opening_value (seq, request_id, participant_id, plan_key, kind, key, mantissa, scale)"
    " VALUES (904, {opening}, {person}, 'p', 'balance', 'more', 1, 0)"
)


def _book(**other: str) -> str:
    statement = _BOOK
    for place, value in other.items():
        statement = statement.replace("{" + place + "}", value)
    return statement


ALLOWED: Final[dict[str, list[str]]] = {
    "from booking to payment": [_BOOK, _APPROVED, _LOCKED, _PAY, _PAID],
    "an adjustment and an opening value": [_ADJUST, _OPEN],
}
"""Otherwise the refusals below could have other reasons."""

REFUSED: Final[dict[str, list[str]]] = {
    "booked without a decision": [_book(approval="NULL")],
    "booked with the approval of something else": [_book(approval="{adjusted}")],
    "booked with request and approval of something else": [_book(request="{adjusting}", approval="{adjusted}")],
    "booked with the approval of another run": [_book(run="{april_run}")],
    "booked for another period": [_book(march="{april}")],
    "booked on a refusal": [_book(request="{refused}", approval="{refusal}")],
    "a preview is booked": [_book(run="{preview}", request="{preview_request}", approval="{preview_approval}")],
    "a run that was overtaken is booked": [_book(run="{old_run}", request="{old_request}", approval="{old_approval}")],
    "a period that nobody calculated is booked": [
        _book(run="{april_run}", request="{april_request}", approval="{april_approval}").replace("{march}", "{april}")
    ],
    "a final run is booked as a correction": [_BOOK.replace("'final'", "'correction'")],
    "a revision is left out": [_BOOK.replace("'all', 1,", "'all', 2,")],
    "another run on a request that was decided": [
        "INSERT INTO booking_request (id, request_id, request_kind, run_id, run_state, run_hash, period_id, pay_group,"
        " document) VALUES (505, {spare}, 'run', {run}, 'finished', '" + HASH + "', {march}, 'all', '{{}}')"
    ],
    "a run that has not finished is asked for": [
        "INSERT INTO booking_request (id, request_id, request_kind, run_id, run_state, run_hash, period_id, pay_group,"
        " document) VALUES (505, {open}, 'run', {run}, 'running', '" + HASH + "', {march}, 'all', '{{}}')"
    ],
    "somebody is deferred after the decision": [
        "INSERT INTO deferral (id, request_id, participant_id, plan_key) VALUES (502, {request}, {person}, 'p')"
    ],
    "approved without a booking": [_APPROVED.replace("501, 'final'", "NULL, NULL")],
    "approved by a booking of another period": [_BOOK, _APPROVED.replace("{march}", "{april}")],
    "locked without approval": [_LOCKED.replace("4, 3, 'approved'", "3, 2, 'calculated'")],
    "paid without a payment": [_BOOK, _APPROVED, _LOCKED, _PAID.replace("701, 'regular'", "NULL, NULL")],
    "a payment before the lock": [_BOOK, _APPROVED, _PAY],
    "a payment of another period": [_BOOK, _APPROVED, _LOCKED, _PAY.replace("{march}", "{april}")],
    "an off-cycle payment closes the period": [
        _BOOK, _APPROVED, _LOCKED, _PAY.replace("'regular'", "'off_cycle'"), _PAID,
    ],
    "reopened after a payment": [
        _BOOK, _APPROVED, _LOCKED, _PAY,
        _STEP + "(604, {march}, 'all', 5, 4, 'locked', 'open', {payroll}, 0, NULL, NULL, NULL, NULL)",
    ],
    "a final booking carries lines": [_BOOK, *_CARRY],
    "an adjustment is added after the decision": [_ROW % "adjusting"],
    "an adjustment slips into an open request": [
        _ROW % "waiting",
        "INSERT INTO approval (id, request_id, author_id, content_hash, approver_id, approver_kind, mode, verdict, at)"
        " VALUES (905, {waiting}, {payroll}, '" + HASH + "', {approver}, 'person', 'two_person', 'approved', 0)",
        _ADJUST.replace("{adjusting}", "{waiting}").replace("{adjusted}", "905"),
    ],
    "an adjustment counts without a decision": [_ADJUST.replace("{adjusted}", "NULL")],
    "an adjustment counts by the approval of a run": [_ADJUST.replace("{adjusted}", "{approval}")],
    "an adjustment counts after the lock": [_BOOK, _APPROVED, _LOCKED, _ADJUST],
    "an adjustment grows": ["UPDATE adjustment SET amount_minor = 9 WHERE request_id = {adjusting}"],
    "an opening value is added after the decision": [_VALUE],
    "an opening value counts by the approval of an adjustment": [_OPEN.replace("{opened}", "{adjusted}")],
    "a dispute is adjusted without an adjustment": [
        "INSERT INTO dispute_event (id, dispute_id, number, to_state, by_id, at) VALUES (906, 1, 1, 'adjusted', 1, 0)"
    ],
}  # fmt: skip


def _scene(work: Work) -> dict[str, int]:
    """March is calculated, April open; who asks is the payroll."""
    work.add(Calendar(key="monthly", document="{}", content_hash=HASH, created_at=work.now))
    person = Participant(created_at=work.now)
    work.add(person)
    periods = []
    for key, start, end in (("2026-03", "2026-03-01", "2026-04-01"), ("2026-04", "2026-04-01", "2026-05-01")):
        period = PayPeriod(calendar_key="monthly", key=key, start_day=start, end_day=end)
        work.add(period)
        periods.append(period.id or 0)
    march, april = periods
    for number, (before, after) in enumerate(((None, "open"), ("open", "calculated")), start=1):
        previous = number - 1 if number > 1 else None
        states: dict[str, Any] = {"from_state": before, "to_state": after, "previous_number": previous}
        place: dict[str, Any] = {"period_id": march, "pay_group": "all", "number": number}
        work.add(PeriodEvent(**place, **states, by_id=work.actor.principal_id, at=work.now))
    runs = {
        "old": run_of_nobody(work, march, "all"),
        "run": run_of_nobody(work, march, "all"),
        "preview": run_of_nobody(work, march, "all", "preview"),
        "april": run_of_nobody(work, april, "all"),
    }
    return {
        "march": march,
        "april": april,
        "person": person.id or 0,
        "payroll": work.actor.principal_id,
        "run": runs["run"],
        "old_run": runs["old"],
        "preview": runs["preview"],
        "april_run": runs["april"],
        "request": asked_for(work, runs["run"], march, "all"),
        "refused": asked_for(work, runs["run"], march, "all"),
        "old_request": asked_for(work, runs["old"], march, "all"),
        "preview_request": asked_for(work, runs["preview"], march, "all"),
        "april_request": asked_for(work, runs["april"], april, "all"),
        "spare": ask(work, "run", "run/spare", HASH),
        "open": ask(work, "run", "run/open", HASH),
        "adjusting": _adjusting(work, march, person.id or 0),
        "waiting": _adjusting(work, march, person.id or 0),
        "opening": _opening(work, march, person.id or 0),
    }


def _adjusting(work: Work, period: int, person: int) -> int:
    request = ask(work, "adjustment", "adjustments", HASH)
    work.add(AdjustmentRequest(request_id=request, period_id=period, pay_group="all", expires_on="2030-01-01", rows=1))
    work.add(Adjustment(request_id=request, participant_id=person, amount_minor=5, currency="EUR"))
    return request


def _opening(work: Work, period: int, person: int) -> int:
    request = ask(work, "opening", "openings", HASH)
    work.add(OpeningRequest(request_id=request, before_period_id=period, rows=1))
    value: dict[str, Any] = {"plan_key": "p", "kind": "balance", "key": "draw", "mantissa": 5, "scale": 0}
    work.add(OpeningValue(request_id=request, participant_id=person, **value))
    return request


def _decisions(work: Work, names: Mapping[str, int]) -> dict[str, int]:
    def said(request: str, verdict: Any = "approved") -> int:
        return decide(work, names[request], HASH, verdict).approval_id

    said("spare")
    return {
        "approver": work.actor.principal_id,
        "approval": said("request"),
        "refusal": said("refused", "refused"),
        "old_approval": said("old_request"),
        "preview_approval": said("preview_request"),
        "april_approval": said("april_request"),
        "adjusted": said("adjusting"),
        "opened": said("opening"),
    }


@pytest.fixture
def names(store: Store) -> Mapping[str, int]:
    """The numbers of everything that stands there, by the names that the statements use."""

    def by(who: str, use_case: Callable[[Work], dict[str, int]]) -> dict[str, int]:
        actor: Actor = named(store.database, who)
        return carry_out(store.database, actor, use_case)

    asked = by("the payroll", _scene)
    return {**asked, **by("approver", partial(_decisions, names=asked))}


def run(database: Database, statements: list[str], names: Mapping[str, int]) -> None:
    """All of them in one transaction, as the service's own role."""
    with database.writing.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement.format_map(names))


def test_what_was_agreed_to_may_also_come_by_sql(store: Store, names: Mapping[str, int]) -> None:
    for statements in reversed(ALLOWED.values()):
        run(store.database, statements, names)


def test_no_way_around(store: Store, names: Mapping[str, int]) -> None:
    for bypass, statements in REFUSED.items():
        try:
            run(store.database, statements, names)
        except DBAPIError as refusal:
            said = str(refusal.orig)
            assert not any(word in said for word in ("syntax", "no such", "no column", "does not exist")), (
                bypass,
                said,
            )
        else:
            pytest.fail(bypass)


def test_a_line_is_carried_only_into_a_period_that_is_not_locked(store: Store, names: Mapping[str, int]) -> None:
    run(store.database, [_BOOK, _APPROVED, _LOCKED], names)
    actor = named(store.database, "the payroll")

    def correction(work: Work) -> dict[str, int]:
        number = run_of_nobody(work, names["march"], "all", "correction", corrects=names["run"])
        return {"run": number, "request": asked_for(work, number, names["march"], "all")}

    asked = {**names, **carry_out(store.database, actor, correction)}
    who = named(store.database, "approver")
    agreed = carry_out(store.database, who, lambda work: decide(work, asked["request"], HASH, "approved").approval_id)
    asked["approval"] = agreed
    corrected = _BOOK.replace("501", "502").replace("'all', 1, 'final'", "'all', 2, 'correction'")
    lines = [statement.replace("801, 501,", "801, 502,") for statement in _CARRY]
    into_march = [line.replace("{march}", "{april}", 1).replace("{april}, 'all'", "{march}, 'all'") for line in lines]
    with pytest.raises(DBAPIError):
        run(store.database, [corrected, *into_march], asked)
    run(store.database, [corrected, *lines], asked)

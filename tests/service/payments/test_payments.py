"""A locked period is paid once, line by line; what was held back follows; nothing is ever paid twice."""

import pytest

from service.audit.verify import Asked, verify
from service.store.database import Database
from service.store.snapshot import in_snapshot
from tests.service.payments.world import MARCH, PAY, hold, lines, paid, pay, release, with_pay
from tests.service.periods.world import bring, code
from tests.stores import As

ANN = [("E1", "bonus", "K1", "3600.00"), ("E1", "bonus", "K2", "0.01"), ("E1", "deals", None, "0.50")]
BO = [("E2", "bonus", None, "900.00")]
CY = [("E3", "bonus", "K9", "-100.00")]


def state(as_: As) -> str:
    """How far the period is."""
    found: str = as_("payroll").get("/v1/periods/monthly/2026-03/all").json()["state"]
    return found


def test_a_locked_period_is_paid_once_and_foots(as_: As, database: Database) -> None:
    with_pay(as_, database, "lock")
    payment = paid(as_)
    assert (payment["number"], payment["kind"], payment["lines"], payment["receipt"]) == (1, "regular", 5, None)
    assert payment["totals"] == [
        {"currency": "EUR", "lines": 5, "amount": "4400.51", "positive": "4500.51", "negative": "-100.00"}
    ]
    assert lines(as_, payment["id"]) == [*ANN, *BO, *CY]
    assert state(as_) == "paid"
    assert code(pay(as_, "two")) == (409, "payment.nothing_payable")
    assert paid(as_) == payment
    assert as_("approver").get("/v1/payments", params=MARCH).json()["data"] == [payment]
    assert as_("approver").get(f"/v1/payments/{payment['id']}").json() == payment


def test_every_line_says_when_it_was_earned_and_paid(as_: As, database: Database) -> None:
    with_pay(as_, database, "lock")
    (line, *_) = as_("payroll").get(f"/v1/payments/{paid(as_)['id']}/lines").json()["data"]
    assert line == {
        "line": 1,
        "participant": "E1",
        "plan": "sales",
        "component": "bonus",
        "earning_code": "BONUS",
        "cost_centre": "K1",
        "earned_period": "2026-03",
        "paid_period": "2026-03",
        "amount": "3600.00",
        "currency": "EUR",
    }


@pytest.mark.parametrize("moves", [(), ("reopen",)])
def test_only_a_locked_period_is_paid(as_: As, database: Database, moves: tuple[str, ...]) -> None:
    with_pay(as_, database, *moves)
    assert code(pay(as_)) == (409, "period.wrong_state")
    assert code(pay(as_, period="2026-04")) == (409, "period.wrong_state")
    assert code(pay(as_, period="2031-04")) == (404, "period.not_found")
    assert code(pay(as_, pay_group="nobody")) == (404, "pay_group.not_found")


def test_what_is_held_back_is_paid_by_a_later_payment(as_: As, database: Database) -> None:
    with_pay(as_, database, "lock")
    of_ann, of_bo = hold(database, "E1", "deals"), hold(database, "E2")
    first = paid(as_)
    assert lines(as_, first["id"]) == [*ANN[:2], *CY]
    assert code(pay(as_, "two")) == (409, "payment.nothing_payable")
    release(database, of_bo)
    second = paid(as_, "two")
    assert (second["number"], lines(as_, second["id"])) == (2, BO)
    release(database, of_ann)
    third = paid(as_, "three")
    assert (third["number"], lines(as_, third["id"])) == (3, ANN[2:])
    listed = as_("payroll").get("/v1/payments", params={"limit": "2"}).json()
    assert [each["number"] for each in listed["data"]] == [3, 2]
    more = as_("payroll").get("/v1/payments", params={"cursor": listed["next_cursor"]}).json()
    assert [each["number"] for each in more["data"]] == [1]


def test_a_leaver_is_paid_before_everybody_else_and_not_again(as_: As, database: Database) -> None:
    with_pay(as_, database, "lock")
    first = paid(as_, kind="off_cycle", participant="E2")
    assert (first["kind"], lines(as_, first["id"]), state(as_)) == ("off_cycle", BO, "locked")
    assert code(pay(as_, "two", kind="off_cycle", participant="E2")) == (409, "payment.nothing_payable")
    assert code(pay(as_, "two", kind="off_cycle", participant="E9")) == (404, "participant.not_found")
    second = paid(as_, "three")
    assert (second["number"], lines(as_, second["id"]), state(as_)) == (2, [*ANN, *CY], "paid")


def test_a_period_in_which_nothing_is_payable_is_paid_as_well(as_: As, database: Database) -> None:
    with_pay(as_, database, "lock")
    for participant in PAY:
        hold(database, participant)
    payment = paid(as_)
    assert (payment["lines"], payment["totals"], state(as_)) == (0, [], "paid")


@pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
def test_what_a_call_must_say(as_: As, database: Database) -> None:
    with_pay(as_, database, "lock")
    payroll = as_("payroll")
    assert code(payroll.post("/v1/payments", json=MARCH)) == (422, "idempotency.missing")
    assert code(pay(as_, kind="off_cycle"))[0] == 422
    assert code(pay(as_, participant="E1"))[0] == 422
    paid(as_)
    assert code(pay(as_, pay_group="others")) == (422, "idempotency.other_body")
    assert code(payroll.get("/v1/payments/99")) == (404, "payment.not_found")
    assert code(payroll.get("/v1/payments", params={"cursor": "eA"})) == (422, "query.bad_cursor")


def test_an_unlock_before_the_payment_pays_the_new_booking(as_: As, database: Database) -> None:
    with_pay(as_, database, "reopen", "calculate", "approve", "lock")
    payment = paid(as_)
    assert (payment["lines"], state(as_)) == (0, "paid")


def test_what_was_written_is_covered_by_the_audit(as_: As, database: Database) -> None:
    with_pay(as_, database, "lock")
    payment = paid(as_)
    as_("payroll").post(f"/v1/payments/{payment['id']}/exports", json={"format": "csv"})
    lines(as_, payment["id"])
    bring(database)
    report = in_snapshot(database, lambda connection: verify(connection, Asked(deep=True), "now"))
    # The plan of this world is a stub, whose hash is not that of its document.
    assert {problem.path.split("/")[0] for problem in report.problems} <= {"plan_version"}

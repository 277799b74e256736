"""What payroll said of a payment, and what open periods will cost."""

from typing import Any

from service.payments.schemas.payments import RECEIPTS
from service.store.database import Database
from tests.service.payments.world import paid, with_pay
from tests.service.periods.world import code
from tests.stores import As

ACCRUALS = """pay_group,run,run_kind,plan,component,cost_centre,earned_period,currency,amount\r
all,1,final,sales,bonus,,2026-03,EUR,900.00\r
all,1,final,sales,bonus,K1,2026-03,EUR,3600.00\r
all,1,final,sales,bonus,K2,2026-03,EUR,0.01\r
all,1,final,sales,bonus,K9,2026-03,EUR,-100.00\r
all,1,final,sales,deals,,2026-03,EUR,0.50\r
all,1,final,sales,nothing,,2026-03,EUR,0.00\r
"""


def said(as_: As, payment: str, call: dict[str, Any]) -> Any:
    """The answer to noting what payroll said."""
    return as_("payroll").post(f"/v1/payments/{payment}/receipts", json=call)


def test_the_last_word_of_payroll_counts(as_: As, database: Database) -> None:
    with_pay(as_, database, "lock")
    payment = paid(as_)["id"]
    noted = [said(as_, payment, call) for call in reversed(RECEIPTS.values())]
    assert [answer.status_code for answer in noted] == [201, 201]
    assert noted[0].json()["lines"] == [{"line": 1, "state": "rejected", "code": "NO_ACCOUNT"}]
    found = as_("approver").get(f"/v1/payments/{payment}").json()
    assert found["receipt"] == "accepted"
    listed = as_("approver").get(f"/v1/payments/{payment}/receipts").json()["data"]
    assert listed == [answer.json() for answer in noted]


def test_lines_that_are_not_there_are_refused(as_: As, database: Database) -> None:
    with_pay(as_, database, "lock")
    payment = paid(as_)["id"]
    lines = [{"line": 6, "state": "rejected"}, {"line": 1, "state": "accepted"}, {"line": 1, "state": "rejected"}]
    refused = said(as_, payment, {"state": "partly", "lines": lines}).json()["errors"]
    assert [(each["code"], each["path"]) for each in refused] == [
        ("payment.receipt_line", "/lines/0/line"),
        ("payment.receipt_line", "/lines/2/line"),
    ]
    assert code(said(as_, payment, {"state": "partly"})) == (422, "payment.receipt_lines")
    assert code(said(as_, payment, {"state": "accepted", "lines": lines[1:2]})) == (422, "payment.receipt_lines")
    assert code(said(as_, "99", {"state": "accepted"})) == (404, "payment.not_found")


def test_accruals_come_from_the_newest_finished_run(as_: As, database: Database) -> None:
    with_pay(as_, database)
    answer = as_("payroll").get("/v1/accruals/monthly/2026-03")
    assert (answer.status_code, answer.text) == (200, ACCRUALS)
    assert code(as_("payroll").get("/v1/accruals/monthly/2026-04")) == (404, "accrual.not_found")
    assert code(as_("payroll").get("/v1/accruals/monthly/2031-04")) == (404, "period.not_found")

"""A dispute points at a node of a result, and ends as an adjustment, as a refusal, or because it is taken back."""

from typing import Any

from service.store.database import Database
from tests.service.close.world import ON_PLAN, computed, with_people
from tests.service.periods.world import code
from tests.service.plans.steps import decide
from tests.stores import As

NODE = "/kpis/revenue/actual"
ADJUST = {"calendar": "monthly", "period": "2026-04", "amount": "300", "currency": "EUR", "reason": "the late order"}


def a_result(as_: As, database: Database) -> str:
    """The id of a result of a final run."""
    with_people(as_, database, "E1")
    run = computed(database, {"E1": ON_PLAN})
    return str(as_("analyst").get(f"/v1/runs/{run}/results").json()["data"][0]["id"])


def opened(as_: As, result: str, role: str = "payroll", **more: Any) -> Any:
    """The answer to disputing the revenue."""
    body = {"result": result, "node": NODE, "kind": "data", "claimed": "110000", "text": "an order is missing", **more}
    return as_(role).post("/v1/disputes", json=body)


def step(as_: As, dispute: str, what: str, **body: Any) -> Any:
    """The answer to one step of a dispute."""
    return as_("payroll").post(f"/v1/disputes/{dispute}/{what}", json=body or None)


def test_it_ends_as_an_adjustment_once_somebody_else_agrees(as_: As, database: Database) -> None:
    made = opened(as_, a_result(as_, database))
    assert (made.status_code, made.json()["state"], made.json()["texts"]) == (201, "open", ["an order is missing"])
    dispute = made.json()["id"]
    shown = as_("payroll").get(f"/v1/disputes/{dispute}").json()["what_if"]
    assert (shown["total"], shown["claimed_total"], shown["difference"]) == ("1080.00", "1380.00", {"EUR": "300.00"})
    assert step(as_, dispute, "answer", text="we look").json()["state"] == "answered"
    asked = step(as_, dispute, "adjust", **ADJUST).json()
    assert (asked["state"], asked["adjustment"]) == ("answered", None)
    assert code(step(as_, dispute, "adjust", **ADJUST)) == (409, "dispute.adjustment_asked")
    assert decide(as_, asked["adjustment_request"]).status_code == 200
    ended = as_("payroll").get(f"/v1/disputes/{dispute}").json()
    assert (ended["state"], ended["adjustment"] is not None) == ("adjusted", True)
    assert as_("payroll").get("/v1/adjustments").json()["data"][0]["amount"] == "300.00"
    assert code(step(as_, dispute, "refuse", reason="no")) == (409, "dispute.wrong_state")


def test_a_claimed_amount_makes_its_difference_to_the_total(as_: As, database: Database) -> None:
    result = a_result(as_, database)
    shown = {
        (node, claimed): what_if_of(as_, result, node, claimed)
        for node, claimed in (("/components/bonus", "1100"), ("/total", "1000.50"), ("/components/bonus", "1100.001"))
    }
    assert shown["/components/bonus", "1100"] == {
        "currency": "EUR",
        "total": "1080.00",
        "claimed_total": "1100.00",
        "difference": {"EUR": "20.00"},
    }
    assert shown["/total", "1000.50"]["difference"] == {"EUR": "-79.50"}
    assert shown["/components/bonus", "1100.001"] is None
    assert what_if_of(as_, result, "/coefficient", "2") is None


def what_if_of(as_: As, result: str, node: str, claimed: str) -> Any:
    """What would come of a claimed value."""
    made = opened(as_, result, node=node, claimed=claimed)
    assert made.status_code == 201, made.text
    return as_("payroll").get(f"/v1/disputes/{made.json()['id']}").json()["what_if"]


def test_it_ends_as_a_refusal_or_is_taken_back(as_: As, database: Database) -> None:
    result = a_result(as_, database)
    first, second = (opened(as_, result).json()["id"] for _ in range(2))
    assert as_("analyst").get("/v1/periods/monthly/2026-03/all/close").json()["open_disputes"] == 2
    assert step(as_, first, "refuse", reason="it was April").json()["texts"][-1] == "it was April"
    assert step(as_, second, "withdraw").json()["state"] == "withdrawn"
    listed = as_("payroll").get("/v1/disputes").json()["data"]
    assert [each["state"] for each in listed] == ["refused", "withdrawn"]
    assert as_("analyst").get("/v1/periods/monthly/2026-03/all/close").json()["open_disputes"] == 0


def test_nobody_disputes_what_they_may_not_see_or_what_is_not_there(as_: As, database: Database) -> None:
    result = a_result(as_, database)
    assert code(opened(as_, result, "participant")) == (404, "result.not_found")
    assert code(opened(as_, result, node="/kpis/nothing")) == (422, "dispute.unknown_node")
    assert code(opened(as_, result, claimed="a lot"))[0] == 422
    dispute = opened(as_, result).json()["id"]
    assert code(as_("participant").get(f"/v1/disputes/{dispute}")) == (404, "dispute.not_found")
    assert as_("participant").get("/v1/disputes").json()["data"] == []
    assert code(as_("manager").post(f"/v1/disputes/{dispute}/refuse", json={"reason": "x"}))[0] == 403

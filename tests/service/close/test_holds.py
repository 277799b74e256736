"""Pay that waits: of a person, a plan, a component, or one row of it; what is released comes with the next payment."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlmodel import Session

from service.periods.repository.steps import lock_name
from service.periods.use_cases.reading import the_period
from service.store.database import Database
from service.store.locks import Lock, lock
from service.work import carry_out
from tests.service.close.world import agree, ask, book, computed, with_people
from tests.service.participants.calls import person, put
from tests.service.periods.world import actor, code, move
from tests.stores import As

DEALS: dict[str, Any] = {
    "schema": "bonus-plan/1",
    "key": "deals",
    "title": "Deals",
    "currency": "EUR",
    "frequency": "month",
    "inputs": {"fund": {"kind": "money"}},
    "facts": {"deals": {"kind": "rows", "empty": "zero", "fields": {"amount": {"kind": "number"}}}},
    "components": [
        {"key": "commission", "per": "deals", "amount": "deals.amount / 100"},
        {"key": "floored", "per": "deals", "amount": "deals.amount / 1000", "floor": "5"},
        {"key": "fixed", "amount": "fund / 10"},
    ],
    "examples": [{"name": "no deals", "inputs": {"fund": "100"}, "facts": {"deals": []}, "expect": {"total": "15"}}],
}
SOLD: dict[str, Any] = {"deals": [{"id": "A", "amount": "600"}, {"id": "B", "amount": "900"}]}
"""A deal of 600 and one of 900 earn 6 and 9 of commission; their tenth is less than the floor of 5."""
PLACE = {"calendar": "monthly", "period": "2026-03"}


def booked(as_: As, database: Database) -> None:
    """E1 and E2 sold the same; the month is booked and locked."""
    with_people(as_, database, "E1", "E2", plan=DEALS)
    run = computed(database, {"E1": SOLD, "E2": SOLD}, plan="deals")
    assert agree(as_, ask(as_, run)).status_code == 200
    move(as_, "lock")


def hold(as_: As, name: str = "E1", **what: str) -> Any:
    """The answer to holding something back."""
    body = {"participant": name, **PLACE, "reason": "the customer has not paid", **what}
    return as_("payroll").post("/v1/holds", json=body)


def pay(as_: As, key: str, **place: str) -> dict[tuple[str, str], str]:
    """What a payment pays, by person and component; a reversal before what takes its place."""
    made = as_("payroll").post("/v1/payments", json={**PLACE, **place}, headers={"Idempotency-Key": key})
    assert made.status_code == 201, made.text
    listed = as_("payroll").get(f"/v1/payments/{made.json()['id']}/lines").json()["data"]
    found: dict[tuple[str, str], str] = {}
    for line in listed:
        line_of = str(line["participant"]), str(line["component"])
        found[line_of] = f"{found.get(line_of, '')} {line['amount']}".strip()
    return found


ALL = {"commission": "15.00", "floored": "5.00", "fixed": "100.00"}


def test_a_row_waits_alone_and_comes_later(as_: As, database: Database) -> None:
    booked(as_, database)
    held = hold(as_, plan="deals", component="commission", row="B")
    assert held.status_code == 201, held.text
    first = pay(as_, "one")
    assert first == {
        **{("E1", key): amount for key, amount in (ALL | {"commission": "6.00"}).items()},
        **{("E2", key): amount for key, amount in ALL.items()},
    }
    assert code(hold(as_, plan="deals", component="commission", row="A")) == (409, "hold.paid")
    assert as_("payroll").post(f"/v1/holds/{held.json()['id']}/release").status_code == 200
    assert pay(as_, "two") == {("E1", "commission"): "9.00"}


def test_a_row_that_cannot_be_taken_out_holds_its_line(as_: As, database: Database) -> None:
    booked(as_, database)
    held = hold(as_, plan="deals", component="floored", row="B")
    assert held.status_code == 201, held.text
    assert ("E1", "floored") not in (first := pay(as_, "one"))
    assert len(first) == 5
    assert as_("payroll").post(f"/v1/holds/{held.json()['id']}/release").status_code == 200
    assert pay(as_, "two") == {("E1", "floored"): "5.00"}


@pytest.mark.parametrize("store_kind", ["postgresql"], indirect=True)
def test_a_hold_waits_for_a_payment_that_is_being_made(as_: As, database: Database) -> None:
    """Else it would be promised, and its row paid within the line and once more by itself."""
    booked(as_, database)
    march = carry_out(database, actor(database, "the payroll"), lambda work: the_period(work, "monthly", "2026-03").id)
    with ThreadPoolExecutor(1) as other, database.writing.begin() as paying:
        lock(Session(paying), Lock.PERIOD, lock_name(march, "all"))
        held = other.submit(hold, as_, plan="deals", component="commission", row="B")
        with pytest.raises(TimeoutError):
            held.result(timeout=1)
    assert held.result().status_code == 201


def test_a_component_a_plan_and_a_person_wait(as_: As, database: Database) -> None:
    booked(as_, database)
    numbers = [
        hold(as_, plan="deals", component="fixed").json()["id"],
        hold(as_, "E2", plan="deals").json()["id"],
        hold(as_, "E2").json()["id"],
    ]
    assert pay(as_, "one") == {("E1", "commission"): "15.00", ("E1", "floored"): "5.00"}
    assert as_("payroll").post(f"/v1/holds/{numbers[2]}/release").status_code == 200
    answer = as_("payroll").post("/v1/payments", json=PLACE, headers={"Idempotency-Key": "two"})
    assert code(answer) == (409, "payment.nothing_payable"), "the plan of E2 waits still"
    assert code(as_("payroll").post(f"/v1/holds/{numbers[2]}/release")) == (409, "hold.released")
    for number in numbers[:2]:
        assert as_("payroll").post(f"/v1/holds/{number}/release").status_code == 200
    assert len(pay(as_, "three")) == 4


def corrected(as_: As, database: Database, into: str, month: str | None, **facts: Any) -> None:
    """A correction of March into this period, which is booked then, if a month is given, and locked."""
    book(as_, computed(database, facts, plan="deals", kind="correction"), into=into)
    if month is not None:
        everybody: dict[str, Any] = {name: {"deals": []} for name in facts}
        book(as_, computed(database, everybody, plan="deals", period=month), period=month)
        assert move(as_, "lock", place=f"/v1/periods/monthly/{month}/all").json()["state"] == "locked"


def test_what_takes_back_held_pay_waits_for_it(as_: As, database: Database) -> None:
    """E1 never received the 9.00 of the deal that was cancelled, nor E2 anything."""
    booked(as_, database)
    held = [hold(as_, plan="deals", component="commission", row="B"), hold(as_, "E2")]
    assert pay(as_, "march") == {("E1", "commission"): "6.00", ("E1", "floored"): "5.00", ("E1", "fixed"): "100.00"}
    left: dict[str, Any] = {"deals": [SOLD["deals"][0]]}
    corrected(as_, database, "2026-04", "2026-04", E1=left, E2={"deals": []})
    april = {"period": "2026-04"}
    own = {
        (name, key): amount for name in ("E1", "E2") for key, amount in {"fixed": "100.00", "floored": "5.00"}.items()
    }
    assert pay(as_, "april", **april) == own
    for each in held:
        assert as_("payroll").post(f"/v1/holds/{each.json()['id']}/release").status_code == 200
    assert pay(as_, "held")["E1", "commission"] == "9.00"
    listed = pay(as_, "taken", **april)
    assert listed == {("E1", "commission"): "-15.00 6.00", ("E2", "commission"): "-15.00"}


def test_what_a_correction_carried_and_is_held_is_not_taken_back(as_: As, database: Database) -> None:
    booked(as_, database)
    assert ("E1", "commission") in pay(as_, "march")
    more: dict[str, Any] = {"deals": [*SOLD["deals"], {"id": "C", "amount": "1000"}]}
    corrected(as_, database, "2026-04", None, E1=more, E2=SOLD)
    april, may = {"period": "2026-04"}, {"period": "2026-05"}
    held = hold(as_, plan="deals", component="commission", **april)
    assert held.status_code == 201, held.text
    corrected(as_, database, "2026-05", "2026-05", E1=SOLD, E2=SOLD)
    assert ("E1", "commission") not in pay(as_, "may", **may)
    assert as_("payroll").post(f"/v1/holds/{held.json()['id']}/release").status_code == 200
    assert pay(as_, "taken", **may)["E1", "commission"] == "-25.00 15.00"


def test_a_hold_of_nothing_is_refused_once_it_can_be_known(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", plan=DEALS)
    put(database, person("E3"))
    early = hold(as_, plan="deals", component="commission", row="C")
    assert early.status_code == 201, "nothing is booked yet, and the row may come"
    assert agree(as_, ask(as_, computed(database, {"E1": SOLD}, plan="deals"))).status_code == 200
    for what in (
        {"plan": "deal"},
        {"plan": "deals", "component": "commissions"},
        {"plan": "deals", "component": "commission", "row": "C"},
    ):
        assert code(hold(as_, **what)) == (409, "hold.of_nothing"), what
    assert code(hold(as_, "E3")) == (409, "hold.of_nothing")
    assert code(hold(as_, plan="deals", row="A")) == (422, "hold.incomplete")
    assert code(hold(as_, "E9")) == (422, "hold.unknown_participant")
    assert len(as_("payroll").get("/v1/holds", params={**PLACE, "pay_group": "all"}).json()["data"]) == 1

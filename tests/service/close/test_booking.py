"""A run becomes the pay of its period by a word on everything that stands against it and a second person."""

from typing import Any

import pytest

from service.store.database import Database
from tests.service.close.world import BETTER, BLOCKED, ON_PLAN, PLAN, agree, ask, assign, book, computed, with_people
from tests.service.participants.calls import person, put
from tests.service.periods.world import MARCH, code, move
from tests.service.plans.steps import decide, published
from tests.stores import As

DEFERRED = [{"participant": "E2", "plan": "sales", "reason": "the revenue is being looked for"}]


def codes(answer: Any) -> list[str]:
    """Status and all codes of a refusal."""
    assert answer.status_code == 409, answer.text
    return [problem["code"] for problem in answer.json()["errors"]]


def state(as_: As) -> str:
    """The state of March."""
    return str(as_("analyst").get(MARCH).json()["state"])


def test_a_booked_run_approves_its_period(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2")
    run = computed(database, {"E1": ON_PLAN, "E2": ON_PLAN})
    asked = ask(as_, run, note="as every month")
    assert asked.status_code == 202, asked.text
    shown = as_("approver").get(f"/v1/approvals/{asked.json()['request_id']}").json()
    assert (shown["kind"], shown["note"], shown["details"]["run"]) == ("run", "as every month", str(run))
    assert code(as_("payroll").post(f"/v1/approvals/{shown['id']}/approve", json={"content_hash": "0" * 64}))[0] == 403
    assert agree(as_, asked).status_code == 200
    assert state(as_) == "approved"
    assert move(as_, "lock").json()["state"] == "locked"


def test_everything_that_stands_against_it_is_said_at_once(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2", "E3")
    old = computed(database, {"E1": ON_PLAN, "E2": BLOCKED})
    assert codes(ask(as_, old)) == ["close.blocked", "close.missing"]
    run = computed(database, {"E1": ON_PLAN, "E2": BLOCKED, "E3": ON_PLAN})
    assert codes(ask(as_, old)) == ["close.run_overtaken", "close.blocked", "close.missing"]
    assert codes(ask(as_, run)) == ["close.blocked"]
    assert ask(as_, run, deferrals=DEFERRED).status_code == 202


def test_the_approver_reads_who_is_deferred_and_signed_off(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2")
    book(as_, computed(database, {"E1": ON_PLAN, "E2": ON_PLAN}, period="2026-02"), period="2026-02")
    signed = [{"participant": "E1", "reason": "a deal of 5,000"}]
    run = computed(database, {"E1": BETTER, "E2": BLOCKED})
    asked = ask(as_, run, deferrals=DEFERRED, signed_off=signed).json()
    path = f"/v1/approvals/{asked['request_id']}"
    shown = as_("approver").get(path).json()["details"]
    assert (shown["deferred"], shown["signed_off"], shown["signed_off_people"]) == (1, 1, ["E1"])
    assert shown["deferrals"] == [{"participant": "E2", "plan": "sales"}]
    assert "5,000" not in str(shown)
    hidden = as_("author").get(path).json()["details"]
    assert (hidden["deferred"], hidden["hidden"]) == (1, ["deferrals", "signed_off_people"])
    assert "E1" not in str(hidden)


def test_a_move_beyond_the_limits_is_signed_off(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2")
    book(as_, computed(database, {"E1": ON_PLAN, "E2": ON_PLAN}, period="2026-02"), period="2026-02")
    run = computed(database, {"E1": ON_PLAN, "E2": BETTER})
    assert codes(ask(as_, run, variance_limits={"percent": "25"})) == ["close.variance"]
    assert codes(ask(as_, run, variance_limits={"amounts": {"EUR": "299.99"}})) == ["close.variance"]
    assert ask(as_, run, variance_limits={"amounts": {"EUR": "300"}}).status_code == 202
    signed = [{"participant": "E2", "reason": "the deal of March"}]
    assert ask(as_, run, variance_limits={}, signed_off=signed).status_code == 202
    listed = as_("analyst").get(f"{MARCH}/close?percent=25").json()
    [moved] = listed["findings"]
    assert (moved["participant"], moved["kind"], moved["change"]) == ("E2", "moved", {"EUR": "300.00"})
    me = as_("admin").get("/v1/me").json()["id"]
    key = as_("admin").post(f"/v1/principals/{me}/keys", json={"scopes": ["close:read"]}).json()["key"]
    narrow = {"Authorization": f"Bearer {key}"}
    hidden = as_("admin").get(f"{MARCH}/close?percent=25", headers=narrow).json()
    assert (list(hidden["findings"][0]), hidden["hidden"][0]) == (["participant", "kind", "plan"], "before")


def test_warnings_are_confirmed(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    run = computed(database, {"E1": {"revenue": "500000", "overdue": "8"}})
    assert codes(ask(as_, run)) == ["close.warnings"]
    assert as_("analyst").get(f"{MARCH}/close").json()["warnings"]["shown"][0]["participant"] == "E1"
    assert ask(as_, run, confirm_warnings=True).status_code == 202


def test_nobody_is_paid_by_two_pay_groups(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2")
    first = ask(as_, computed(database, {"E1": ON_PLAN, "E2": ON_PLAN}))
    put(database, person("E2", pay_group="north"))
    other = computed(database, {"E2": ON_PLAN}, group="north")
    both_asked = ask(as_, other, group="north")
    assert agree(as_, first).status_code == 200
    assert code(agree(as_, both_asked)) == (409, "close.elsewhere")
    assert codes(ask(as_, other, group="north")) == ["close.elsewhere"]
    listed = as_("analyst").get("/v1/periods/monthly/2026-03/north/close").json()["findings"]
    assert [(found["participant"], found["kind"]) for found in listed] == [("E2", "joined"), ("E2", "elsewhere")]
    assert decide(as_, both_asked.json()["request_id"], "refuse", reason="paid already").status_code == 200
    assert agree(as_, ask(as_, other, group="north", deferrals=DEFERRED)).status_code == 200


@pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
def test_who_is_deferred_by_a_correction_is_still_paid_by_the_group(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2")
    book(as_, computed(database, {"E1": ON_PLAN, "E2": ON_PLAN}))
    move(as_, "lock")
    run = computed(database, {"E1": BETTER, "E2": BLOCKED}, kind="correction")
    assert agree(as_, ask(as_, run, into="2026-04", deferrals=DEFERRED)).status_code == 200
    put(database, person("E2", pay_group="north"))
    assert codes(ask(as_, computed(database, {"E2": ON_PLAN}, group="north"), group="north")) == ["close.elsewhere"]
    gone = computed(database, {"E1": BETTER}, kind="correction")
    assert agree(as_, ask(as_, gone, into="2026-04")).status_code == 200
    book(as_, computed(database, {"E2": ON_PLAN}, group="north"), group="north")


@pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
def test_plans_of_quarters_are_not_missing_in_a_month(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    quarterly = {**PLAN, "key": "quarter", "frequency": "quarter"}
    published(as_, quarterly)
    assign(as_, "E1", plan="quarter")
    run = computed(database, {"E1": ON_PLAN})
    assert ask(as_, run).status_code == 202
    published(as_, {**PLAN, "key": "second"})
    assign(as_, "E1", plan="second")
    assert codes(ask(as_, run)) == ["close.missing"]


@pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
def test_nobody_is_paid_by_two_calendars_for_the_same_days(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    other = {"key": "north", "frequency": "month"}
    assert as_("payroll").post("/v1/calendars", json=other).status_code == 201
    months = {"from": "2026-03-01", "until": "2026-05-01"}
    assert as_("payroll").post("/v1/calendars/north/periods", json=months).json()["created"] == 2
    book(as_, computed(database, {"E1": ON_PLAN}))
    again = computed(database, {"E1": ON_PLAN}, calendar="north")
    assert codes(ask(as_, again, calendar="north")) == ["close.elsewhere"]
    april: dict[str, Any] = {"period": "2026-04", "calendar": "north"}
    assert ask(as_, computed(database, {"E1": ON_PLAN}, **april), **april).status_code == 202


def test_a_newer_run_makes_a_request_void(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    asked = ask(as_, computed(database, {"E1": ON_PLAN}))
    newer = computed(database, {"E1": BETTER})
    assert code(agree(as_, asked)) == (409, "close.run_overtaken")
    assert state(as_) == "calculated"
    book(as_, newer)
    assert state(as_) == "approved"


def test_what_was_booked_is_booked_again_after_an_unlock(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    book(as_, computed(database, {"E1": ON_PLAN}))
    move(as_, "lock")
    assert code(ask(as_, computed(database, {"E1": BETTER}, kind="preview"))) == (409, "close.run_not_for_pay")
    unlocked = as_("payroll").post(f"{MARCH}/unlock", json={"reason": "late facts"})
    assert agree(as_, unlocked).status_code == 200
    book(as_, computed(database, {"E1": BETTER}))
    shown = as_("analyst").get(f"{MARCH}/close").json()
    assert (shown["state"], shown["run"]["newest"], shown["findings"][0]["kind"]) == ("approved", True, "joined")


def test_only_the_period_that_is_calculated_is_booked(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    run = computed(database, {"E1": ON_PLAN})
    assert code(ask(as_, run, period="2026-04")) == (422, "close.unknown_run")
    assert code(ask(as_, 99)) == (422, "close.unknown_run")
    assert code(ask(as_, run, into="2026-04")) == (422, "close.into_own_period")
    move(as_, "reopen")
    assert code(ask(as_, run)) == (409, "period.wrong_state")


def test_calls_that_name_nobody_or_somebody_twice(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2")
    run = computed(database, {"E1": ON_PLAN, "E2": ON_PLAN})
    nobody = [{**DEFERRED[0], "participant": "E9"}]
    assert code(ask(as_, run, deferrals=nobody)) == (422, "close.unknown_participant")
    assert code(ask(as_, run, deferrals=DEFERRED * 2)) == (422, "close.named_twice")
    assert code(ask(as_, run, variance_limits={"percent": "-1"})) == (422, "close.negative_limit")
    assert code(ask(as_, run, variance_limits={"amounts": {"EUR": "0.001"}})) == (422, "amount.too_many_places")


def test_the_checklist_says_what_to_do_next(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    empty = as_("analyst").get(f"{MARCH}/close").json()
    assert (empty["state"], empty["run"], empty["next"].startswith("Start a final run")) == ("open", None, True)
    computed(database, {"E1": ON_PLAN})
    put(database, person("E2"))
    assign(as_, "E2")
    missing = as_("analyst").get(f"{MARCH}/close").json()
    assert missing["counts"] == {"joined": 1, "missing": 1}
    assert code(as_("analyst").get(f"{MARCH}/close?run=99")) == (404, "run.not_found")

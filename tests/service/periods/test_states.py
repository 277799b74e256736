"""A period goes from open to paid step by step; only two persons open a locked one; the database knows it too."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service.errors import Conflict, NotAllowed
from service.periods.use_cases.moving import move_period
from service.periods.use_cases.unlock import apply_decision, ask_unlock
from service.store.database import Database
from service.store.tables import ApprovalRequest
from service.two_person import decide
from service.work import Work, carry_out
from tests.service.periods.world import MARCH, PLACE, actor, bring, code, move, with_months
from tests.stores import As

WAY = ("calculate", "approve", "lock", "pay")
STATES = ("open", "calculated", "approved", "locked", "paid")
MOVES = ("calculate", "lock", "reopen")
ALLOWED = {
    ("open", "calculate"): "calculated",
    ("calculated", "calculate"): "calculated",
    ("calculated", "reopen"): "open",
    ("approved", "lock"): "locked",
    ("approved", "reopen"): "open",
}


def test_from_open_to_paid(as_: As, database: Database) -> None:
    with_months(as_)
    assert as_("analyst").get(MARCH).json()["state"] == "open"
    bring(database, *WAY)
    paid = as_("analyst").get(MARCH).json()
    assert (paid["state"], [step["state"] for step in paid["steps"]]) == ("paid", list(STATES))
    shown = as_("analyst").get("/v1/periods/monthly/2026-03").json()
    assert [(group["pay_group"], group["state"]) for group in shown["pay_groups"]] == [("all", "paid")]
    listed = as_("analyst").get("/v1/periods?pay_group=all").json()["data"]
    assert [len(period["pay_groups"]) for period in listed[:4]] == [0, 0, 1, 0]


@pytest.mark.parametrize("state", STATES)
def test_every_state_takes_only_what_may_follow(as_: As, database: Database, state: str) -> None:
    with_months(as_)
    bring(database, *WAY[: STATES.index(state)])
    for each in MOVES:
        if (state, each) not in ALLOWED:
            assert code(move(as_, each)) == (409, "period.wrong_state")
    assert as_("analyst").get(MARCH).json()["state"] == state


def test_every_allowed_move_leads_where_it_should(as_: As, database: Database) -> None:
    with_months(as_)
    for number, ((state, each), to) in enumerate(ALLOWED.items(), start=1):
        place = f"/v1/periods/monthly/2026-{number:02}/all"
        bring(database, *WAY[: STATES.index(state)], place=("monthly", f"2026-{number:02}", "all"))
        answer = move(as_, each, place=place)
        assert (answer.status_code, answer.json()["state"]) == (200, to)


def test_the_same_request_again_moves_nothing(as_: As) -> None:
    with_months(as_)
    once = {"Idempotency-Key": "one"}
    first = as_("payroll").post(f"{MARCH}/calculate", headers=once).json()
    assert as_("payroll").post(f"{MARCH}/calculate", headers=once).json() == first
    assert len(first["steps"]) == 2


def test_nobody_says_by_themselves_that_a_period_is_approved_or_paid(as_: As) -> None:
    with_months(as_)
    for each in ("approve", "pay"):
        assert as_("approver").post(f"{MARCH}/{each}").status_code == 404


def test_a_group_that_nobody_is_in_has_no_period(as_: As) -> None:
    with_months(as_)
    place = "/v1/periods/monthly/2026-03/mnthly"
    assert code(as_("payroll").post(f"{place}/calculate")) == (404, "pay_group.not_found")
    assert code(as_("payroll").get(place)) == (404, "pay_group.not_found")


def asked(as_: As) -> int:
    """A request to open the locked March."""
    answer = as_("payroll").post(f"{MARCH}/unlock", json={"reason": "an invoice was booked twice"})
    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"] == f"/v1/approvals/{answer.json()['request_id']}"
    return int(answer.json()["request_id"])


def decided(database: Database, request_id: int, verdict: Any = "approved", who: str = "approver") -> None:
    """What the inbox of approvals does."""

    def use_case(work: Work) -> None:
        request = work.session.get(ApprovalRequest, request_id)
        assert request is not None
        apply_decision(work, decide(work, request_id, request.content_hash, verdict))

    carry_out(database, actor(database, who), use_case)


def test_two_persons_open_a_locked_period(as_: As, database: Database) -> None:
    with_months(as_)
    bring(database, "calculate", "approve", "lock")
    request_id = asked(as_)
    assert as_("analyst").get(MARCH).json()["state"] == "locked"
    asked_for = as_("approver").get(f"/v1/approvals/{request_id}").json()
    told = asked_for["details"]
    assert (asked_for["kind"], asked_for["note"]) == ("period_unlock", "an invoice was booked twice")
    assert (told["calendar"], told["key"], told["pay_group"], told["state"]) == (*PLACE, "locked")
    body = {"content_hash": asked_for["content_hash"]}
    assert as_("approver").post(f"/v1/approvals/{request_id}/approve", json=body).status_code == 200
    assert [step["state"] for step in as_("analyst").get(MARCH).json()["steps"]][-2:] == ["locked", "open"]


def test_a_refusal_leaves_it_locked_and_may_be_asked_again(as_: As, database: Database) -> None:
    with_months(as_)
    bring(database, "calculate", "approve", "lock")
    first = asked(as_)
    again = as_("payroll").post(f"{MARCH}/unlock", json={"reason": "please"})
    assert code(again) == (409, "period.unlock_asked")
    decided(database, first, "refused")
    assert as_("analyst").get(MARCH).json()["state"] == "locked"
    assert asked(as_) != first


def test_who_asked_does_not_decide_and_systems_do_not_ask(as_: As, database: Database) -> None:
    with_months(as_)
    bring(database, "calculate", "approve", "lock")
    with pytest.raises(NotAllowed):
        carry_out(database, actor(database, "the integration"), lambda work: ask_unlock(work, PLACE, "why not"))
    request_id = asked(as_)
    with pytest.raises(Conflict) as refused:
        decided(database, request_id, who="the payroll")
    assert refused.value.problems[0].code == "approval.own_request"


def test_a_period_that_was_paid_meanwhile_stays_paid(as_: As, database: Database) -> None:
    with_months(as_)
    bring(database, "calculate", "approve", "lock")
    request_id = asked(as_)
    bring(database, "pay")
    with pytest.raises(Conflict) as refused:
        decided(database, request_id)
    assert refused.value.problems[0].code == "period.wrong_state"
    assert as_("analyst").get(MARCH).json()["state"] == "paid"


def test_only_a_locked_period_is_unlocked(as_: As, database: Database) -> None:
    with_months(as_)
    for each in WAY:
        refused = as_("payroll").post(f"{MARCH}/unlock", json={"reason": "x"})
        assert refused.status_code == 202 if each == "pay" else code(refused) == (409, "period.wrong_state")
        bring(database, each)
    assert code(as_("payroll").post(f"{MARCH}/unlock", json={"reason": "x"})) == (409, "period.wrong_state")


def insert(database: Database, number: int, previous: int | None, start: str | None, to: str, **more: Any) -> None:
    """A step as plain SQL, with the role that the service itself has."""
    columns = {"number": number, "previous_number": previous, "from_state": start, "to_state": to, **more}
    names = ", ".join(columns)
    values = ", ".join(f":{name}" for name in columns)
    statement = (
        f"INSERT INTO period_event (id, period_id, pay_group, by_id, at, {names})"
        f" SELECT 999, period.id, 'all', principal.id, 0, {values} FROM period, principal"
        " WHERE period.key = '2026-03' ORDER BY principal.id LIMIT 1"
    )
    with database.writing.begin() as connection:
        connection.execute(text(statement), columns)


@pytest.mark.parametrize("state", STATES)
def test_the_database_refuses_every_other_step(as_: As, database: Database, state: str) -> None:
    with_months(as_)
    bring(database, *WAY[: STATES.index(state)])
    if state == "open":
        insert(database, 1, None, None, "open")
    last = STATES.index(state) + 1
    follow = {ALLOWED.get((state, each)) for each in MOVES}
    for to in (*STATES, "gone"):
        if to not in follow:
            with pytest.raises(DBAPIError):
                insert(database, last + 1, last, state, to)


FORGERIES = {
    "from a state that it is not in": (3, 2, "approved", "locked"),
    "a number left out": (9, 8, "calculated", "approved"),
    "a number taken again": (2, 1, "open", "calculated"),
    "beginning twice": (1, None, None, "open"),
    "beginning anywhere": (1, None, None, "paid"),
    "a beginning in the middle": (3, None, None, "open"),
    "a previous step that is not before": (3, 1, "open", "calculated"),
}


def test_steps_stand_in_one_line(as_: As, database: Database) -> None:
    with_months(as_)
    move(as_, "calculate")
    for what, row in FORGERIES.items():
        try:
            insert(database, *row)
        except DBAPIError:
            continue
        pytest.fail(what)


def test_the_right_step_may_also_come_by_sql(as_: As, database: Database) -> None:
    """Otherwise the refusals of the tests around could have other reasons."""
    with_months(as_)
    bring(database, "calculate", "approve")
    insert(database, 4, 3, "approved", "locked")
    assert as_("analyst").get(MARCH).json()["state"] == "locked"


def test_a_lock_is_not_opened_with_the_approval_of_another_one(as_: As, database: Database) -> None:
    """An approval fits one lock: neither that of another period, nor one that was used, nor a refusal."""
    with_months(as_)
    april = "/v1/periods/monthly/2026-04/all"
    for place in (PLACE, ("monthly", "2026-04", "all")):
        bring(database, "calculate", "approve", "lock", place=place)
    answer = as_("payroll").post(f"{april}/unlock", json={"reason": "x"})
    other = int(answer.json()["request_id"])
    decided(database, other)
    refused = asked(as_)
    decided(database, refused, "refused")
    used = asked(as_)
    with database.writing.begin() as connection:
        rows = connection.execute(text("SELECT request_id, id FROM approval")).all()
    approvals = {row[0]: row[1] for row in rows}
    for request_id, verdict in ((other, "approved"), (refused, "approved"), (refused, "refused"), (used, "approved")):
        with pytest.raises(DBAPIError):
            insert(
                database, 5, 4, "locked", "open",
                request_id=request_id, approval_id=approvals.get(request_id, 999), verdict=verdict,
            )  # fmt: skip
    decided(database, used)
    bring(database, "calculate", "approve", "lock")
    with pytest.raises(DBAPIError):
        insert(
            database, 9, 8, "locked", "open", request_id=used, approval_id=approvals.get(used, 4), verdict="approved"
        )


def test_of_two_moves_at_once_one_wins(as_: As, database: Database) -> None:
    with_months(as_)
    who = actor(database, "the payroll")
    for _ in range(5):
        bring(database, "calculate", "approve")

        def attempt(each: Any) -> str:
            try:
                return carry_out(database, who, lambda work: move_period(work, PLACE, each)).state
            except Conflict as conflict:
                return str(conflict.problems[0].code)

        with ThreadPoolExecutor(2) as threads:
            results = sorted(threads.map(attempt, ["lock", "reopen"]))
        assert results in (["locked", "period.wrong_state"], ["open", "period.wrong_state"])
        if "locked" in results:
            decided(database, asked(as_))

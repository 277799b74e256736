"""What a locked period should have paid comes as reversal and new line of an open one; booked pay never changes."""

from typing import Any

from service.close.repository.booked import BookedLine, booked_lines, payable_lines
from service.periods.use_cases.reading import the_period
from service.store.database import Database
from service.work import Work
from tests.service.close.world import BETTER, BLOCKED, ON_PLAN, PLAN, agree, ask, book, computed, with_people
from tests.service.participants.calls import read
from tests.service.periods.world import MARCH, bring, code, move
from tests.service.plans.steps import decide
from tests.stores import As

DEFERRED = [{"participant": "E2", "plan": "sales", "reason": "the revenue is being looked for"}]
BEST = {"revenue": "115000", "overdue": "8"}
Line = tuple[str, str | None, int]


def lines(database: Database, period: str = "2026-04", *, every: bool = False) -> list[Line]:
    """Of what can be paid in a period, or of everything: kind of origin, component and minor units."""

    def question(work: Work) -> list[BookedLine]:
        reader: Any = booked_lines if every else payable_lines
        return list(reader(work, the_period(work, "monthly", period).id, "all"))

    return [(line.origin.partition("/")[0], line.component, line.amount_minor) for line in read(database, question)]


def locked_march(as_: As, database: Database, **facts: Any) -> None:
    """March with these facts, booked and locked."""
    deferrals = DEFERRED if facts.get("E2") == BLOCKED else []
    book(as_, computed(database, facts), deferrals=deferrals)
    assert move(as_, "lock").json()["state"] == "locked"


def correct(as_: As, database: Database, **facts: Any) -> dict[str, Any]:
    """A correction of March into April, agreed to; what the second person was shown."""
    run = computed(database, facts, kind="correction")
    asked = ask(as_, run, into="2026-04")
    assert asked.status_code == 202, asked.text
    shown: dict[str, Any] = as_("approver").get(f"/v1/approvals/{asked.json()['request_id']}").json()
    assert agree(as_, asked).status_code == 200
    found: dict[str, Any] = shown["details"]["correction"]
    return found


def test_corrections_stack_and_booked_pay_stays(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2")
    locked_march(as_, database, E1=ON_PLAN, E2=ON_PLAN)
    march = lines(database, "2026-03", every=True)
    shown = correct(as_, database, E1=BETTER, E2=ON_PLAN)
    assert (shown["lines"], shown["people"], shown["total"]) == (2, 1, {"EUR": "300.00"})
    assert lines(database) == [("carried", "bonus", -108000), ("carried", "bonus", 138000)]
    assert correct(as_, database, E1=BEST, E2=ON_PLAN)["total"] == {"EUR": "120.00"}
    assert sum(minor for _, _, minor in lines(database)) == 150000 - 108000
    assert correct(as_, database, E1=ON_PLAN, E2=ON_PLAN)["total"] == {"EUR": "-420.00"}
    assert sum(minor for _, _, minor in lines(database)) == 0
    assert lines(database, "2026-03", every=True) == march
    assert as_("analyst").get(MARCH).json()["state"] == "locked"


def test_who_was_deferred_is_paid_by_a_correction(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2")
    locked_march(as_, database, E1=ON_PLAN, E2=BLOCKED)
    assert lines(database, "2026-03") == [("result", "bonus", 108000)]
    bring(database, "pay")
    shown = correct(as_, database, E1=ON_PLAN, E2=ON_PLAN)
    assert (shown["lines"], shown["total"]) == (1, {"EUR": "1080.00"})
    assert lines(database) == [("carried", "bonus", 108000)]
    assert as_("analyst").get(MARCH).json()["state"] == "paid"


def test_who_left_the_plan_gives_back_what_was_booked(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2")
    locked_march(as_, database, E1=ON_PLAN, E2=ON_PLAN)
    run = computed(database, {"E1": ON_PLAN}, kind="correction")
    assert code(ask(as_, run, into="2026-04")) == (409, "close.missing")
    [assigned] = as_("payroll").get("/v1/assignments?participant=E2").json()["data"]
    got = as_("payroll").get(f"/v1/assignments/{assigned['id']}")
    withdrawn = as_("payroll").post(
        f"/v1/assignments/{assigned['id']}/withdraw", headers={"If-Match": got.headers["ETag"]}
    )
    assert withdrawn.status_code == 200, withdrawn.text
    assert agree(as_, ask(as_, run, into="2026-04")).status_code == 200
    assert lines(database) == [("carried", "bonus", -108000)]


def test_a_plan_may_keep_corrections_in_their_period(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2", plan={**PLAN, "corrections": {"pay": "original"}})
    locked_march(as_, database, E1=ON_PLAN, E2=ON_PLAN)
    correct(as_, database, E1=BETTER, E2=ON_PLAN)
    assert lines(database) == []
    assert lines(database, "2026-03")[-2:] == [("carried", "bonus", -108000), ("carried", "bonus", 138000)]


def test_a_correction_needs_a_period_that_pays_it(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    assert code(ask(as_, computed(database, {"E1": ON_PLAN}), into="2026-04")) == (422, "close.into_own_period")
    locked_march(as_, database, E1=ON_PLAN)
    run = computed(database, {"E1": BETTER}, kind="correction")
    assert code(ask(as_, run)) == (422, "close.into_missing")
    assert code(ask(as_, run, into="2026-03")) == (409, "close.into_closed")
    assert code(ask(as_, run, into="2027-03")) == (404, "period.not_found")


def test_later_periods_are_corrected_after_earlier_ones(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    for period in ("2026-03", "2026-04"):
        book(as_, computed(database, {"E1": ON_PLAN}, period=period), period=period)
        assert move(as_, "lock", place=f"/v1/periods/monthly/{period}/all").json()["state"] == "locked"
    april: dict[str, Any] = {"period": "2026-04", "kind": "correction"}
    before = computed(database, {"E1": BETTER}, carried=0, **april)
    asked = ask(as_, before, period="2026-04", into="2026-05")
    assert asked.status_code == 202, asked.text
    march = ask(as_, computed(database, {"E1": BETTER}, kind="correction"), into="2026-05")
    shown = as_("approver").get(f"/v1/approvals/{march.json()['request_id']}").json()["details"]["correction"]
    assert shown["then"] == ["2026-04"]
    assert agree(as_, march).status_code == 200
    assert code(agree(as_, asked)) == (409, "close.run_overtaken")
    assert code(ask(as_, before, period="2026-04", into="2026-05")) == (409, "close.run_overtaken")
    again = ask(as_, computed(database, {"E1": BETTER}, **april), period="2026-04", into="2026-05")
    assert agree(as_, again).status_code == 200


def test_a_final_run_that_does_not_know_a_correction_before_it_is_not_booked(as_: As, database: Database) -> None:
    """What is paid this year may be a cap's or a balance's beginning."""
    with_people(as_, database, "E1")
    locked_march(as_, database, E1=ON_PLAN)
    april = computed(database, {"E1": ON_PLAN}, period="2026-04", carried=0)
    waiting = ask(as_, april, period="2026-04")
    assert waiting.status_code == 202, waiting.text
    correct(as_, database, E1=BETTER)
    assert code(agree(as_, waiting)) == (409, "close.run_overtaken")
    assert decide(as_, waiting.json()["request_id"], "refuse", reason="run again").status_code == 200
    assert code(ask(as_, april, period="2026-04")) == (409, "close.run_overtaken")
    book(as_, computed(database, {"E1": ON_PLAN}, period="2026-04"), period="2026-04")


def test_who_came_late_and_left_gives_back_what_was_carried(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2")
    book(as_, computed(database, {"E1": ON_PLAN}), deferrals=DEFERRED)
    move(as_, "lock")
    assert correct(as_, database, E1=ON_PLAN, E2=ON_PLAN)["total"] == {"EUR": "1080.00"}
    [assigned] = as_("payroll").get("/v1/assignments?participant=E2").json()["data"]
    path = f"/v1/assignments/{assigned['id']}"
    tag = as_("payroll").get(path).headers["ETag"]
    assert as_("payroll").post(f"{path}/withdraw", headers={"If-Match": tag}).status_code == 200
    assert correct(as_, database, E1=ON_PLAN)["total"] == {"EUR": "-1080.00"}
    assert sum(minor for _, _, minor in lines(database)) == 0


def test_what_was_corrected_is_not_booked_anew(as_: As, database: Database) -> None:
    """The new booking would pay what the correction carries already."""
    with_people(as_, database, "E1")
    locked_march(as_, database, E1=ON_PLAN)
    waiting = as_("payroll").post(f"{MARCH}/unlock", json={"reason": "a late deal"})
    correct(as_, database, E1=BETTER)
    assert code(agree(as_, waiting)) == (409, "period.corrected")
    refused = decide(as_, waiting.json()["request_id"], "refuse", reason="it is corrected")
    assert refused.status_code == 200
    assert code(as_("payroll").post(f"{MARCH}/unlock", json={"reason": "again"})) == (409, "period.corrected")
    assert as_("analyst").get(MARCH).json()["state"] == "locked"


def test_a_correction_of_an_earlier_booking_is_void(as_: As, database: Database) -> None:
    """It would take back from the newer booking what the older one did not know."""
    with_people(as_, database, "E1")
    locked_march(as_, database, E1=ON_PLAN)
    stale = computed(database, {"E1": BETTER}, kind="correction")
    waiting = ask(as_, stale, into="2026-04")
    assert agree(as_, as_("payroll").post(f"{MARCH}/unlock", json={"reason": "a late deal"})).status_code == 200
    assert code(agree(as_, waiting)) == (409, "period.wrong_state")
    locked_march(as_, database, E1=BEST)
    assert code(agree(as_, waiting)) == (409, "close.run_overtaken")
    assert code(ask(as_, stale, into="2026-04")) == (409, "close.run_overtaken")
    assert correct(as_, database, E1=BETTER)["total"] == {"EUR": "-120.00"}

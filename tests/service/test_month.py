"""One month as its users live it, over HTTP from the first fact to the correction that the next month pays."""

from typing import Any

from service.store.database import Database
from tests.faults.intact import is_intact
from tests.service.periods.world import MARCH, code, move, with_months
from tests.service.plans.steps import decide, plan, published
from tests.service.runs.ready import PLAN, a_run, add_people, results_of, send_facts, shown, start
from tests.stores import As

FACTS = {"revenue": {"take": "sum"}, "overdue": {"take": "last"}}
APRIL = MARCH.replace("03", "04")
HEAD = "participant,payroll_id,name,earning_code,amount,currency,plan,component,cost_centre,earned_period,paid_period"
Line = tuple[str, str, str, str]


def a_staff(as_: As) -> None:
    """Three people with numbers of payroll, in a plan that adds up what they sell."""
    with_months(as_)
    document = plan(key=PLAN, facts=FACTS)
    document["components"] = [{**document["components"][0], "earning_code": "BONUS"}]
    published(as_, document)
    people = [{"id": f"E{n}", "name": f"Person {n}", "payroll_id": f"10{n}"} for n in (1, 2, 3)]
    assert as_("payroll").post("/v1/participants/bulk", json={"participants": people}).status_code == 200
    add_people(as_, ("E1", "E2", "E3"))


def mended(as_: As) -> None:
    """The source corrects what it said of one deal."""
    fact = {
        "participant": "E2", "key": "revenue", "date": "2026-03-10", "value": "105000", "source": "crm",
        "source_id": "first-E2-revenue", "revision": 1,
    }  # fmt: skip
    assert as_("integration").post("/v1/facts", json={"facts": [fact]}).json()["added"] == 1


def late_deal(as_: As) -> Any:
    """5,000 more of March for one person, told after the month was paid."""
    fact = {
        "participant": "E2", "key": "revenue", "date": "2026-03-31", "value": "5000", "source": "crm",
        "source_id": "late-deal",
    }  # fmt: skip
    return as_("integration").post("/v1/facts", json={"facts": [fact]}).json()


def totals(as_: As, run_id: str) -> list[str]:
    """Everybody's total in a run, by participant."""
    return [result["total"] for result in results_of(as_, run_id)]


def close(as_: As, run_id: str, place: str = MARCH, **more: Any) -> Any:
    """What the second person was shown of a run before they agreed to it."""
    said = {"run": run_id, "variance_limits": {"percent": "1000"}, **more}
    asked = as_("payroll").post(f"{place}/close", json=said)
    assert asked.status_code == 202, asked.text
    request = asked.json()["request_id"]
    details = as_("approver").get(f"/v1/approvals/{request}").json()["details"]
    assert decide(as_, request, role="payroll").status_code == 403
    agreed = decide(as_, request)
    assert agreed.status_code == 200, agreed.text
    return details


def paid(as_: As, period: str) -> Any:
    """The payment of a period that is approved."""
    assert move(as_, "lock", place=f"/v1/periods/monthly/{period}/all").json()["state"] == "locked"
    body = {"calendar": "monthly", "period": period}
    made = as_("payroll").post("/v1/payments", json=body, headers={"Idempotency-Key": f"pay-{period}"})
    assert made.status_code == 201, made.text
    return made.json()


def lines(as_: As, payment: str) -> list[Line]:
    """Participant, amount, and when it was earned and paid, of every line."""
    found = as_("payroll").get(f"/v1/payments/{payment}/lines").json()["data"]
    return [(each["participant"], each["amount"], each["earned_period"], each["paid_period"]) for each in found]


def file(as_: As, payment: str) -> list[str]:
    """The lines of the file for payroll."""
    made = as_("payroll").post(f"/v1/payments/{payment}/exports", json={"format": "csv"})
    assert made.status_code == 201, made.text
    text: str = as_("payroll").get(f"/v1/payments/{payment}/exports/{made.json()['id']}").text
    return text.splitlines()


def publish(as_: As, period: str) -> tuple[int, int]:
    """How many statements are new, and how many stand."""
    answer = as_("payroll").post("/v1/statements/publish", json={"calendar": "monthly", "period": period})
    assert answer.status_code == 200, answer.text
    return answer.json()["published"], answer.json()["unchanged"]


def statement(as_: As, period: str, participant: str = "E2") -> Any:
    """What somebody is shown."""
    return as_("payroll").get(f"/v1/statements/monthly/{period}/{participant}").json()


def a_paid_march(as_: As, database: Database) -> str:
    """March from its facts to its payment; the run that was booked."""
    a_staff(as_)
    send_facts(as_, {"E1": ("90000", "8"), "E2": ("100000", "8"), "E3": ("110000", "8")})
    preview = a_run(as_, database, "preview")
    assert totals(as_, preview) == ["780.00", "1080.00", "1380.00"]
    mended(as_)
    run = a_run(as_, database)
    assert totals(as_, run) == ["780.00", "1230.00", "1380.00"]
    listed = as_("analyst").get(f"{MARCH}/close").json()
    assert (listed["state"], listed["counts"], listed["run"]["id"]) == ("calculated", {"joined": 3}, run)
    assert close(as_, run)["run"] == run
    payment = paid(as_, "2026-03")
    assert [(each["currency"], each["lines"], each["amount"]) for each in payment["totals"]] == [("EUR", 3, "3390.00")]
    march = ("2026-03", "2026-03")
    assert lines(as_, payment["id"]) == [("E1", "780.00", *march), ("E2", "1230.00", *march), ("E3", "1380.00", *march)]
    assert file(as_, payment["id"]) == [
        HEAD,
        "E1,101,Person 1,BONUS,780.00,EUR,small,bonus,,2026-03,2026-03",
        "E2,102,Person 2,BONUS,1230.00,EUR,small,bonus,,2026-03,2026-03",
        "E3,103,Person 3,BONUS,1380.00,EUR,small,bonus,,2026-03,2026-03",
    ]
    assert publish(as_, "2026-03") == (3, 0)
    assert [each["total"] for each in statement(as_, "2026-03")["totals"]] == ["1230.00"]
    return run


def test_a_month_and_what_came_late_of_it(as_: As, database: Database) -> None:
    booked = a_paid_march(as_, database)
    before = results_of(as_, booked)
    assert late_deal(as_)["late"] == 1
    assert code(start(as_)) == (409, "run.period_locked")
    correction = a_run(as_, database, "correction")
    assert (shown(as_, correction)["corrects"], totals(as_, correction)) == (booked, ["780.00", "1380.00", "1380.00"])
    carried = close(as_, correction, into="2026-04")["correction"]
    assert (carried["lines"], carried["people"], carried["total"]) == (2, 1, {"EUR": "150.00"})
    assert results_of(as_, booked) == before

    send_facts(as_, {"E1": ("100000", "8"), "E2": ("100000", "8"), "E3": ("90000", "8")}, "2026-04-10", "april")
    april = a_run(as_, database, period="2026-04")
    assert totals(as_, april) == ["1080.00", "1080.00", "780.00"]
    close(as_, april, APRIL)
    payment = paid(as_, "2026-04")
    own, late = ("2026-04", "2026-04"), ("2026-03", "2026-04")
    assert lines(as_, payment["id"]) == [
        ("E1", "1080.00", *own),
        ("E2", "1080.00", *own),
        ("E3", "780.00", *own),
        ("E2", "-1230.00", *late),
        ("E2", "1380.00", *late),
    ]
    [total] = payment["totals"]
    assert (total["amount"], total["positive"], total["negative"]) == ("3090.00", "4320.00", "-1230.00")
    assert file(as_, payment["id"])[-2:] == [
        "E2,102,Person 2,BONUS,-1230.00,EUR,small,bonus,,2026-03,2026-04",
        "E2,102,Person 2,BONUS,1380.00,EUR,small,bonus,,2026-03,2026-04",
    ]

    assert publish(as_, "2026-03") == (1, 2)
    [changed] = statement(as_, "2026-03")["changes"]["lines"]
    assert (changed["old"], changed["new"], changed["difference"]) == ("1230.00", "1380.00", "150.00")
    assert publish(as_, "2026-04") == (3, 0)
    [sums] = statement(as_, "2026-04")["totals"]
    assert (sums["results"], sums["corrections"], sums["total"]) == ("1080.00", "150.00", "1230.00")
    for run in (booked, correction, april):
        for result in results_of(as_, run):
            assert as_("analyst").post(f"/v1/results/{result['id']}/replay").json()["verdict"] == "identical"
    assert is_intact(database)

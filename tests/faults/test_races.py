"""Whatever happens while a run is computed, it stores nothing after its period was approved, and what it stored can be
computed again.

Two rounds by default; `RACE_ROUNDS` runs a tenth of as many (`make faults`).
"""

import os
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

import pytest
from sqlalchemy import text

from service.store.database import Database
from tests.faults.intact import is_intact
from tests.service.periods.world import MARCH, move
from tests.service.plans.steps import approved, decide, plan, publish
from tests.service.runs.ready import PEOPLE, PLAN, a_company, a_run, compute, results_of, send_facts, shown, started
from tests.stores import As

ROUNDS: Final = max(2, int(os.environ.get("RACE_ROUNDS", "20")) // 10)
_MOMENTS: Final = (2, len(PEOPLE) + 1, 0, 4, len(PEOPLE), 1)
"""After how many results a run is interfered with, in turn; one more than there are is its end."""
pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """One person a slice, so that a few people are several transactions."""
    monkeypatch.setattr("service.runs.use_cases.computing.people_at_once", lambda _compiled: 1)


@pytest.fixture
def hands() -> Iterator[ThreadPoolExecutor]:
    """Workers beside the test."""
    with ThreadPoolExecutor(2) as threads:
        yield threads


def replays(as_: As, run_id: str) -> None:
    """Every result of a run comes out the same."""
    for result in results_of(as_, run_id):
        answer = as_("analyst").post(f"/v1/results/{result['id']}/replay").json()
        assert answer["verdict"] == "identical", answer


def stored(database: Database, run_id: str) -> list[tuple[Any, ...]]:
    """Every result of a run, and its hash, as the database has it."""
    query = text(
        "SELECT l.plan_number, l.participant_id, r.result_hash FROM run_result l JOIN result r ON r.id = l.result_id"
        " WHERE l.run_id = :run ORDER BY 1, 2"
    )
    with database.reading.begin() as connection:
        return [tuple(row) for row in connection.execute(query, {"run": int(run_id)})]


def wait_for(database: Database, run_id: str, working: Future[int], turn: int) -> None:
    """Until a run that is being computed is as far as it should be in this turn."""
    while not working.done() and len(stored(database, run_id)) < _MOMENTS[turn % len(_MOMENTS)]:
        time.sleep(0.001)


def new_facts(as_: As, turn: int) -> None:
    """Something to compute anew."""
    said = {each: (str(90000 + turn + place), "8") for place, each in enumerate(PEOPLE)}
    send_facts(as_, said, "2026-03-20", f"turn {turn}")


def asked(as_: As, run_id: str) -> str:
    """The request to book a run."""
    body = {"run": run_id, "variance_limits": {"percent": "1000"}, "confirm_warnings": True}
    answer = as_("payroll").post(f"{MARCH}/close", json=body)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["request_id"])


def opened(as_: As) -> None:
    """The locked period is open again."""
    answer = as_("payroll").post(f"{MARCH}/unlock", json={"reason": "another round"})
    assert decide(as_, answer.json()["request_id"]).status_code == 200


def test_no_result_comes_after_the_yes_to_another_run(as_: As, database: Database, hands: ThreadPoolExecutor) -> None:
    a_company(as_)
    outcomes = []
    for turn in range(ROUNDS):
        new_facts(as_, turn)
        first = a_run(as_, database)
        request = asked(as_, first)
        new_facts(as_, ROUNDS + turn)
        racing = started(as_)
        working = hands.submit(compute, database, "racer")
        wait_for(database, racing, working, turn)
        answer = decide(as_, request)
        there = stored(database, racing)
        if answer.status_code == 200:
            assert move(as_, "lock").json()["state"] == "locked"
        working.result()
        compute(database, "racer")
        run = shown(as_, racing)
        if answer.status_code == 200:
            assert stored(database, racing) == there
            assert (run["state"], run["problem"]["code"]) == ("failed", "run.period_locked")
            opened(as_)
        else:
            assert answer.json()["code"] == "close.run_overtaken"
            assert (run["state"], len(stored(database, racing))) == ("finished", len(PEOPLE))
            assert decide(as_, request, "refuse", reason="overtaken").status_code == 200
            replays(as_, racing)
        replays(as_, first)
        outcomes.append(answer.status_code)
    assert {409} <= set(outcomes) <= {200, 409}
    assert is_intact(database)


def test_a_version_that_is_published_while_a_run_computes(
    as_: As, database: Database, hands: ThreadPoolExecutor
) -> None:
    """A run computes with the versions it began with, and their texts give its results again."""
    a_company(as_)
    for turn in range(ROUNDS):
        new_facts(as_, turn)
        version = approved(as_, {**plan(key=PLAN), "title": f"Turn {turn}"}, "2026-03-01")["number"]
        racing = started(as_)
        named = shown(as_, racing)["plans"]
        working = hands.submit(compute, database, "racer")
        wait_for(database, racing, working, turn)
        published = publish(as_, version, PLAN)
        assert published.status_code == 200, published.text
        after = started(as_)
        working.result()
        compute(database, "racer")
        run = shown(as_, racing)
        assert (run["state"], run["plans"]) == ("finished", named)
        assert [each["version"] for each in shown(as_, after)["plans"]] == [version]
        assert [len(stored(database, run_id)) for run_id in (racing, after)] == [len(PEOPLE)] * 2
        replays(as_, racing)
    assert is_intact(database)


def test_two_workers_on_one_run(as_: As, database: Database, hands: ThreadPoolExecutor) -> None:
    """Everybody gets one result, and the same as by one worker alone."""
    a_company(as_)
    for turn in range(ROUNDS):
        new_facts(as_, turn)
        run_id = started(as_)
        for working in [hands.submit(compute, database, holder) for holder in ("one", "two")]:
            working.result()
        compute(database, "one")
        together = shown(as_, run_id)
        assert (together["state"], together["progress"]["done"]) == ("finished", len(PEOPLE))
        alone = started(as_, "preview", as_of=together["knowledge"]["at"])
        compute(database, "alone")
        assert shown(as_, alone)["content_hash"] == together["content_hash"]
        assert len(stored(database, run_id)) == len(PEOPLE)
        replays(as_, run_id)
    assert is_intact(database)

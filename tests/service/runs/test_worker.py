"""Whatever happens to workers, everybody gets exactly one result, and the same one."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from service.runs import worker
from service.runs.compute import compute_slices
from service.runs.worker import Worker, WorkerSettings, work_once
from service.store.database import Database
from service.work import Actor, carry_out
from tests.service.periods.world import MARCH, actor, code
from tests.service.runs.ready import a_company, a_run, compute, results_of, shown, started
from tests.stores import As

HANDS = ("one", "two", "three")


class Gone(BaseException):
    """A worker that is gone from one moment to the other: nothing of it runs any more."""


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two people a slice, so that a few people are several."""
    monkeypatch.setattr("service.runs.use_cases.computing.people_at_once", lambda _compiled: 2)


@contextmanager
def dying(monkeypatch: pytest.MonkeyPatch, transaction: int) -> Iterator[None]:
    """The worker is gone before its transaction of this number."""
    count = 0
    real: Callable[..., Any] = carry_out

    def counted(*arguments: Any) -> Any:
        nonlocal count
        count += 1
        if count == transaction:
            raise Gone
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(worker, "carry_out", counted)
        yield


def contents(as_: As, run_id: str) -> list[tuple[str, str]]:
    """Who got what, by the hash of the result."""
    return [(each["participant"], each["hashes"]["result"]) for each in results_of(as_, run_id)]


def test_a_worker_that_is_gone_between_two_transactions_costs_nothing(
    as_: As, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_company(as_)
    whole = a_run(as_, database)
    expected, totals = contents(as_, whole), shown(as_, whole)["totals"]
    assert len(expected) == 6
    for transaction in range(1, 9):
        run_id = started(as_)
        with dying(monkeypatch, transaction), suppress(Gone):
            compute(database, "gone")
        state = shown(as_, run_id)["state"]
        assert state in ("queued", "running", "finished"), (transaction, state)
        compute(database, "gone")
        run = shown(as_, run_id)
        assert (run["state"], run["totals"], run["progress"]["done"]) == ("finished", totals, 6), transaction
        assert run["content_hash"] == shown(as_, whole)["content_hash"]
        assert contents(as_, run_id) == expected


def test_many_workers_on_one_run(as_: As, database: Database) -> None:
    a_company(as_)
    whole = a_run(as_, database)
    run_id = started(as_)
    with ThreadPoolExecutor(len(HANDS)) as threads:
        list(threads.map(lambda holder: compute(database, holder), HANDS))
    compute(database, HANDS[0])
    assert shown(as_, run_id)["state"] == "finished"
    assert contents(as_, run_id) == contents(as_, whole)


def test_a_slow_worker_whose_run_was_taken_stores_nothing_more(
    as_: As, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_company(as_)
    run_id = started(as_)
    assert work_once(database, "slow")
    real: Callable[..., Any] = compute_slices

    def slowly(*arguments: Any, **options: Any) -> Iterator[Any]:
        for outcome in real(*arguments, **options):
            with database.writing.begin() as connection:
                connection.execute(text("UPDATE job SET lease_until = 0"))
            monkeypatch.setattr(worker, "compute_slices", real)
            compute(database, "quick")
            yield outcome

    monkeypatch.setattr(worker, "compute_slices", slowly)
    work_once(database, "slow")
    run = shown(as_, run_id)
    assert (run["state"], run["progress"]["done"], len(contents(as_, run_id))) == ("finished", 6, 6)
    assert not work_once(database, "slow")


def test_a_cancelled_run_stores_nothing_more(as_: As, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    a_company(as_)
    run_id = started(as_, "preview")
    assert work_once(database)
    real: Callable[..., Any] = compute_slices

    def cancelled(*arguments: Any, **options: Any) -> Iterator[Any]:
        for place, outcome in enumerate(real(*arguments, **options)):
            if place == 1:
                answer = as_("analyst").post(f"/v1/runs/{run_id}/cancel")
                assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
            yield outcome

    monkeypatch.setattr(worker, "compute_slices", cancelled)
    compute(database)
    assert shown(as_, run_id)["progress"]["done"] == 2
    assert code(as_("analyst").post(f"/v1/runs/{run_id}/cancel")) == (409, "run.wrong_state")
    assert code(as_("analyst").post(f"/v1/runs/{run_id}/retry")) == (409, "run.wrong_state")


def test_nothing_is_stored_after_the_period_was_closed(
    as_: As, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a lock comes from is a booking; here its step is written as the booking would write it."""
    a_company(as_)
    run_id = started(as_)
    assert work_once(database)
    monkeypatch.setattr("service.runs.use_cases.periods.is_calculable", lambda _last: False)
    compute(database)
    run = shown(as_, run_id)
    assert (run["state"], run["problem"]["code"], run["progress"]["done"]) == ("failed", "run.period_locked", 0)
    monkeypatch.undo()
    retried = as_("payroll").post(f"/v1/runs/{run_id}/retry")
    assert retried.json()["state"] == "queued"
    compute(database)
    assert [step["state"] for step in shown(as_, run_id)["steps"]] == [
        "queued", "running", "failed", "queued", "running", "finished",
    ]  # fmt: skip
    assert as_("analyst").get(MARCH).json()["state"] == "calculated"


def test_a_defect_is_tried_again_and_fails_the_run_in_the_end(
    as_: As, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_company(as_)
    run_id = started(as_, "preview")
    assert work_once(database)

    def broken(*_arguments: Any, **_options: Any) -> Any:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(worker, "compute_slices", broken)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                work_once(database)
        assert not work_once(database)
    assert shown(as_, run_id)["problem"]["code"] == "run.fault"
    assert as_("analyst").post(f"/v1/runs/{run_id}/retry").status_code == 200
    compute(database)
    assert shown(as_, run_id)["state"] == "finished"


def test_a_worker_keeps_house(as_: As, database: Database) -> None:
    a_company(as_)
    kept, old = a_run(as_, database), a_run(as_, database, "preview")
    settings = WorkerSettings(actor(database, "the payroll"), timedelta(days=1))
    moment = [0.0]
    keeper = Worker(database, "keeper", settings, lambda: moment[0])
    assert keeper.turn() > 0
    assert len(results_of(as_, old)) == 6
    moment[0] = 61.0
    late = Worker(database, "late", WorkerSettings(settings.actor, timedelta(seconds=-5)), lambda: moment[0])
    assert late.turn() > 0
    assert results_of(as_, old) == []
    assert shown(as_, old)["counts"]["paid"] == 6
    assert len(results_of(as_, kept)) == 6


def test_the_worker_notes_what_is_known_only_when_something_is_new(as_: As, database: Database) -> None:
    a_company(as_)

    def noted() -> int:
        with database.reading.begin() as connection:
            return int(connection.execute(text("SELECT COUNT(*) FROM knowledge")).scalar_one())

    def keep() -> None:
        Worker(database, "keeper", WorkerSettings(Actor(1), timedelta(days=1))).turn()

    assert noted() == 0
    keep()
    keep()
    assert noted() == 1
    a_run(as_, database)
    keep()
    assert noted() == 2

"""The moment of knowledge against writers that are under way: what a run read stays what it read."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from service.clock import now
from service.store.database import Database
from service.store.locks import Lock, lock_shared
from service.store.tables import Attribute
from service.work import Work, carry_out
from tests.service.participants.calls import ADMIN
from tests.service.runs.ready import a_company, compute, results_of, send_facts, shown, started
from tests.stores import As

ROUNDS = int(os.environ.get("RACE_ROUNDS", "20"))
PAUSE_SECONDS = 0.05


@pytest.mark.slow
def test_a_writer_that_is_open_while_a_run_is_created(as_: As, database: Database) -> None:
    """The run waits for the writer or does not see it; either way it computes the same before and after."""
    a_company(as_)
    first = started(as_, "preview")
    compute(database)
    number = int(results_of(as_, first)[0]["id"].rsplit("-", 1)[1])
    with ThreadPoolExecutor(2) as threads:
        for turn in range(ROUNDS):
            begun = Event()

            def write(work: Work, turn: int = turn, begun: Event = begun) -> None:
                lock_shared(work.session, Lock.RUN_INPUTS)
                work.add(
                    Attribute(
                        participant_id=number, key="region", kind="text", text=f"region {turn}",
                        valid_from="2026-01-01", at=now(),
                    )
                )  # fmt: skip
                work.changed("participants.changed", "test")
                begun.set()
                Event().wait(PAUSE_SECONDS)

            writing = threads.submit(carry_out, database, ADMIN, write)
            assert begun.wait(10)
            starting = threads.submit(started, as_, "final")
            run_id = starting.result()
            writing.result()
            send_facts(as_, {"E1": (str(70000 + turn), "9")}, name=f"round {turn}")
            compute(database)
            run = shown(as_, run_id)
            assert run["state"] == "finished"
            for result in results_of(as_, run_id, participant="E1"):
                replayed = as_("analyst").post(f"/v1/results/{result['id']}/replay").json()
                assert replayed["verdict"] == "identical"
            again = started(as_, "preview", as_of=run["knowledge"]["at"])
            compute(database)
            assert shown(as_, again)["knowledge"] == run["knowledge"]
            assert shown(as_, again)["content_hash"] == run["content_hash"]

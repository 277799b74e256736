"""A final run of 100,000 people with eight KPIs from facts in the store, beside bare writing and reading of it."""

import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import text

from benchmarks.report import Figure
from benchmarks.runs_store import ACTOR, change_facts, fill, plan_run
from benchmarks.store import postgresql
from rules import calculate_chunks, read_participants, stored_rows
from service.runs.compute import RunningPlan, RunningSlice, SliceOutcome, compute_slices, store_slice
from service.runs.compute.people import Member, members_with_inputs
from service.runs.compute.uncollected import uncollected
from service.runs.compute.world import World, world_of
from service.runs.repository.known_members import members_of
from service.store.bulk import Cell
from service.store.database import Database
from service.store.migrate import upgrade
from service.work import Work, carry_out, reading
from tests.service.runs.compute.rows import finish_run
from tests.stores import SERVICE_ROLE

PEOPLE: Final = int(os.environ.get("BONUS_BENCH_RUN_PEOPLE", "100000"))
AT_ONCE: Final = 2_000
CHANGED: Final = 0.01
_FACTS: Final = (
    "SELECT participant_id, key_id, day, source_id, source_ref, revision, mantissa, scale FROM fact"
    " ORDER BY participant_id, key_id, day"
)


@dataclass(slots=True)
class _Split:
    """Seconds of the parts of a run."""

    read: float = 0.0
    evaluate: float = 0.0
    display: float = 0.0


def figures() -> Iterator[Figure]:
    """The ratios, the split and the memory on both databases."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.sqlite"
        upgrade(Database(url))
        yield from _of_database("SQLite, executemany", url)
    with postgresql() as (owner_url, url):
        owner = Database(owner_url)
        upgrade(owner, service_role=SERVICE_ROLE)
        owner.close()
        yield from _of_database("PostgreSQL, COPY", url)


def _of_database(name: str, url: str) -> Iterator[Figure]:
    database = Database(url)
    fill(database, PEOPLE)
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        seconds, peak = pool.apply(_run_in_child, (url,))
    bare = _bare_seconds(database)
    yield Figure(f"a run of {PEOPLE:,} people", PEOPLE / seconds, "people/s")
    yield Figure(f"a run, times bare writing and reading ({name})", seconds / bare, "", at_most=6)
    yield Figure("peak memory of the run", peak, "MiB", at_most=512)
    split = _split(database)
    yield Figure("  of it reading and resolving, by itself", split.read, "s")
    yield Figure("  evaluating, by itself", split.evaluate, "s")
    yield Figure("  display and digests, by itself", split.display, "s")
    change_facts(database, PEOPLE, CHANGED)
    again = _seconds_of_run(database)
    yield Figure("a run after 1 % of the facts changed, times the first", again / seconds, "", at_most=0.15)
    database.close()


def _run_in_child(url: str) -> tuple[float, float]:
    """Seconds of a run, and the peak of the memory of a process that does nothing else, in MiB."""
    database = Database(url)
    seconds = _seconds_of_run(database)
    database.close()
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _seconds_of_run(database: Database) -> float:
    plan, slices = plan_run(database, PEOPLE, AT_ONCE)
    started = time.perf_counter()
    _run(database, plan, slices)
    seconds = time.perf_counter() - started
    carry_out(database, ACTOR, lambda work: finish_run(work, plan.run_id))
    return seconds


def _run(database: Database, plan: RunningPlan, slices: Sequence[RunningSlice]) -> None:
    for outcome in compute_slices(database, ACTOR, plan, slices):

        def store(work: Work, done: SliceOutcome = outcome) -> None:
            store_slice(work, plan, done)
            work.changed("run.slice_stored", f"run/{plan.run_id}", after=done.digest)

        carry_out(database, ACTOR, store)


def _bare_seconds(database: Database) -> float:
    """Writing the rows of the results to a table without keys, and reading the facts."""
    rows = _stored_rows(database)
    kinds = ["BIGINT" if any(isinstance(cell, int) for cell in cells) else "TEXT" for cells in zip(*rows, strict=True)]
    columns = ", ".join(f"c{place} {kind}" for place, kind in enumerate(kinds))
    with database.writing.begin() as connection:
        connection.execute(text(f"CREATE TEMP TABLE bare ({columns})"))
        started = time.perf_counter()
        driver = connection.connection.dbapi_connection
        assert driver is not None
        if database.is_sqlite:
            places = ", ".join("?" * len(rows[0]))
            driver.cursor().executemany(f"INSERT INTO bare VALUES ({places})", rows)
        else:
            with driver.cursor() as cursor, cursor.copy("COPY bare FROM STDIN") as copy:  # type: ignore[attr-defined]
                for row in rows:
                    copy.write_row(row)
        for _ in connection.exec_driver_sql(_FACTS):
            pass
        return time.perf_counter() - started


def _stored_rows(database: Database) -> list[tuple[Cell, ...]]:
    with database.reading.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM result")]


def _split(database: Database) -> _Split:
    """The parts of computing one after the other, without comparing and writing."""
    plan, slices = plan_run(database, PEOPLE, AT_ONCE)
    world = reading(database, ACTOR, lambda work: world_of(work, plan))
    split = _Split()
    for slice_ in slices:
        _split_of(database, plan, world, slice_, split)
    return split


@uncollected()
def _split_of(database: Database, plan: RunningPlan, world: World, slice_: RunningSlice, split: _Split) -> None:
    """One slice as a run computes it."""
    marks = [time.perf_counter()]

    def read(work: Work) -> list[Member]:
        numbers = list(members_of(work.session, plan, slice_.first_id, slice_.last_id))
        return members_with_inputs(work, world, numbers)

    members = reading(database, ACTOR, read)
    marks.append(time.perf_counter())
    intake = read_participants([member.participant for member in members], world.around.surroundings)
    [batch] = calculate_chunks(world.compiled, [intake], world.period)
    marks.append(time.perf_counter())
    stored_rows(batch)
    marks.append(time.perf_counter())
    split.read += marks[1] - marks[0]
    split.evaluate += marks[2] - marks[1]
    split.display += marks[3] - marks[2]

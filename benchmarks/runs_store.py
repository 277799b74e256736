"""A store full of people with facts, and a run of them that is planned."""

import random
from collections.abc import Iterator
from typing import Final

from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlalchemy import select
from sqlmodel import col

from benchmarks.workload import STANDARD, plan_document
from service.main import create_app
from service.participants.personal import Personal
from service.runs.compute import RunningPlan, RunningSlice, running_plans
from service.settings import Settings
from service.store.bulk import Cell, insert_rows
from service.store.columns import microseconds
from service.store.database import Database
from service.store.tables import (
    Assignment,
    Attribute,
    Fact,
    FactBatch,
    FactKey,
    FactSource,
    Participant,
    PayPeriod,
    Person,
    PlanVersion,
    Run,
    RunPlan,
    RunSlice,
)
from service.work import Actor, Work, carry_out
from tests.service.periods.world import with_months
from tests.service.plans.steps import published
from tests.service.runs.compute.rows import add_knowledge
from tests.stores import As, started

KEYS: Final = (*STANDARD, "accelerated", "overdue")
ACTOR: Final = Actor(3)
_PEOPLE_AT_ONCE: Final = 5_000
"""PostgreSQL keeps a lock for each assignment of a transaction, and has room for some thousands."""
_FACTS_AT_ONCE: Final = 50_000
_EXAMPLE: Final = {
    "name": "on plan",
    "inputs": {"fund": "1000"},
    "facts": {**dict.fromkeys(KEYS, "100"), "overdue": "10"},
    "expect": {"total": "1000.00"},
}


def fill(database: Database, people: int) -> None:
    """A plan, so many people in it, each with eight facts of March."""
    keys = started(database)
    url = database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=SecretStr(url), rate_limit_per_minute=0))

    def client(role: str) -> TestClient:
        return TestClient(app, headers={"Authorization": f"Bearer {keys[role]}"})

    as_: As = client
    with_months(as_)
    published(as_, {**plan_document(), "examples": [_EXAMPLE]})
    app.state.database.close()
    for first in range(1, people + 1, _PEOPLE_AT_ONCE):
        numbers = range(first, min(first + _PEOPLE_AT_ONCE, people + 1))
        carry_out(database, ACTOR, lambda work, some=numbers: _add_people(work, some))  # type: ignore[misc]
    carry_out(database, ACTOR, lambda work: _add_names(work, people))
    for first in range(1, people + 1, _FACTS_AT_ONCE // len(KEYS)):
        numbers = range(first, min(first + _FACTS_AT_ONCE // len(KEYS), people + 1))
        carry_out(database, ACTOR, lambda work, some=numbers: _add_facts(work, some))  # type: ignore[misc]


def plan_run(database: Database, people: int, at_once: int) -> tuple[RunningPlan, list[RunningSlice]]:
    """A final run of everybody in March, cut into slices."""
    return carry_out(database, ACTOR, lambda work: _planned(work, people, at_once))


def change_facts(database: Database, people: int, share: float) -> None:
    """New facts of so many of the people."""
    step = max(round(1 / share), 1)
    carry_out(database, ACTOR, lambda work: _add_facts(work, range(1, people + 1, step), revision=1))


def _add_people(work: Work, numbers: range) -> None:
    at, document = microseconds(work.now), Personal().document
    session = work.session
    insert_rows(session, Participant, ("id", "created_at"), ((number, at) for number in numbers))
    names = ("participant_id", "external_id", "secret")
    insert_rows(session, Person, names, ((number, f"E{number:07}", "secret") for number in numbers))
    draw = random.Random(numbers[0])
    insert_rows(
        session,
        Attribute,
        ("seq", "participant_id", "key", "kind", "mantissa", "scale", "valid_from", "at"),
        (
            (number, number, "fund", "number", draw.randrange(100_000, 900_000), 2, "2026-01-01", at)
            for number in numbers
        ),
    )
    insert_rows(
        session,
        Assignment,
        (
            "seq",
            "number",
            "revision",
            "participant_id",
            "plan_key",
            "effective_from",
            "document",
            "content_hash",
            "state",
            "at",
        ),
        ((number, number, 1, number, "benchmark", "2026-01-01", document, "0", "active", at) for number in numbers),
    )
    work.changed("participants.imported", f"participant/{numbers[0]}")


def _add_names(work: Work, people: int) -> None:
    for key in KEYS:
        work.add(FactKey(key=key))
    work.add(FactSource(name="crm"))
    count = people * len(KEYS)
    work.add(FactBatch(by_id=ACTOR.principal_id, at=work.now, received=count, added=count, known=0, waiting=0))
    work.changed("facts.received", "batch/1")


def _add_facts(work: Work, numbers: range, revision: int = 0) -> None:
    columns = (
        "seq",
        "participant_id",
        "key_id",
        "day",
        "source_id",
        "source_ref",
        "revision",
        "kind",
        "mantissa",
        "scale",
        "batch_id",
    )
    work.add_block(Fact, columns, list(_facts(numbers, revision)))
    work.changed("facts.received", f"participant/{numbers[0]}")


def _facts(numbers: range, revision: int) -> Iterator[tuple[Cell, ...]]:
    draw = random.Random(numbers[0] + revision)
    for number in numbers:
        for place, key in enumerate(KEYS, start=1):
            value = draw.randrange(300, 2_500) if key == "overdue" else draw.randrange(7_000, 13_000)
            seq = revision * 10**9 + (number - 1) * len(KEYS) + place
            day = f"2026-03-{10 + revision}"
            yield seq, number, place, day, 1, f"{number}-{key}", revision, "number", value, 2, 1


def _planned(work: Work, people: int, at_once: int) -> tuple[RunningPlan, list[RunningSlice]]:
    session = work.session
    month = session.scalars(select(PayPeriod).where(col(PayPeriod.key) == "2026-03")).one()
    version = session.scalars(select(PlanVersion)).one()
    assert month.id is not None
    assert version.id is not None
    run = Run(
        kind="final",
        period_id=month.id,
        pay_group="all",
        knowledge_id=add_knowledge(work),
        semantics=1,
        engine="1",
        request="{}",
        by_id=ACTOR.principal_id,
        at=work.now,
    )
    work.add(run)
    assert run.id is not None
    days = {"start_day": month.start_day, "end_day": month.end_day}
    plan = {"version_id": version.id, "plan_key": version.plan_key, "plan_hash": version.content_hash}
    work.add(RunPlan.model_validate({"run_id": run.id, "number": 1, **plan, **days}))
    slices: list[RunningSlice] = []
    for number, first in enumerate(range(1, people + 1, at_once), start=1):
        last = min(first + at_once - 1, people)
        slices.append(RunningSlice(number, first, last))
        row = {"run_id": run.id, "number": number, "plan_number": 1, "people": last - first + 1}
        work.add(RunSlice.model_validate({**row, "first_id": first, "last_id": last}))
    work.changed("run.created", f"run/{run.id}")
    return running_plans(session, run.id)[0], slices

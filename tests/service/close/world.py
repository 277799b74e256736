"""People in a plan, and runs of them as the worker stores them, computed by the engine from a few facts."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from rules import (
    SEMANTICS,
    calculate,
    compile_plan,
    parse_plan,
    plan_hash,
    read_participants,
    result_digest,
    stored_result,
    stored_text,
)
from service.example_plan import SMALL_PLAN
from service.periods.use_cases.moving import Place, move_period
from service.periods.use_cases.reading import the_period
from service.runs.repository.running import running_plans
from service.runs.repository.slices import SliceOutcome, store_slice
from service.store.database import Database
from service.store.tables import Knowledge, Person, PlanVersion, Result, Run, RunEvent, RunPlan, RunSlice
from service.work import Work, carry_out
from tests.service.participants.calls import person, put
from tests.service.periods.world import actor, with_months
from tests.service.plans.steps import decide, published
from tests.stores import As

PLAN: dict[str, Any] = {**SMALL_PLAN, "key": "sales"}
Facts = Mapping[str, str]
ON_PLAN = {"revenue": "100000", "overdue": "8"}
BETTER = {"revenue": "110000", "overdue": "8"}
BLOCKED = {"overdue": "8"}
"""The small plan pays 1080.00 on plan and 1380.00 for 10,000 more; without revenue it blocks."""


def with_people(as_: As, database: Database, *names: str, plan: Mapping[str, Any] = PLAN) -> None:
    """The months of 2026, a plan in force, and these people in it with a fund of 1000."""
    with_months(as_)
    published(as_, dict(plan))
    put(database, *(person(name, salary="5000") for name in names))
    for name in names:
        assign(as_, name, plan=str(plan["key"]))


def assign(as_: As, name: str, *, plan: str = "sales", since: str = "2026-01-01", until: str | None = None) -> str:
    """An assignment with a fund of 1000, by number."""
    body = {"participant": name, "plan": plan, "effective_from": since, "effective_until": until}
    made = as_("payroll").post("/v1/assignments", json={**body, "inputs": {"fund": "1000"}})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def computed(
    database: Database,
    facts: Mapping[str, Facts],
    *,
    period: str = "2026-03",
    kind: str = "final",
    plan: str = "sales",
    group: str = "all",
    calendar: str = "monthly",
    carried: int = 10_000,
) -> int:
    """A finished run that computed these people from these facts, by number; a final one moves the period on. It knew
    the first `carried` lines of corrections."""
    use_case = partial(_compute, facts=facts, place=(calendar, period, group), kind=kind, plan=plan, carried=carried)
    return carry_out(database, actor(database, "the payroll"), use_case)


def ask(
    as_: As, run: int, *, period: str = "2026-03", group: str = "all", calendar: str = "monthly", **said: Any
) -> Any:
    """The answer to asking for a run to be booked, with limits that nobody exceeds unless others are given."""
    body = {"run": str(run), "variance_limits": {"percent": "1000"}, **said}
    return as_("payroll").post(f"/v1/periods/{calendar}/{period}/{group}/close", json=body)


def agree(as_: As, asked: Any) -> Any:
    """The approver's yes."""
    assert asked.status_code in (200, 201, 202), asked.text
    return decide(as_, asked.json()["request_id"])


def book(as_: As, run: int, **said: Any) -> None:
    """A run that is booked by two persons."""
    answer = agree(as_, ask(as_, run, **said))
    assert answer.status_code == 200, answer.text


def _compute(work: Work, *, facts: Mapping[str, Facts], place: Place, kind: str, plan: str, carried: int) -> int:
    stored = the_period(work, *place[:2])
    corrects = None
    if kind == "correction":
        finals = select(func.max(col(Run.id))).where(
            col(Run.period_id) == stored.id, col(Run.kind) == "final", col(Run.pay_group) == place[2]
        )
        corrects = work.session.exec(finals).one()
    run = Run(
        kind=kind, period_id=stored.id, pay_group=place[2], knowledge_id=_knowledge(work, carried),
        corrects_id=corrects, semantics=SEMANTICS, engine="1", request="{}", by_id=work.actor.principal_id, at=work.now,
    )  # fmt: skip
    work.add(run)
    assert run.id is not None
    version = work.session.exec(
        select(PlanVersion).where(col(PlanVersion.plan_key) == plan).order_by(col(PlanVersion.number).desc()).limit(1)
    ).one()
    assert version.id is not None
    days: dict[str, Any] = {"start_day": stored.start, "end_day": stored.end}
    hashed: dict[str, Any] = {"plan_key": plan, "plan_hash": plan_hash(parse_plan(json.loads(version.document)))}
    work.add(RunPlan(run_id=run.id, number=1, version_id=version.id, **hashed, **days))
    digest = None
    for number, states in enumerate(pairwise((None, "queued", "running", "finished")), start=1):
        if states[1] == "finished":
            digest = _store(work, run.id, json.loads(version.document), facts, (stored.start, stored.end))
        _step(work, run.id, number, states, digest)
    if kind == "final":
        move_period(work, place, "calculate")
    work.changed("run.finished", f"run/{run.id}", after=digest)
    return run.id


def _knowledge(work: Work, carried: int) -> int:
    parts = ("fact", "complete", "attribute", "assignment", "rate", "holiday", "opening")
    row = Knowledge(at=work.now, carried_seq=carried, **{f"{part}_seq": 10_000 for part in parts})
    work.add(row)
    assert row.id is not None
    return row.id


def _step(work: Work, run: int, number: int, states: tuple[str | None, str | None], digest: str | None) -> None:
    place: dict[str, Any] = {"run_id": run, "number": number, "previous_number": number - 1 if number > 1 else None}
    change: dict[str, Any] = {"from_state": states[0], "to_state": states[1], "content_hash": digest}
    work.add(RunEvent(**place, **change, by_id=work.actor.principal_id, at=work.now))


def _store(work: Work, run: int, document: Mapping[str, Any], facts: Mapping[str, Facts], days: tuple[str, str]) -> str:
    numbers = {
        row.external_id: row.participant_id
        for row in work.session.exec(select(Person).where(col(Person.external_id).in_(list(facts))))
    }
    compiled = compile_plan(parse_plan(document))
    people = sorted(
        ({"id": str(numbers[name]), "inputs": {"fund": "1000"}, "facts": dict(said)} for name, said in facts.items()),
        key=lambda each: int(str(each["id"])),
    )
    batch = calculate(compiled, read_participants(people))
    rows = [_row(batch, place, each, days) for place, each in enumerate(people)]
    new, reused = [], []
    for participant, cells in rows:
        there = _stored(work, participant, cells, compiled.plan)
        full = (plan_hash(compiled.plan), *cells)
        if there is None:
            new.append((participant, full))
        else:
            reused.append((participant, there))
    first, last = (rows[0][0], rows[-1][0]) if rows else (0, 0)
    work.add(RunSlice(run_id=run, number=1, plan_number=1, first_id=first, last_id=last, people=len(rows)))
    [plan] = running_plans(work.session, run)
    outcomes = [cells[6] for _, cells in rows]
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()
    outcome = SliceOutcome(
        slice_number=1,
        paid=outcomes.count("paid"),
        zero=outcomes.count("zero"),
        blocked=outcomes.count("blocked"),
        totals={},
        digest=digest,
        shared={_hash("{}"): "{}"},
        results=new,
        reused=reused,
    )
    store_slice(work, plan, outcome)
    return digest


def _row(batch: Any, place: int, person: Mapping[str, Any], days: tuple[str, str]) -> tuple[int, Sequence[Any]]:
    result = stored_result(batch, place)
    text = stored_text(result)
    total = result["total"]
    minor = None if total is None else int(total.replace(".", ""))
    given = stored_text({"participant": dict(person), "period": {"start": days[0], "end": days[1]}})
    shared = _hash("{}")
    return int(person["id"]), (
        _hash(given), SEMANTICS, _hash(given), shared, None, result_digest(text), result["outcome"], minor, "EUR",
        given, text,
    )  # fmt: skip


def _stored(work: Work, participant: int, cells: Sequence[Any], plan: Any) -> int | None:
    query = select(Result.id).where(
        col(Result.participant_id) == participant,
        col(Result.plan_hash) == plan_hash(plan),
        col(Result.input_hash) == cells[0],
    )
    return work.session.exec(query).one_or_none()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

"""Finished runs with the results of a plan for people as a call would say them, put into a store without a worker."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from sqlmodel import col, select

from rules import (
    SEMANTICS,
    Period,
    calculate,
    compile_plan,
    read_participants,
    read_surroundings,
    result_digest,
    stored_result,
    stored_text,
)
from service.periods.use_cases.reading import the_period
from service.store.database import Database
from service.store.sequences import draw_keys
from service.store.tables import (
    PayPeriod,
    Person,
    PlanVersion,
    PreviewResult,
    Result,
    RunChunk,
    RunPlan,
    RunResult,
    RunSlice,
    SharedInput,
)
from service.two_person import decide
from service.work import Work, carry_out
from tests.service.close.rows import HASH, asked_for, booked, run_of_nobody
from tests.service.participants.calls import write
from tests.service.periods.world import actor, bring

Json = dict[str, Any]
_RESULT = (
    *("id", "participant_id", "plan_hash", "input_hash", "semantics", "facts_hash", "shared_hash", "population_hash"),
    *("result_hash", "outcome", "total_minor", "currency", "input", "document"),
)


def stored_run(
    database: Database,
    people: Mapping[str, Json],
    *,
    shared: Json | None = None,
    kind: str = "final",
    period: str = "2026-03",
    plan: str = "sales",
) -> str:
    """The number of a run in which these people, by their ids, have results by the newest version of a plan."""
    return str(write(database, lambda work: _run(work, people, shared or {}, (kind, period, plan))))


def book(database: Database, run: str, period: str) -> None:
    """The run counts as the pay of its month: the period is calculated, and two persons agree."""
    bring(database, "calculate", place=("monthly", period, "all"))

    def ask(work: Work) -> int:
        return asked_for(work, int(run), the_period(work, "monthly", period).id, "all")

    def agree(work: Work, request_id: int) -> None:
        booked(work, decide(work, request_id, HASH, "approved"))

    request = carry_out(database, actor(database, "the payroll"), ask)
    carry_out(database, actor(database, "approver"), partial(agree, request_id=request))


def _run(work: Work, people: Mapping[str, Json], shared: Json, what: tuple[str, str, str]) -> int:
    kind, period, plan = what
    month = work.session.exec(select(PayPeriod).where(col(PayPeriod.key) == period)).one()
    versions = select(PlanVersion).where(col(PlanVersion.plan_key) == plan).order_by(col(PlanVersion.number).desc())
    version = work.session.exec(versions).first()
    assert version is not None
    assert month.id is not None
    run = run_of_nobody(work, month.id, "all", kind)
    number = {
        name: work.session.exec(select(Person.participant_id).where(col(Person.external_id) == name)).one()
        for name in people
    }
    days = Period(date.fromisoformat(month.start_day), date.fromisoformat(month.end_day))
    sent = [{"id": str(number[name]), **person} for name, person in people.items()]
    rows = _rows(work, version, sent, shared, days)
    ids = sorted(number.values())
    key: Json = {"version_id": version.id, "plan_key": plan, "plan_hash": version.content_hash}
    work.add(RunPlan(run_id=run, number=1, **key, start_day=month.start_day, end_day=month.end_day))
    work.add(RunSlice(run_id=run, number=1, plan_number=1, first_id=ids[0], last_id=ids[-1], people=len(ids)))
    counts: Json = {"paid": len(ids), "zero": 0, "blocked": 0, "reused": 0, "totals": "{}", "digest": HASH}
    work.add(RunChunk(run_id=run, number=1, **counts, at=work.now))
    if kind == "final":
        _keep(work, run, rows)
    else:
        for row in rows:
            work.session.add(PreviewResult(run_id=run, plan_number=1, slice_number=1, **row))
    work.changed("run.finished", f"run/{run}")
    return run


def _keep(work: Work, run: int, rows: Sequence[Json]) -> None:
    numbers = draw_keys(work.session, Result, len(rows))
    work.add_block(
        Result,
        _RESULT,
        [[number, *(row[name] for name in _RESULT[1:])] for number, row in zip(numbers, rows, strict=True)],
    )
    links = sorted([run, 1, row["participant_id"], number, 1] for number, row in zip(numbers, rows, strict=True))
    work.add_block(RunResult, ["run_id", "plan_number", "participant_id", "result_id", "slice_number"], links)


def _rows(work: Work, version: PlanVersion, sent: Sequence[Json], shared: Json, days: Period) -> list[Json]:
    compiled = compile_plan(_parsed(version.document))
    batch = calculate(compiled, read_participants([*sent], read_surroundings(shared)), days)
    around = stored_text(shared)
    if work.session.get(SharedInput, _sha(around)) is None:
        work.add(SharedInput(hash=_sha(around), document=around))
    population = json.dumps([[number, _sha(str(sent))] for number in sorted(int(person["id"]) for person in sent)])
    if compiled.reads_others:
        work.add(SharedInput(hash=_sha(population), document=population))
    found = []
    for row, person in enumerate(sent):
        text = stored_text({"participant": person})
        result = stored_result(batch, row)
        document = stored_text(result)
        payee = result["payee"]
        is_blocked = result["outcome"] == "blocked"
        total = batch.total_minor(row) if payee is None else int(payee["total"].replace(".", ""))
        found.append(
            {
                "participant_id": int(person["id"]),
                "plan_hash": version.content_hash,
                "input_hash": _sha(text + around + str(work.now)),
                "semantics": SEMANTICS,
                "facts_hash": HASH,
                "shared_hash": _sha(around),
                "population_hash": _sha(population) if compiled.reads_others else None,
                "result_hash": result_digest(document),
                "outcome": result["outcome"],
                "total_minor": None if is_blocked else total,
                "currency": compiled.plan.currency if payee is None else payee["currency"],
                "input": text,
                "document": document,
            }
        )
    return sorted(found, key=lambda one: one["participant_id"])


def _parsed(document: str) -> object:
    return json.loads(document, parse_float=Decimal)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

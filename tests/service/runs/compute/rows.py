"""Rows of runs and facts as tests put them into a store, without the use cases that usually write them."""

import itertools
import json
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from rules import mantissa_and_scale
from service.runs.compute import RunningPlan as Plan
from service.runs.compute import RunningSlice, members_of, running_plans
from service.store.sequences import draw_keys
from service.store.tables import (
    Assignment,
    Attribute,
    ExchangeRate,
    Fact,
    FactBatch,
    FactKey,
    FactsComplete,
    FactSource,
    Holiday,
    Knowledge,
    OpeningEffect,
    PayPeriod,
    PlanVersion,
    Row,
    Run,
    RunEvent,
    RunPlan,
    RunSlice,
)
from service.work import Work
from tests.service.close.rows import HASH

_REFS = itertools.count(1)
_KINDS: Mapping[str, type[Row]] = {
    "fact": Fact,
    "complete": FactsComplete,
    "attribute": Attribute,
    "assignment": Assignment,
    "rate": ExchangeRate,
    "holiday": Holiday,
    "opening": OpeningEffect,
}


def add_fact(work: Work, number: int, key: str, value: str, day: str, **others: Any) -> int:
    """An observation of a participant: its number."""
    kind = others.pop("kind", "number")
    mantissa, scale = mantissa_and_scale(value) if kind == "number" else (None, None)
    batch = FactBatch(by_id=work.actor.principal_id, at=work.now, received=1, added=1, known=0, waiting=0)
    work.add(batch)
    [seq] = draw_keys(work.session, Fact, 1)
    cells: dict[str, Any] = {
        "seq": seq,
        "participant_id": number,
        "key_id": named(work, FactKey, "key", key),
        "day": day,
        "source_id": named(work, FactSource, "name", "crm"),
        "source_ref": f"f{next(_REFS)}",
        "revision": 0,
        "kind": kind,
        "mantissa": mantissa,
        "scale": scale,
        "text": None if kind == "number" else value,
        "batch_id": batch.id,
        **others,
    }
    work.add_block(Fact, list(cells), [list(cells.values())])
    work.changed("facts.received", f"fact/{seq}")
    return seq


def mark_complete(work: Work, key: str, period: str) -> None:
    """Everything of a fact was received for a period."""
    key_id, found = named(work, FactKey, "key", key), the_period(work, period).id
    assert found is not None
    by = work.actor.principal_id
    work.add(FactsComplete(period_id=found, key_id=key_id, state="complete", by_id=by, at=work.now))
    work.changed("facts.complete", key)


def add_run(
    work: Work, kind: str, period: str, group: str, request: Mapping[str, str], *, corrects: int | None = None
) -> int:
    """A run of all versions that are in force, of what is known now: its number."""
    month = the_period(work, period)
    assert month.id is not None
    run = Run(
        kind=kind,
        period_id=month.id,
        pay_group=group,
        knowledge_id=add_knowledge(work),
        corrects_id=corrects,
        semantics=1,
        engine="1",
        request=json.dumps(dict(request)),
        by_id=work.actor.principal_id,
        at=work.now,
    )
    work.add(run)
    assert run.id is not None
    number = 0
    for version in work.session.scalars(select(PlanVersion).order_by(col(PlanVersion.plan_key), col(PlanVersion.id))):
        first = max(version.effective_from, month.start_day)
        after = min(version.effective_until or month.end_day, month.end_day)
        if first < after:
            number += 1
            assert version.id is not None
            work.add(
                RunPlan(
                    run_id=run.id,
                    number=number,
                    version_id=version.id,
                    plan_key=version.plan_key,
                    plan_hash=version.content_hash,
                    start_day=first,
                    end_day=after,
                )
            )
    work.changed("run.created", f"run/{run.id}")
    return run.id


def finish_run(work: Work, run_id: int) -> None:
    """The run has finished, with some hash of its results."""
    for number, (before, after) in enumerate(pairwise((None, "queued", "running", "finished")), start=1):
        work.add(
            RunEvent(
                run_id=run_id,
                number=number,
                previous_number=number - 1 if number > 1 else None,
                from_state=before,
                to_state=str(after),
                by_id=work.actor.principal_id,
                at=work.now,
                content_hash=HASH if after == "finished" else None,
            )
        )
    work.changed("run.finished", f"run/{run_id}", after=HASH)


def add_slices(work: Work, plan: Plan, people: int) -> list[RunningSlice]:
    """The members of a plan, so many of them in each slice."""
    members = list(members_of(work.session, plan))
    last = select(func.coalesce(func.max(RunSlice.number), 0)).where(col(RunSlice.run_id) == plan.run_id)
    made: list[RunningSlice] = []
    for number, place in enumerate(range(0, len(members), people), start=int(work.session.scalars(last).one()) + 1):
        part = members[place : place + people]
        row = {"run_id": plan.run_id, "number": number, "plan_number": plan.number, "people": len(part)}
        work.add(RunSlice(**row, first_id=part[0], last_id=part[-1]))
        made.append(RunningSlice(number, part[0], part[-1]))
    work.changed("run.begun", f"run/{plan.run_id}")
    return made


def plans_of(work: Work, run_id: int) -> list[Plan]:
    """The plans of a run."""
    return running_plans(work.session, run_id)


def the_period(work: Work, key: str) -> PayPeriod:
    """A period by key."""
    return work.session.scalars(select(PayPeriod).where(col(PayPeriod.key) == key)).one()


def named(work: Work, table: Any, column: str, name: str) -> int:
    """The number of a name, which is new if nobody used it yet."""
    found = work.session.scalars(select(table).where(getattr(table, column) == name)).one_or_none()
    if found is None:
        found = table(**{column: name})
        work.add(found)
    return int(found.id)


def add_knowledge(work: Work) -> int:
    """What is known now."""
    row = Knowledge(at=work.now, carried_seq=0, **{f"{name}_seq": _last(work, kind) for name, kind in _KINDS.items()})
    work.add(row)
    assert row.id is not None
    return row.id


def _last(work: Work, table: type[Row]) -> int:
    column = Row.metadata.tables[str(table.__tablename__)].c.seq
    return int(work.session.scalars(select(func.coalesce(func.max(column), 0))).one())

"""Runs and what happened to them, one line of numbered steps each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import col, select

from service.runs.repository.startable import PlanInForce
from service.store.tables import Run, RunEvent, RunPlan
from service.work import Work

ENDED: Final = frozenset({"finished", "failed", "cancelled"})


@dataclass(frozen=True, slots=True)
class NewRun:
    """What a run is about; `request` is what was asked for, as canonical JSON."""

    kind: str
    period_id: int
    pay_group: str
    knowledge_id: int
    corrects_id: int | None
    semantics: int
    engine: str
    request: str


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run as it was created."""

    id: int
    kind: str
    period_id: int
    pay_group: str
    by_id: int
    at: datetime

    @property
    def is_kept(self) -> bool:
        """Whether its results are stored for good."""
        return self.kind in ("final", "correction")


@dataclass(frozen=True, slots=True)
class RunStep:
    """One thing that happened: the state from then on, by whom and when; what went wrong, or the results' hash."""

    number: int
    state: str
    by_id: int
    at: datetime
    problem: str | None
    content_hash: str | None


def add_run(work: Work, new: NewRun, plans: Sequence[PlanInForce]) -> int:
    """A run with its plans, waiting to be begun."""
    run = Run(
        kind=new.kind,
        period_id=new.period_id,
        pay_group=new.pay_group,
        knowledge_id=new.knowledge_id,
        corrects_id=new.corrects_id,
        semantics=new.semantics,
        engine=new.engine,
        request=new.request,
        by_id=work.actor.principal_id,
        at=work.now,
    )
    work.add(run)
    assert run.id is not None
    work.add_many(
        RunPlan,
        [
            {
                "run_id": run.id,
                "number": number,
                "version_id": plan.version_id,
                "plan_key": plan.plan_key,
                "plan_hash": plan.plan_hash,
                "start_day": plan.start,
                "end_day": plan.end,
            }
            for number, plan in enumerate(plans, start=1)
        ],
    )
    add_run_step(work, run.id, None, "queued")
    return run.id


def find_run(work: Work, run_id: int) -> StoredRun | None:
    """The run of this number, if there is one."""
    row = work.session.get(Run, run_id)
    return None if row is None else StoredRun(run_id, row.kind, row.period_id, row.pay_group, row.by_id, row.at)


def last_run_step(work: Work, run_id: int) -> RunStep | None:
    """The newest step of a run; None where there is no such run."""
    query = select(RunEvent).where(col(RunEvent.run_id) == run_id).order_by(col(RunEvent.number).desc()).limit(1)
    row = work.session.exec(query).one_or_none()
    return None if row is None else _step(row)


def steps_of_runs(work: Work, run_ids: Sequence[int]) -> dict[int, list[RunStep]]:
    """Everything that happened to these runs, in order, by run."""
    query = select(RunEvent).where(col(RunEvent.run_id).in_(run_ids))
    found: dict[int, list[RunStep]] = {run_id: [] for run_id in run_ids}
    for row in work.session.exec(query.order_by(col(RunEvent.run_id), col(RunEvent.number))):
        found[row.run_id].append(_step(row))
    return found


def add_run_step(
    work: Work,
    run_id: int,
    before: RunStep | None,
    state: str,
    *,
    problem: str | None = None,
    content_hash: str | None = None,
) -> RunStep:
    """The next step. Of two that are added at once, the database refuses one."""
    row = RunEvent(
        run_id=run_id,
        number=1 if before is None else before.number + 1,
        previous_number=None if before is None else before.number,
        from_state=None if before is None else before.state,
        to_state=state,
        by_id=work.actor.principal_id,
        at=work.now,
        problem=problem,
        content_hash=content_hash,
    )
    work.add(row)
    return _step(row)


def _step(row: RunEvent) -> RunStep:
    return RunStep(row.number, row.to_state, row.by_id, row.at, row.problem, row.content_hash)

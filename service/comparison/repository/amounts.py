"""What two runs pay: person by person, and in total by currency."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, union
from sqlmodel import col

from service.access.scopes import Reach
from service.comparison.repository.runs import ComparedRun, source_of
from service.participants.repository.reach import within_reach
from service.store.tables import PlanVersion, RunPlan
from service.work import Work


@dataclass(frozen=True, slots=True)
class Seen:
    """Whose pay the caller sees: how far, and from whom."""

    reach: Reach
    me: int | None


@dataclass(frozen=True, slots=True)
class PaidByPlan:
    """One result: minor units of a currency, None where it is blocked."""

    participant_id: int
    plan_key: str
    plan_version: int
    outcome: str
    total_minor: int | None
    currency: str
    result_hash: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How many results of a run have an outcome in a currency, and what they add up to."""

    outcome: str
    currency: str
    results: int
    minor: int


def people_after(work: Work, runs: Sequence[ComparedRun], seen: Seen, after: int, limit: int) -> list[int]:
    """The next so many participants with a result in any of these runs, ascending."""
    parts = []
    for run in runs:
        source = source_of(run)
        found = select(source.participant.label("number")).where(
            source.run == run.id, source.participant > after, *_visible(source.participant, runs, seen)
        )
        parts.append(found)
    numbers = union(*parts).subquery()
    query = select(numbers.c.number).order_by(numbers.c.number).limit(limit)
    return list(work.session.connection().execute(query).scalars())


def paid_by_plan(work: Work, run: ComparedRun, people: Sequence[int]) -> list[PaidByPlan]:
    """The results of these people in a run, by participant and number of the plan."""
    source, content = source_of(run), source_of(run).content
    query = (
        source.query(
            source.participant,
            col(RunPlan.plan_key),
            col(PlanVersion.number),
            col(content.outcome),
            col(content.total_minor),
            col(content.currency),
            col(content.result_hash),
        )
        .join(PlanVersion, col(PlanVersion.id) == col(RunPlan.version_id))
        .where(source.run == run.id, source.participant.in_(people))
        .order_by(source.participant, source.plan)
    )
    return [PaidByPlan(*row) for row in work.session.connection().execute(query)]


def counted(work: Work, run: ComparedRun, runs: Sequence[ComparedRun], seen: Seen) -> list[Counted]:
    """What the results of a run that the caller sees add up to, by outcome and currency."""
    source, content = source_of(run), source_of(run).content
    outcome, currency = col(content.outcome), col(content.currency)
    query = (
        source.query(outcome, currency, func.count(), func.coalesce(func.sum(col(content.total_minor)), 0))
        .where(source.run == run.id, *_visible(source.participant, runs, seen))
        .group_by(outcome, currency)
        .order_by(outcome, currency)
    )
    rows = work.session.connection().execute(query)
    return [Counted(name, code, results, int(minor)) for name, code, results, minor in rows]


def _visible(participant: ColumnElement[int], runs: Sequence[ComparedRun], seen: Seen) -> list[ColumnElement[bool]]:
    """Within reach on the last day of either period."""
    days = sorted({run.last_day for run in runs})
    return [within_reach(participant, seen.reach, seen.me, day) for day in days]

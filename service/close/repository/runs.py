"""Runs as the close of a period looks at them: whether they may be booked, and what they came to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlmodel import col

from service.store.tables import Fact, Knowledge, PayPeriod, Result, Run, RunChunk, RunEvent, RunPlan, RunResult
from service.work import Work

_AT_ONCE: Final = 10_000
_WARNED: Final = '"warnings":[{'
"""How the canonical text of a result with a warning looks."""


@dataclass(frozen=True, slots=True)
class RunHead:
    """A run: what it computes, how far it is, and what was known to it; `content_hash` covers all its results."""

    id: int
    kind: str
    period_id: int
    pay_group: str
    state: str
    content_hash: str | None
    knowledge_id: int
    corrects_id: int | None


@dataclass(frozen=True, slots=True)
class RunRow:
    """One result of a run, with its text where it was asked for; `came_from` is everything of the person's own and
    everybody's that it was computed from, the rules too, but not other people."""

    plan_number: int
    plan_key: str
    participant_id: int
    came_from: str
    currency: str
    total_minor: int | None
    reads_others: bool
    document: str = ""

    @property
    def warning_codes(self) -> list[str]:
        """The codes of the result's warnings, where its text was asked for."""
        result = json.loads(self.document, parse_float=Decimal)
        return sorted({str(each["code"]) for each in result["warnings"]})


def run_head(work: Work, run_id: int) -> RunHead | None:
    """The run of this number."""
    run = work.session.get(Run, run_id)
    if run is None or run.id is None:
        return None
    last = select(RunEvent).where(col(RunEvent.run_id) == run_id).order_by(col(RunEvent.number).desc()).limit(1)
    event = work.session.scalars(last).one()
    return RunHead(
        run.id,
        run.kind,
        run.period_id,
        run.pay_group,
        event.to_state,
        event.content_hash,
        run.knowledge_id,
        run.corrects_id,
    )


def newest_finished(work: Work, period_id: int, pay_group: str, kind: str) -> int | None:
    """The newest finished run of a kind, by number."""
    query = (
        select(func.max(col(Run.id)))
        .join(RunEvent, (col(RunEvent.run_id) == col(Run.id)) & (col(RunEvent.to_state) == "finished"))
        .where(col(Run.period_id) == period_id, col(Run.pay_group) == pay_group, col(Run.kind) == kind)
    )
    return work.session.scalars(query).one()


def facts_since(work: Work, head: RunHead, period: tuple[str, str]) -> int:
    """How many facts of these days (first, day after the last) arrived that the run did not know."""
    known = select(col(Knowledge.fact_seq)).where(col(Knowledge.id) == head.knowledge_id).scalar_subquery()
    start, end = period
    query = select(func.count()).where(col(Fact.seq) > known, col(Fact.day) >= start, col(Fact.day) < end)
    return work.session.scalars(query).one()


def rows_of_run(work: Work, run_id: int, *, texts: bool = False) -> Iterator[RunRow]:
    """The results of a run as they come, in the order of participants and plans."""
    query = _rows(run_id, texts).order_by(col(RunResult.participant_id), col(RunResult.plan_number))
    options = {"stream_results": True, "max_row_buffer": _AT_ONCE}
    for row in work.session.connection().execute(query, execution_options=options):
        yield RunRow(*row)


def pool_variances_of(work: Work, run_id: int) -> Iterator[tuple[str, int]]:
    """By currency what sharing again would have changed of a correction that does not, slice by slice."""
    query = select(col(RunChunk.pool_variance)).where(col(RunChunk.run_id) == run_id).order_by(col(RunChunk.number))
    for text in work.session.scalars(query):
        yield from json.loads(text, parse_float=Decimal).items()


def warned_rows(work: Work, run_id: int, limit: int) -> tuple[int, list[RunRow]]:
    """How many results of a run have a warning, and the first of them."""
    warned = func.replace(col(Result.document), _WARNED, "") != col(Result.document)
    count = select(func.count()).select_from(_rows(run_id, texts=False).where(warned).subquery())
    first = _rows(run_id, texts=True).where(warned).order_by(col(RunResult.participant_id), col(RunResult.plan_number))
    rows = work.session.connection().execute(first.limit(limit))
    return work.session.scalars(count).one(), [RunRow(*row) for row in rows]


def row_of(work: Work, run_id: int, plan_key: str, participant_id: int) -> RunRow | None:
    """The result of one participant by one plan, with its text; the first where there are two versions."""
    query = _rows(run_id, texts=True).where(
        col(RunPlan.plan_key) == plan_key, col(RunResult.participant_id) == participant_id
    )
    row = work.session.connection().execute(query.order_by(col(RunResult.plan_number)).limit(1)).one_or_none()
    return None if row is None else RunRow(*row)


def period_before(work: Work, period_id: int) -> int | None:
    """The period of the same calendar that ends where this one begins."""
    start = select(PayPeriod).where(col(PayPeriod.id) == period_id).subquery()
    query = select(col(PayPeriod.id)).where(
        col(PayPeriod.calendar_key) == start.c.calendar_key, col(PayPeriod.end_day) == start.c.start_day
    )
    return work.session.scalars(query).one_or_none()


def _rows(run_id: int, texts: bool) -> Select[*tuple[Any, ...]]:
    columns: list[Any] = [
        col(RunResult.plan_number),
        col(RunPlan.plan_key),
        col(RunResult.participant_id),
        # Not the hash of the input: that covers the inputs of everybody where people depend on each other.
        col(RunPlan.plan_hash).concat(" ").concat(col(Result.shared_hash)).concat(" ").concat(col(Result.input)),
        col(Result.currency),
        col(Result.total_minor),
        col(Result.population_hash).is_not(None),
    ]
    if texts:
        columns.append(col(Result.document))
    return (
        select(*columns)
        .join(
            RunPlan,
            (col(RunPlan.run_id) == col(RunResult.run_id)) & (col(RunPlan.number) == col(RunResult.plan_number)),
        )
        .join(Result, col(Result.id) == col(RunResult.result_id))
        .where(col(RunResult.run_id) == run_id)
    )

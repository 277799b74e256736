"""What open periods will probably cost: the newest finished run of each pay group."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Select, func, select, union_all
from sqlmodel import col

from service.store.tables import PreviewResult, Result, Run, RunEvent, RunPlan, RunResult
from service.work import Work

_KINDS: Final = ("preview", "final")
_AT_ONCE: Final = 10_000


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """A run that is the newest of its pay group."""

    run_id: int
    kind: str
    pay_group: str


def newest_runs(work: Work, period_id: int) -> list[FinishedRun]:
    """The newest finished preview or final run of every pay group of a period, by group."""
    newest = (
        select(func.max(Run.id))
        .join(RunEvent, col(RunEvent.run_id) == col(Run.id))
        .where(col(Run.period_id) == period_id, col(Run.kind).in_(_KINDS), col(RunEvent.to_state) == "finished")
        .group_by(col(Run.pay_group))
    )
    runs = work.session.scalars(select(Run).where(col(Run.id).in_(newest)).order_by(col(Run.pay_group)))
    return [FinishedRun(run.id, run.kind, run.pay_group) for run in runs if run.id is not None]


def results_with_pay(work: Work, run_id: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Plan, its currency and the document of every result of a run that is not blocked, streamed."""
    kept = (
        select(col(RunPlan.plan_key), col(Result.currency), col(Result.document))
        .join(
            RunResult,
            (col(RunPlan.run_id) == col(RunResult.run_id)) & (col(RunPlan.number) == col(RunResult.plan_number)),
        )
        .join(Result, col(Result.id) == col(RunResult.result_id))
        .where(col(RunResult.run_id) == run_id, col(Result.outcome) == "paid")
    )
    shown = _of_previews(run_id)
    options = {"stream_results": True, "max_row_buffer": _AT_ONCE}
    for plan, currency, document in work.session.connection().execute(
        union_all(kept, shown), execution_options=options
    ):
        yield plan, currency, json.loads(document, parse_float=Decimal)


def _of_previews(run_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(col(RunPlan.plan_key), col(PreviewResult.currency), col(PreviewResult.document))
        .join(
            PreviewResult,
            (col(RunPlan.run_id) == col(PreviewResult.run_id))
            & (col(RunPlan.number) == col(PreviewResult.plan_number)),
        )
        .where(col(PreviewResult.run_id) == run_id, col(PreviewResult.outcome) == "paid")
    )

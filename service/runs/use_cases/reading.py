"""Runs as they are shown: what they are about, how far they are, and what they add up to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from rules import Problem, amount_texts
from service.errors import NotFound
from service.runs.repository.progress import (
    PlanOfRun,
    Progress,
    RunHead,
    RunSearch,
    head_of,
    heads_before,
    plans_of_runs,
    progress_of_runs,
)
from service.runs.repository.runs import RunStep, steps_of_runs
from service.runs.use_cases.failures import failure_shown
from service.web.cursor import bad_cursor, make_cursor, read_cursor
from service.web.moments import moment_text
from service.work import Work

_WHOLE: Final = 100
_DIGITS_MAX: Final = 18


def list_runs(work: Work, search: RunSearch, limit: int, cursor: str | None) -> dict[str, object]:
    """One page of runs, the newest first; raises RequestRefused for a cursor that no page gave out."""
    found = heads_before(work, search, None if cursor is None else _number(read_cursor(cursor)), limit + 1)
    has_more = len(found) > limit
    heads = found[:limit]
    return {
        "data": _shown(work, heads),
        "has_more": has_more,
        "next_cursor": make_cursor(str(heads[-1].id)) if has_more else None,
    }


def get_run(work: Work, run_id: int) -> dict[str, object]:
    """One run; raises NotFound."""
    return _shown(work, [the_head(work, run_id)])[0]


def the_head(work: Work, run_id: int) -> RunHead:
    """What a run is about; raises NotFound."""
    head = head_of(work, run_id)
    if head is None:
        raise run_not_found()
    return head


def run_not_found() -> NotFound:
    """What is said of a run that is not there."""
    return NotFound(Problem("run.not_found", "path id", "There is no such run; GET /v1/runs lists them."))


def _shown(work: Work, heads: Sequence[RunHead]) -> list[dict[str, object]]:
    ids = [head.id for head in heads]
    plans, steps, progress = plans_of_runs(work, ids), steps_of_runs(work, ids), progress_of_runs(work, ids)
    return [_run(head, plans[head.id], steps[head.id], progress[head.id], work.now) for head in heads]


def _run(
    head: RunHead, plans: Sequence[PlanOfRun], steps: Sequence[RunStep], progress: Progress, now: datetime
) -> dict[str, object]:
    last = steps[-1]
    return {
        "id": str(head.id),
        "kind": head.kind,
        "calendar": head.calendar,
        "period": head.period,
        "start": head.start,
        "end": head.end,
        "pay_group": head.pay_group,
        "corrects": None if head.corrects_id is None else str(head.corrects_id),
        "state": last.state,
        "problem": failure_shown(last.problem),
        "by": str(head.by_id),
        "at": moment_text(head.at),
        "knowledge": {"id": str(head.knowledge_id), "at": moment_text(head.known_at)},
        "engine": head.engine,
        "semantics": head.semantics,
        "plans": [
            {
                "number": plan.number,
                "key": plan.key,
                "version": plan.version,
                "hash": plan.plan_hash,
                "start": plan.start,
                "end": plan.end,
            }
            for plan in plans
        ],
        "progress": _progress(steps, progress, now),
        "counts": {
            "paid": progress.paid,
            "zero": progress.zero,
            "blocked": progress.blocked,
            "reused": progress.reused,
        },
        "totals": amount_texts(progress.totals),
        "content_hash": last.content_hash,
        "steps": [_step(step) for step in steps],
    }


def _step(step: RunStep) -> dict[str, object]:
    return {"number": step.number, "state": step.state, "by": str(step.by_id), "at": moment_text(step.at)}


def _progress(steps: Sequence[RunStep], progress: Progress, now: datetime) -> dict[str, object]:
    """Rate and time to go come from the moments at which slices were stored, since the run was last begun."""
    running = steps[-1].state == "running"
    began = next((step.at for step in reversed(steps) if step.state == "running"), None)
    until = now if running else progress.last_at
    rate = None
    if began is not None and until is not None and progress.done:
        seconds = (until - began).total_seconds()
        rate = round(progress.done / seconds) if seconds > 0 else None
    left = progress.people - progress.done
    return {
        "people": progress.people,
        "done": progress.done,
        "percent": _percent(steps[-1].state, progress),
        "per_second": rate,
        "seconds_left": -(-left // rate) if running and rate else None,
    }


def _percent(state: str, progress: Progress) -> int:
    if state == "finished":
        return _WHOLE
    return progress.done * _WHOLE // progress.people if progress.people else 0


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > _DIGITS_MAX:
        raise bad_cursor()
    return int(text)

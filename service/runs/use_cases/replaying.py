"""Results computed again from what is stored of them: whether they come out the same, and how they came about."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from service.runs.compute.replay import PlanOfRun, Replay, explain, replay
from service.runs.repository.progress import plans_of_runs
from service.runs.repository.results import StoredResult
from service.runs.use_cases.reading import the_head
from service.runs.use_cases.results import id_of, result_not_found
from service.store.database import Database
from service.work import Actor, Work, reading


@dataclass(frozen=True, slots=True)
class ReplayedResult:
    """A result by its id, and what became of it when it was computed again."""

    id: str
    replay: Replay


def replay_result(database: Database, actor: Actor, result: StoredResult) -> dict[str, object]:
    """Whether a result that was just read comes out the same; raises NotFound if it is gone since."""
    plan = PlanOfRun(result.run_id, result.plan_number)
    number = result.participant_id
    found = next(iter(replay(database, actor, plan, first=number, last=number)), None)
    if found is None:
        raise result_not_found()
    return {"id": id_of(result), **verdict_shown(found)}


def explain_result(database: Database, actor: Actor, result: StoredResult) -> dict[str, object]:
    """Every step of a result that was just read, and whether it came out the same; raises NotFound."""
    found = explain(database, actor, PlanOfRun(result.run_id, result.plan_number), result.participant_id)
    if found is None:
        raise result_not_found()
    replayed, trace = found
    return {"replay": verdict_shown(replayed), "trace": None if trace is None else trace.to_json()}


def replay_run(database: Database, actor: Actor, run_id: int) -> Iterator[ReplayedResult]:
    """Every result of a run, one after the other; raises NotFound."""

    def plans(work: Work) -> list[int]:
        the_head(work, run_id)
        return [plan.number for plan in plans_of_runs(work, [run_id])[run_id]]

    for number in reading(database, actor, plans):
        for found in replay(database, actor, PlanOfRun(run_id, number)):
            yield ReplayedResult(f"{run_id}-{number}-{found.participant}", found)


def verdict_shown(found: Replay) -> dict[str, object]:
    """What answers say of a replay."""
    differences = [{"path": each.path, "old": _text(each.old), "new": _text(each.new)} for each in found.differences]
    return {"verdict": found.verdict, "differences": differences}


def _text(value: Any) -> str | None:
    """A part of a stored document: its text, or its JSON where it is more than one."""
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)

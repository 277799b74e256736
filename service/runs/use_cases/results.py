"""Looking at results: whoever may read the pay of somebody, and nobody else finds out that there is a result.

The id of a result is `<run>-<plan>-<participant>`: the number of the run, of the plan in the run and of the
participant. It names nobody, is the same for ever, and previews have one too.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from rules import Problem
from service.access.scopes import Reach
from service.errors import NotFound
from service.participants.use_cases.sight import Sight
from service.runs.repository.progress import RunHead, head_of
from service.runs.repository.results import ResultSearch, StoredResult, result_of, results_of_run
from service.runs.use_cases.reading import run_not_found, the_head
from service.web.cursor import bad_cursor, make_cursor, read_cursor
from service.web.json_text import json_bytes
from service.work import Work

_NUMBER: Final = "[1-9][0-9]{0,17}"
_PLACE: Final = re.compile(f"({_NUMBER})-({_NUMBER})", re.ASCII)
RESULT_ID: Final = f"^{_NUMBER}-{_NUMBER}-{_NUMBER}$"


@dataclass(frozen=True, slots=True)
class Results:
    """JSON of results, and how many people's pay it holds; `subject` is what the log of such reads calls it."""

    body: bytes
    subject: str
    people: int


@dataclass(frozen=True, slots=True)
class AskedFor:
    """Which results of a run: with an outcome, of a participant, by a plan."""

    outcome: str | None = None
    participant: str | None = None
    plan: str | None = None


def list_results(work: Work, sight: Sight, run_id: int, asked: AskedFor, *, limit: int, cursor: str | None) -> Results:
    """One page of those results of a run that the caller may see; raises NotFound."""
    head = the_head(work, run_id)
    _must_be_visible(sight, head)
    search = ResultSearch(sight.pay, sight.me, last_day(head), asked.outcome, asked.participant, asked.plan)
    found = results_of_run(work, run_id, None if cursor is None else _place(cursor), limit + 1, search)
    shown, has_more = found[:limit], len(found) > limit
    last = make_cursor(f"{shown[-1].plan_number}-{shown[-1].participant_id}") if has_more else None
    rest = json_bytes({"has_more": has_more, "next_cursor": last})
    body = b'{"data":[' + b",".join(result_bytes(head, each) for each in shown) + b"]," + rest[1:]
    return Results(body, f"run/{run_id}/results", len({each.participant_id for each in shown}))


def the_result(work: Work, sight: Sight, result_id: str) -> tuple[RunHead, StoredResult]:
    """One result with what its run is about; raises NotFound for what the caller may not see."""
    run_id, plan_number, participant_id = map(int, result_id.split("-"))
    head = head_of(work, run_id)
    if head is None or not _is_visible(sight, head):
        raise result_not_found()
    search = ResultSearch(sight.pay, sight.me, last_day(head))
    found = result_of(work, run_id, plan_number, participant_id, search)
    if found is None:
        raise result_not_found()
    return head, found


def id_of(result: StoredResult) -> str:
    """How addresses name a result."""
    return f"{result.run_id}-{result.plan_number}-{result.participant_id}"


def last_day(head: RunHead) -> date:
    """The last day of the period: whose team somebody is in is asked as of then."""
    return date.fromisoformat(head.end) - timedelta(days=1)


def result_bytes(head: RunHead, result: StoredResult, more: dict[str, object] | None = None) -> bytes:
    """A result as JSON: whose it is, then the stored document as it is."""
    whose = {
        "id": id_of(result),
        "run_id": str(result.run_id),
        "participant": result.external_id,
        "plan": {"key": result.plan_key, "version": result.plan_version, "hash": result.plan_hash},
        "period": {"calendar": head.calendar, "key": head.period, "start": head.start, "end": head.end},
        "currency": result.currency,
        "hashes": {
            "input": result.input_hash,
            "facts": result.facts_hash,
            "shared": result.shared_hash,
            "population": result.population_hash,
            "result": result.result_hash,
        },
        "semantics": result.semantics,
        **(more or {}),
    }
    return json_bytes(whose)[:-1] + b"," + result.document.encode("utf-8", "backslashreplace")[1:]


def result_not_found() -> NotFound:
    """What is said of a result that is not there, or that the caller may not see."""
    message = "There is no such result for this key. Those of previews are kept for a while only; start the run again."
    return NotFound(Problem("result.not_found", "path id", message))


def _must_be_visible(sight: Sight, head: RunHead) -> None:
    if not _is_visible(sight, head):
        raise run_not_found()


def _is_visible(sight: Sight, head: RunHead) -> bool:
    """What two persons have not agreed to yet may still change: it is for those who see everybody's pay."""
    return sight.pay is Reach.EVERYBODY or head.is_booked


def _place(cursor: str) -> tuple[int, int]:
    found = _PLACE.fullmatch(read_cursor(cursor))
    if found is None:
        raise bad_cursor()
    return int(found[1]), int(found[2])

"""How far the close of a period is: what is complete, what stands in the way, and what to do next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rules import Problem, Variance, VarianceLimits
from service.access.caller import Caller
from service.access.scopes import Reach
from service.close.repository.open_matters import completeness_of, open_adjustments, open_booking_request, open_disputes
from service.close.repository.runs import RunHead, RunRow, newest_finished, run_head
from service.close.use_cases.findings import SHOWN_MAX, Findings, findings_of, late_facts_problem
from service.errors import NotFound
from service.participants.repository.people import external_ids_of
from service.participants.use_cases.sight import sight_of
from service.periods.repository.periods import StoredPeriod
from service.periods.use_cases.moving import Place, found
from service.periods.use_cases.reading import OPEN
from service.work import Work

Shown = dict[str, object]
_NEXT: Mapping[str, str] = {
    "open": "Start a final run: POST /v1/runs. When it has finished the period is calculated.",
    "calculated": "Look at the lists, then ask for the booking of the run: POST the close of this period.",
    "approved": "Lock the period, so that it can be paid: POST …/lock.",
    "locked": "Make the payment: POST /v1/payments. Until then an unlock can be asked for.",
    "paid": "Nothing more; what changes later comes as a correction run.",
}


@dataclass(frozen=True, slots=True)
class Checklist:
    """The list, and how many people's pay it shows."""

    body: Shown
    pay_of: int


def sees_all_pay(caller: Caller) -> bool:
    """Whether a caller sees everybody's pay, and so the amounts."""
    return sight_of(caller).pay is Reach.EVERYBODY


def checklist_of(work: Work, place: Place, run_id: int | None, limits: VarianceLimits, *, with_pay: bool) -> Checklist:
    """Everything about the close of a period, for its newest finished final run or the one that is named.

    Without pay the amounts are left out. Raises NotFound.
    """
    period, last = found(work, place)
    state = OPEN if last is None else last.state
    body: Shown = {
        "calendar": place[0],
        "key": place[1],
        "pay_group": place[2],
        "state": state,
        "next": _NEXT[state],
        "waiting_request": open_booking_request(work, period.id, place[2]),
        "facts": completeness_of(work, period.id),
        "open_disputes": open_disputes(work, period.id, place[2]),
        "open_adjustments": open_adjustments(work, period.id, place[2]),
    }
    head = _head(work, period, place[2], run_id)
    if head is None:
        return Checklist({**body, **_NO_RUN}, 0)
    findings = findings_of(work, head, period, limits)
    shown, people = _found(work, head, findings, with_pay=with_pay)
    return Checklist({**body, **shown}, people)


_NO_RUN: Mapping[str, object] = {
    "run": None,
    "results": None,
    "findings": [],
    "counts": {},
    "warnings": {"results": 0, "shown": []},
    "problems": [],
    "hidden": [],
}


def _head(work: Work, period: StoredPeriod, pay_group: str, run_id: int | None) -> RunHead | None:
    wanted = newest_finished(work, period.id, pay_group, "final") if run_id is None else run_id
    head = None if wanted is None else run_head(work, wanted)
    if run_id is not None and (head is None or (head.period_id, head.pay_group) != (period.id, pay_group)):
        message = "There is no such run of this period and pay group; GET /v1/runs lists them."
        raise NotFound(Problem("run.not_found", "query run", message))
    return head


def _found(work: Work, head: RunHead, findings: Findings, *, with_pay: bool) -> tuple[Shown, int]:
    listed = findings.variances[:SHOWN_MAX]
    people = {each.participant for each in listed} | {row.participant_id for row in findings.warned_rows}
    names = external_ids_of(work, people)
    counts = Counter(each.kind for each in findings.variances)
    late = findings.late_facts
    shown: Shown = {
        "run": {"id": str(head.id), "kind": head.kind, "state": head.state, "newest": findings.newest},
        "results": head.content_hash,
        "findings": [_variance(each, names, with_pay=with_pay) for each in listed],
        "counts": dict(counts),
        "warnings": {"results": findings.warned, "shown": _warned(findings.warned_rows, names)},
        "problems": [late_facts_problem(late).to_json()] if late else [],
        "hidden": [] if with_pay else ["before", "now", "change", "percent"],
    }
    return shown, len({each.participant for each in listed}) if with_pay else 0


def _variance(each: Variance, names: Mapping[int, str], *, with_pay: bool) -> Shown:
    shown: dict[str, Any] = each.to_json()
    if not with_pay:
        shown = {key: shown[key] for key in ("kind", "plan")}
    return {"participant": names.get(each.participant), **shown}


def _warned(rows: Sequence[RunRow], names: Mapping[int, str]) -> list[Shown]:
    return [
        {"participant": names.get(row.participant_id), "plan": row.plan_key, "codes": row.warning_codes} for row in rows
    ]

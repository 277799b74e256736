"""Opening values for a start in the middle of a year: asked for, and agreed to."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from rules import CallRefused, NumberRefused, Problem, amount_problem, mantissa_and_scale
from service.close.repository.openings import (
    AskedOpenings,
    Opening,
    add_opening_effect,
    add_openings,
    asked_openings,
    people_opened,
)
from service.errors import NotFound
from service.participants.repository.people import people_called
from service.periods.repository.periods import period_of_id
from service.periods.use_cases.reading import the_period
from service.two_person import Decision, ask
from service.work import Work

Shown = dict[str, object]


def ask_openings(work: Work, call: Mapping[str, Any]) -> int:
    """A request for the values of a body, by number. Raises NotFound and CallRefused with every problem."""
    period = the_period(work, call["calendar"], call["before"])
    rows = _rows(work, call["values"])
    digest = _digest(call, rows)
    request_id = ask(work, "opening", f"opening/{period.calendar}/{period.key}", digest, call["note"])
    add_openings(work, AskedOpenings(request_id, period.id, len(rows)), rows)
    work.changed("opening.asked", f"approval_request/{request_id}", after=digest)
    return request_id


def apply_openings(work: Work, decision: Decision) -> None:
    """The values of the decided request count for every run that begins from now on; a refusal ends them."""
    _asked(work, decision.request_id)
    if decision.verdict == "approved":
        add_opening_effect(work, decision.request_id, decision.approval_id)
        work.changed("opening.approved", f"approval_request/{decision.request_id}")


def describe_openings(work: Work, request_id: int) -> Shown:
    """What will change: how many values of how many people count before which period."""
    asked = _asked(work, request_id)
    period = period_of_id(work, asked.before_period_id)
    return {
        "calendar": period.calendar,
        "before": period.key,
        "rows": asked.rows,
        "people": people_opened(work, request_id),
    }


def openings_shown(work: Work, request_id: int) -> Shown:
    """The request as the one who asks is answered."""
    return {"request_id": str(request_id), **describe_openings(work, request_id)}


def _asked(work: Work, request_id: int) -> AskedOpenings:
    asked = asked_openings(work, request_id)
    if asked is None:
        message = "This request is not about opening values; GET /v1/approvals lists what waits."
        raise NotFound(Problem("approval.not_found", "path id", message))
    return asked


def _rows(work: Work, said: Sequence[Mapping[str, Any]]) -> list[Opening]:
    people = people_called(work, {row["participant"] for row in said})
    rows: list[Opening] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(said):
        at = f"/values/{number}"
        first = seen.setdefault((row["participant"], row["plan"], row["kind"], row["key"]), number)
        if first != number:
            problems.append(Problem("opening.named_twice", at, f"given already at /values/{first}; give it once"))
        person = people.get(row["participant"])
        if person is None:
            message = "there is no participant of this id; GET /v1/participants lists them"
            problems.append(Problem("opening.unknown_participant", f"{at}/participant", message))
            continue
        try:
            mantissa, scale = mantissa_and_scale(row["value"])
        except NumberRefused as refused:
            problems.append(amount_problem(refused, f"{at}/value"))
            continue
        rows.append(Opening(person.number, row["plan"], row["kind"], row["key"], mantissa, scale))
    if problems:
        raise CallRefused(problems)
    return rows


def _digest(call: Mapping[str, Any], rows: Sequence[Opening]) -> str:
    values = [[row.participant_id, row.plan_key, row.kind, row.key, str(row.mantissa), row.scale] for row in rows]
    text = json.dumps([call["calendar"], call["before"], values], separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()

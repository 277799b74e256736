"""Opening values for a start in the middle of a year: asked for, and agreed to."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from rules import CallRefused, Problem, pointer
from service.close.repository.openings import (
    AskedOpenings,
    Opening,
    add_opening_effect,
    add_openings,
    asked_openings,
    booked_before,
    people_opened,
    places_opened,
)
from service.close.use_cases.checking_again import EVERY_BOOKING
from service.close.use_cases.entered_openings import entered_openings
from service.errors import Conflict, NotFound
from service.participants.repository.people import external_ids_of
from service.periods.repository.periods import StoredPeriod, period_of_id
from service.periods.use_cases.reading import the_period
from service.store.locks import Lock, lock
from service.two_person import Decision, ask
from service.work import Work

Shown = dict[str, object]


def ask_openings(work: Work, call: Mapping[str, Any]) -> int:
    """A request for the values of a body, by number. Raises NotFound, Conflict, and CallRefused with every problem."""
    period = the_period(work, call["calendar"], call["before"])
    rows, problems = entered_openings(work, call["values"], _in_body)
    if problems:
        raise CallRefused(problems)
    return ask_for_openings(work, period, rows, call["note"])


def ask_for_openings(work: Work, period: StoredPeriod, rows: Sequence[Opening], note: str | None) -> int:
    """A request for these values, which count before the period, by number. Raises Conflict as `must_be_a_start`."""
    must_be_a_start(work, period, {(row.participant_id, row.plan_key) for row in rows})
    digest = _digest(period, rows)
    request_id = ask(work, "opening", f"opening/{period.calendar}/{period.key}", digest, note)
    add_openings(work, AskedOpenings(request_id, period.id, len(rows)), rows)
    work.changed("opening.asked", f"approval_request/{request_id}", after=digest)
    return request_id


def must_be_a_start(work: Work, period: StoredPeriod, places: Collection[tuple[int, str]]) -> None:
    """Raises Conflict for each (participant, plan) that was booked before the period: values to start with take the
    place of everything before them, also of amounts and balances that they do not name."""
    found = booked_before(work, period, places)
    names = external_ids_of(work, {number for number, _, _ in found})
    problems = [
        Problem(
            "opening.after_booking",
            "",
            f"{names.get(number, f'number {number}')}, plan {plan}: booked for {booked} already, and opening values"
            " would take the place of all that; correct what was booked, or pay an adjustment",
        )
        for number, plan, booked in found
    ]
    if problems:
        raise Conflict(problems)


def apply_openings(work: Work, decision: Decision) -> None:
    """The values of the decided request count for every run that begins from now on; a refusal ends them.

    Raises Conflict where somebody was booked before in between; nothing else is booked until the work is over.
    """
    asked = _asked(work, decision.request_id)
    if decision.verdict == "approved":
        lock(work.session, Lock.PERIOD, EVERY_BOOKING)
        period = period_of_id(work, asked.before_period_id)
        must_be_a_start(work, period, places_opened(work, decision.request_id))
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


def _in_body(index: int, name: str) -> str:
    return pointer("values", index, name) if name else pointer("values", index)


def _digest(period: StoredPeriod, rows: Sequence[Opening]) -> str:
    values = [[row.participant_id, row.plan_key, row.kind, row.key, str(row.mantissa), row.scale] for row in rows]
    text = json.dumps([period.calendar, period.key, values], separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()

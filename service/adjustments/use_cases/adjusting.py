"""Asking for adjustments, what a decision on them does, and reading them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from rules import CallRefused, Problem, add_amounts, amount_text, amount_texts, pointer
from service.adjustments.repository import (
    AdjustmentSearch,
    AskedAdjustments,
    NewAdjustment,
    StoredAdjustment,
    add_adjustments,
    add_effect,
    adjustments_after,
    asked_adjustments,
    rows_of_request,
)
from service.adjustments.use_cases.entered import entered_rows
from service.errors import Conflict, NotFound
from service.participants.repository.people import external_ids_of, people_called
from service.periods.repository.periods import StoredPeriod, period_of_id
from service.periods.repository.steps import last_step
from service.periods.use_cases.moving import Place, found, wrong_state
from service.two_person import Decision, ask
from service.web.cursor import bad_cursor, make_cursor, read_cursor
from service.work import Work

Shown = dict[str, object]
EXPIRES_AFTER: Final = timedelta(days=30)
_CLOSED: Final = frozenset({"locked", "paid"})
_ID_DIGITS_MAX: Final = 18


@dataclass(frozen=True, slots=True)
class Page:
    """How much of a list is asked for, and after what."""

    limit: int
    cursor: str | None = None


def ask_adjustments(work: Work, call: Mapping[str, Any]) -> int:
    """A request for the adjustments of a body, by number. Raises NotFound, CallRefused and Conflict."""
    rows, problems = entered_rows(work, call["adjustments"], _in_body)
    if problems:
        raise CallRefused(problems)
    return ask_for(work, (call["calendar"], call["period"], call["pay_group"]), rows, call["expires_on"], call["note"])


def ask_for(
    work: Work,
    place: Place,
    rows: Sequence[NewAdjustment],
    expires_on: str | None = None,
    note: str | None = None,
    *,
    subject: str | None = None,
) -> int:
    """A request for these adjustments, paid with the period at `place`, by number. Raises NotFound and Conflict.

    `subject` is what it is about, if it is not the period as a whole.
    """
    period, expires = payable_until(work, place, expires_on, "/expires_on")
    digest = _digest(place, expires, rows)
    request_id = ask(work, "adjustment", subject or "/".join(("period", *place)), digest, note)
    add_adjustments(work, AskedAdjustments(request_id, period.id, place[2], expires, len(rows)), rows)
    work.changed("adjustment.asked", f"approval_request/{request_id}", after=digest)
    return request_id


def payable_until(work: Work, place: Place, expires_on: str | None, said_at: str) -> tuple[StoredPeriod, str]:
    """The period that is to pay, and the last day to agree to it; `said_at` is where that day was said, if it was.

    Raises NotFound, Conflict for a period that pays nothing more, CallRefused for a day that is over.
    """
    period, last = found(work, place)
    if last is not None and last.state in _CLOSED:
        raise wrong_state(last.state)
    expires = expires_on or (work.now.date() + EXPIRES_AFTER).isoformat()
    if expires < work.now.date().isoformat():
        message = "this day is over; name today or a later day"
        raise CallRefused([Problem("adjustment.expires_in_the_past", said_at, message)])
    return period, expires


def apply_adjustments(work: Work, decision: Decision) -> None:
    """The adjustments of the decided request count from now on; a refusal ends them.

    Raises Conflict where they expired, or their period is locked.
    """
    asked = _asked(work, decision.request_id)
    if decision.verdict != "approved":
        return
    if asked.expires_on < work.now.date().isoformat():
        message = "These adjustments have expired; refuse the request, and ask anew."
        raise Conflict(Problem("adjustment.expired", "path id", message))
    last = last_step(work, asked.period_id, asked.pay_group)
    if last is not None and last.state in _CLOSED:
        raise wrong_state(last.state)
    add_effect(work, decision.request_id, decision.approval_id)
    work.changed("adjustment.approved", f"approval_request/{decision.request_id}")


def describe_adjustments(work: Work, request_id: int) -> Shown:
    """What will change: how many people get how much, in which period."""
    asked = _asked(work, request_id)
    period = period_of_id(work, asked.period_id)
    rows = rows_of_request(work, request_id)
    return {
        "calendar": period.calendar,
        "key": period.key,
        "pay_group": asked.pay_group,
        "expires_on": asked.expires_on,
        "rows": asked.rows,
        "people": len({row.participant_id for row in rows}),
        "total": amount_texts(add_amounts((row.currency, row.amount_minor) for row in rows)),
    }


def request_shown(work: Work, request_id: int) -> Shown:
    """The request as the one who asks is answered."""
    return {"request_id": str(request_id), **describe_adjustments(work, request_id)}


def list_adjustments(
    work: Work, search: AdjustmentSearch, participant: str | None, period: tuple[str, str] | None, page: Page
) -> tuple[Shown, int]:
    """One page of the adjustments within reach with their reasons, and of how many people they are."""
    if participant is not None:
        person = people_called(work, [participant]).get(participant)
        search = replace(search, participant_id=-1 if person is None else person.number)
    if period is not None:
        stored, _ = found(work, (*period, "all"))
        search = replace(search, period_id=stored.id)
    after = 0 if page.cursor is None else _id_in(page.cursor)
    rows = adjustments_after(work, search, after, page.limit + 1)
    shown, has_more = rows[: page.limit], len(rows) > page.limit
    names = external_ids_of(work, {row.participant_id for row in shown})
    body: Shown = {
        "data": [_shown(row, names, search.day) for row in shown],
        "has_more": has_more,
        "next_cursor": make_cursor(str(shown[-1].id)) if has_more else None,
    }
    return body, len({row.participant_id for row in shown})


def _in_body(index: int, name: str) -> str:
    return pointer("adjustments", index, name) if name else pointer("adjustments", index)


def _digest(place: Place, expires: str, rows: Sequence[NewAdjustment]) -> str:
    content = [
        [
            row.participant_id,
            str(row.amount_minor),
            row.currency,
            row.earning_code,
            row.plan_key,
            row.component,
            row.reason,
        ]
        for row in rows
    ]
    text = json.dumps([*place, expires, content], separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _asked(work: Work, request_id: int) -> AskedAdjustments:
    asked = asked_adjustments(work, request_id)
    if asked is None:
        message = "This request is not about adjustments; GET /v1/approvals lists what waits."
        raise NotFound(Problem("approval.not_found", "path id", message))
    return asked


def _shown(row: StoredAdjustment, names: Mapping[int, str], today: date) -> Shown:
    expired = row.expires_on < today.isoformat()
    return {
        "id": str(row.id),
        "request_id": str(row.request_id),
        "participant": names.get(row.participant_id),
        "calendar": row.calendar,
        "period": row.period,
        "pay_group": row.pay_group,
        "amount": amount_text(row.amount_minor, row.currency),
        "currency": row.currency,
        "earning_code": row.earning_code,
        "plan": row.plan_key,
        "component": row.component,
        "reason": row.reason,
        "expires_on": row.expires_on,
        "state": row.verdict or ("expired" if expired else "open"),
    }


def _id_in(cursor: str) -> int:
    text = read_cursor(cursor)
    if not (text.isascii() and text.isdecimal() and len(text) <= _ID_DIGITS_MAX):
        raise bad_cursor()
    return int(text)

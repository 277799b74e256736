"""What the yes of a second person does to a run that waits to be booked, and what they are shown before."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from rules import Problem, add_amounts, amount_texts
from service.close.repository.bookings import AskedBooking, add_booking, booking_request
from service.close.repository.carried import add_carried, booked_periods_after
from service.close.repository.runs import RunHead, newest_finished, run_head
from service.close.use_cases.checking_again import check_again
from service.close.use_cases.correcting import Carried, correction_of
from service.errors import NotFound
from service.participants.repository.people import external_ids_of
from service.periods.repository.periods import period_of_id
from service.periods.use_cases.moving import approve_period
from service.two_person import Decision
from service.work import Work

_NAMING: Final = ("deferrals", "signed_off_people")
_NAMED_MAX: Final = 100


def apply_booking(work: Work, decision: Decision) -> None:
    """Book the run that the decided request is about: a final run approves its period, a correction carries lines.

    A refusal changes nothing. Raises Conflict for a run that was overtaken, and for a period in another state. Until
    this is over no other run of the period finishes and nobody opens it: what is looked at here stays true.
    """
    asked, head = _asked(work, decision.request_id)
    if decision.verdict != "approved":
        return
    check_again(work, head, _deferred(asked))
    period = period_of_id(work, asked.period_id)
    correction = None if head.kind == "final" else _correction(work, head, asked)
    booking_id, revision = add_booking(work, asked, head.kind, decision)
    subject = f"booking/{period.calendar}/{period.key}/{asked.pay_group}/{revision}"
    work.changed("run.booked", subject, after=asked.run_hash)
    if correction is None:
        approve_period(work, (period.calendar, period.key, asked.pay_group), booking_id)
    else:
        add_carried(work, booking_id, asked.pay_group, correction.lines)


def describe_booking(work: Work, request_id: int) -> dict[str, object]:
    """What will change: which run, who is deferred or signed off, and of a correction what it carries."""
    asked, head = _asked(work, request_id)
    period = period_of_id(work, asked.period_id)
    said = _said(asked)
    shown: dict[str, object] = {
        "calendar": period.calendar,
        "key": period.key,
        "pay_group": asked.pay_group,
        "run": str(asked.run_id),
        "kind": head.kind,
        "results": asked.run_hash,
        "deferred": len(said["deferrals"]),
        "signed_off": len(said["signed_off"]),
        **_people_named(work, said),
        "warnings_confirmed": said["confirm_warnings"],
        "newest": newest_finished(work, head.period_id, head.pay_group, head.kind) == head.id,
    }
    if head.kind == "correction":
        shown["correction"] = carried_shown(work, head, _correction(work, head, asked), int(said["into"]))
    return shown


def without_people(details: Mapping[str, object]) -> dict[str, object]:
    """The same for those who may read the request and not who acts: how many they are stays."""
    return {**{part: value for part, value in details.items() if part not in _NAMING}, "hidden": list(_NAMING)}


def _people_named(work: Work, said: Mapping[str, Any]) -> dict[str, object]:
    """The first of those who are deferred or signed off, by id and plan. Their reasons may tell pay and stay notes."""
    deferred, signed = (said[part][:_NAMED_MAX] for part in ("deferrals", "signed_off"))
    names = external_ids_of(work, {int(each["participant"]) for each in (*deferred, *signed)})
    return {
        "deferrals": [{"participant": names.get(int(each["participant"])), "plan": each["plan"]} for each in deferred],
        "signed_off_people": [names.get(int(each["participant"])) for each in signed],
    }


def carried_shown(work: Work, head: RunHead, correction: Carried, into: int) -> dict[str, object]:
    """A correction in sums: lines, money, what pools would have moved by, and what has to be corrected after it."""
    sums = add_amounts((placed.line.currency, placed.line.amount_minor) for placed in correction.lines)
    return {
        "into": period_of_id(work, into).key,
        "lines": len(correction.lines),
        "people": len({placed.participant_id for placed in correction.lines}),
        "total": amount_texts(sums),
        "pool_variance": amount_texts(correction.pool_variance),
        "then": booked_periods_after(work, head.period_id, head.pay_group),
    }


def _correction(work: Work, head: RunHead, asked: AskedBooking) -> Carried:
    return correction_of(work, head, int(_said(asked)["into"]), _deferred(asked))


def _deferred(asked: AskedBooking) -> frozenset[tuple[int, str]]:
    return frozenset((int(each["participant"]), str(each["plan"])) for each in _said(asked)["deferrals"])


def _said(asked: AskedBooking) -> Mapping[str, Any]:
    said: dict[str, Any] = json.loads(asked.document, parse_float=Decimal)
    return said


def _asked(work: Work, request_id: int) -> tuple[AskedBooking, RunHead]:
    asked = booking_request(work, request_id)
    head = None if asked is None else run_head(work, asked.run_id)
    if asked is None or head is None:
        message = "This request is not about a run; GET /v1/approvals lists what waits."
        raise NotFound(Problem("approval.not_found", "path id", message))
    return asked, head

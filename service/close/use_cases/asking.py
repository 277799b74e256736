"""Asking for a run to be booked as the pay of a period: refused with everything that stands against it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rules import Amounts, Problem, VarianceLimits
from service.close.repository.booked import booked_run
from service.close.repository.bookings import AskedBooking, add_booking_request
from service.close.repository.carried import knows_corrections_before
from service.close.repository.runs import RunHead, facts_since, run_head
from service.close.use_cases.findings import TO_MEND, Findings, findings_of, late_facts_problem
from service.errors import Conflict, RequestRefused
from service.participants.repository.people import external_ids_of, people_called
from service.periods.repository.periods import StoredPeriod
from service.periods.use_cases.moving import Place, found, wrong_state
from service.periods.use_cases.reading import OPEN
from service.two_person import ask, write_note
from service.work import Work

CLOSED = ("locked", "paid")


@dataclass(frozen=True, slots=True)
class AskedClose:
    """What somebody wants booked, and what they say about everything that stands against it.

    `deferrals` are (external id, plan) → reason, `signed_off` external id → reason. `into` is the key of the open
    period that pays what a correction changes.
    """

    run_id: int
    limits: VarianceLimits
    deferrals: Mapping[tuple[str, str], str] = field(default_factory=dict)
    signed_off: Mapping[str, str] = field(default_factory=dict)
    confirm_warnings: bool = False
    into: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    """The same by the numbers of the participants."""

    deferrals: Mapping[tuple[int, str], str]
    signed_off: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Content:
    named: _Named
    into: StoredPeriod | None


def ask_booking(work: Work, place: Place, asked: AskedClose) -> int:
    """A request for the booking of a run, by number. Raises NotFound, RequestRefused and Conflict (every problem)."""
    period, head = bookable(work, place, asked.run_id)
    into = _open_period(work, place, head, asked.into)
    named = _named(work, asked)
    findings = findings_of(work, head, period, asked.limits)
    names = external_ids_of(work, {each.participant for each in findings.variances})
    problems = [*behind_corrections(work, head, "/run"), *_against(findings, asked, named, names)]
    if problems:
        raise Conflict(problems)
    return _asked(work, place, head, asked, _Content(named, into))


def late_facts_of(work: Work, place: Place, run_id: int) -> list[dict[str, object]]:
    """The warning that facts of the period arrived after this run, if some did."""
    period, _ = found(work, place)
    head = run_head(work, run_id)
    late = 0 if head is None else facts_since(work, head, (period.start, period.end))
    return [late_facts_problem(late).to_json()] if late else []


def bookable(work: Work, place: Place, run_id: int) -> tuple[StoredPeriod, RunHead]:
    """The period and the finished run of it that may be booked now; raises NotFound, RequestRefused and Conflict."""
    period, last = found(work, place)
    head = run_head(work, run_id)
    if head is None or (head.period_id, head.pay_group) != (period.id, place[2]):
        message = "there is no such run of this period and pay group; GET /v1/runs lists them"
        raise RequestRefused(Problem("close.unknown_run", "/run", message))
    if head.kind not in ("final", "correction"):
        message = "only final runs and corrections can be booked; this one only shows what would come of it"
        raise Conflict(Problem("close.run_not_for_pay", "/run", message))
    if head.state != "finished":
        message = "this run has not finished; wait for it, or take one that has"
        raise Conflict(Problem("close.run_not_finished", "/run", message))
    state = OPEN if last is None else last.state
    if state not in (CLOSED if head.kind == "correction" else ("calculated",)):
        raise wrong_state(state)
    return period, head


def behind_corrections(work: Work, head: RunHead, path: str) -> Iterator[Problem]:
    """Why a run is out of order: what a correction of an earlier period carried since may change what it computes, and
    a correction counts only against the booking that it was started for."""
    if not knows_corrections_before(work, head.knowledge_id, head.period_id, head.pay_group):
        message = "an earlier period was corrected after this run began; start this run again, then book that one"
        yield Problem("close.run_overtaken", path, message)
    booked = booked_run(work, head.period_id, head.pay_group)
    if head.kind == "correction" and (booked is None or head.corrects_id != booked.run_id):
        message = "this period was unlocked and booked anew after this correction began; start another correction run"
        yield Problem("close.run_overtaken", path, message)


def _open_period(work: Work, place: Place, head: RunHead, into: str | None) -> StoredPeriod | None:
    """Where a correction is paid: a period of the same calendar that is not locked."""
    if head.kind != "correction":
        if into is not None:
            message = "a final run is paid with its own period; only corrections are carried into another one"
            raise RequestRefused(Problem("close.into_own_period", "/into", message))
        return None
    if into is None:
        message = "say which open period pays what this correction changes"
        raise RequestRefused(Problem("close.into_missing", "/into", message))
    period, last = found(work, (place[0], into, place[2]))
    if last is not None and last.state in CLOSED:
        message = "this period is locked or paid; corrections are carried into one that is open"
        raise Conflict(Problem("close.into_closed", "/into", message))
    return period


def _named(work: Work, asked: AskedClose) -> _Named:
    people = people_called(work, {*asked.signed_off, *(name for name, _ in asked.deferrals)})
    message = "there is no participant of this id; GET /v1/participants lists them"
    unknown = [
        Problem("close.unknown_participant", f"/{part}/{number}/participant", message)
        for part, names in (("deferrals", [name for name, _ in asked.deferrals]), ("signed_off", asked.signed_off))
        for number, name in enumerate(names)
        if name not in people
    ]
    if unknown:
        raise RequestRefused(unknown)
    return _Named(
        {(people[name].number, plan): reason for (name, plan), reason in asked.deferrals.items()},
        {people[name].number: reason for name, reason in asked.signed_off.items()},
    )


def _against(findings: Findings, asked: AskedClose, named: _Named, names: Mapping[int, str]) -> Iterator[Problem]:
    """Everything that nobody said anything about."""
    if not findings.newest:
        message = "a newer run of this period has finished; book that one"
        yield Problem("close.run_overtaken", "/run", message)
    for each in findings.of_kinds(TO_MEND):
        if (each.participant, each.plan_key) not in named.deferrals:
            who = names.get(each.participant, f"number {each.participant}")
            code, says = _SAYS[each.kind]
            yield Problem(code, "/deferrals", f"{who}, plan {each.plan_key}: {says}")
    for each in findings.of_kinds({"moved"}):
        place = (each.participant, each.plan_key)
        if each.participant not in named.signed_off and place not in named.deferrals:
            who = names.get(each.participant, f"number {each.participant}")
            message = f"{who}, plan {each.plan_key}: pay moved by more than the limits; sign it off with a reason"
            yield Problem("close.variance", "/signed_off", message)
    if findings.warned and not asked.confirm_warnings:
        message = f"{findings.warned} results carry warnings; look at them and confirm, or mend the data and run again"
        yield Problem("close.warnings", "/confirm_warnings", message)


_SAYS: Mapping[str, tuple[str, str]] = {
    "missing": (
        "close.missing",
        "assigned, but the run has no result; start a new run, or defer by name with a reason",
    ),
    "twice": (
        "close.twice",
        "more results than assignments; mend the assignments and run again, or defer by name with a reason",
    ),
    "elsewhere": (
        "close.elsewhere",
        "paid for these days in another pay group or calendar already; mend that and run again, or defer by name",
    ),
    "blocked": (
        "close.blocked",
        "the result is blocked; mend what blocks it and run again, or defer by name with a reason",
    ),
}


def _asked(work: Work, place: Place, head: RunHead, asked: AskedClose, content: _Content) -> int:
    named = content.named
    document = _canonical(_document(head, asked, content))
    assert head.content_hash is not None
    digest = _sha256(document)
    request_id = ask(work, "run", "/".join(("period", *place)), digest, asked.note)
    row = AskedBooking(request_id, head.id, head.content_hash, head.period_id, head.pay_group, document)
    add_booking_request(work, row, named.deferrals)
    for (number, plan), reason in named.deferrals.items():
        write_note(work, f"participant/{number}/deferral/{request_id}/{plan}", reason)
    for number, reason in named.signed_off.items():
        write_note(work, f"participant/{number}/signed_off/{request_id}", reason)
    work.changed("run.booking_asked", f"run/{head.id}", after=digest)
    return request_id


def _document(head: RunHead, asked: AskedClose, content: _Content) -> dict[str, object]:
    """What the second person agrees to. Reasons are notes that can be erased; their hashes bind them."""
    named, into = content.named, content.into
    return {
        "run": str(head.id),
        "results": head.content_hash,
        "into": None if into is None else str(into.id),
        "deferrals": [
            {"participant": str(number), "plan": plan, "reason": _sha256(reason)}
            for (number, plan), reason in sorted(named.deferrals.items())
        ],
        "signed_off": [
            {"participant": str(number), "reason": _sha256(reason)}
            for number, reason in sorted(named.signed_off.items())
        ],
        "confirm_warnings": asked.confirm_warnings,
        "variance_limits": _limits(asked.limits),
    }


def _limits(limits: VarianceLimits) -> dict[str, object]:
    minor: Amounts = limits.minor
    percent = None if limits.percent is None else str(limits.percent)
    return {"minor": {code: str(amount) for code, amount in sorted(minor.items())}, "percent": percent}


def _canonical(document: Mapping[str, object]) -> str:
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

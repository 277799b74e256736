"""Opening a locked period again: one person asks, another one agrees, and the database checks both."""

from rules import Problem
from service.errors import Conflict, NotFound
from service.periods.repository.periods import period_of_id
from service.periods.repository.steps import (
    Proof,
    Unlock,
    add_step,
    add_unlock,
    last_step,
    lock_name,
    open_request,
    steps_of,
    unlock_of_request,
    was_corrected,
    was_paid_from,
)
from service.periods.use_cases.content import content_hash
from service.periods.use_cases.moving import found, subject, wrong_state
from service.periods.use_cases.reading import OPEN
from service.store.locks import Lock, lock
from service.two_person import Decision, ask
from service.web.moments import moment_text
from service.work import Work

_LOCKED = "locked"


def ask_unlock(work: Work, place: tuple[str, str, str], reason: str) -> int:
    """A request to open a locked period, by number. Raises NotFound, NotAllowed and Conflict."""
    period, last = found(work, place)
    if last is None or last.state != _LOCKED:
        raise wrong_state(OPEN if last is None else last.state)
    _must_only_be_booked(work, period.id, place[2])
    unlock = Unlock(period.id, place[2], last.number)
    if open_request(work, unlock) is not None:
        message = "An unlock of this period waits for a decision already; GET /v1/approvals?state=open lists it."
        raise Conflict(Problem("period.unlock_asked", "path key", message))
    request_id = ask(work, "period_unlock", "/".join(("period", *place)), _identity(place, last.number), reason)
    add_unlock(work, request_id, unlock)
    work.changed("period.unlock_asked", subject(place, last.number))
    return request_id


def apply_decision(work: Work, decision: Decision) -> None:
    """Open the period that the decided request is about; a refusal leaves it locked.

    Raises Conflict where it is not in the state any more that the request was about. Until this is over nobody is paid
    from it, and no correction of it is booked.
    """
    unlock = _unlock(work, decision.request_id)
    if decision.verdict != "approved":
        return
    lock(work.session, Lock.PERIOD, lock_name(unlock.period_id, unlock.pay_group))
    last = last_step(work, unlock.period_id, unlock.pay_group)
    assert last is not None, "what was locked has steps"
    if last.number != unlock.after_number:
        raise wrong_state(last.state)
    _must_only_be_booked(work, unlock.period_id, unlock.pay_group)
    after = add_step(work, last, unlock.period_id, unlock.pay_group, OPEN, proof=Proof(decision))
    period = period_of_id(work, unlock.period_id)
    work.changed("period.unlocked", subject((period.calendar, period.key, unlock.pay_group), after.number))


def describe_request(work: Work, request_id: int) -> dict[str, object]:
    """What will change: the period and the lock that a request wants opened."""
    unlock = _unlock(work, request_id)
    period = period_of_id(work, unlock.period_id)
    steps = steps_of(work, unlock.period_id, unlock.pay_group)
    locked = steps[unlock.after_number - 1]
    return {
        "calendar": period.calendar,
        "key": period.key,
        "start": period.start,
        "end": period.end,
        "pay_group": unlock.pay_group,
        "state": steps[-1].state,
        "locked_by": str(locked.by_id),
        "locked_at": moment_text(locked.at),
    }


def _unlock(work: Work, request_id: int) -> Unlock:
    unlock = unlock_of_request(work, request_id)
    if unlock is None:
        message = "This request is not about a period; GET /v1/approvals lists what waits."
        raise NotFound(Problem("approval.not_found", "path id", message))
    return unlock


def _must_only_be_booked(work: Work, period_id: int, pay_group: str) -> None:
    """Nobody was paid, and no correction carries what another booking would pay once more."""
    if was_paid_from(work, period_id, pay_group):
        message = "Somebody was paid from this period, so it stays locked; what changes comes as a correction."
        raise Conflict(Problem("period.paid_from", "path key", message))
    if was_corrected(work, period_id, pay_group):
        message = "A correction of this period is booked and pays the difference, so it stays locked; correct it again."
        raise Conflict(Problem("period.corrected", "path key", message))


def _identity(place: tuple[str, str, str], number: int) -> str:
    calendar, key, pay_group = place
    return content_hash({"calendar": calendar, "key": key, "pay_group": pay_group, "locked": str(number), "to": OPEN})

"""When a booking is agreed to: whether what was looked at when it was asked for is still so."""

from typing import Final

from rules import Problem
from service.close.repository.elsewhere import paid_elsewhere
from service.close.repository.runs import RunHead, newest_finished
from service.close.use_cases.asking import CLOSED, behind_corrections
from service.errors import Conflict
from service.periods.repository.steps import last_step, lock_name
from service.periods.use_cases.moving import wrong_state
from service.periods.use_cases.reading import OPEN
from service.store.locks import Lock, lock
from service.work import Work

EVERY_BOOKING: Final = "every booking"
"""One at a time, whatever its period and group: two of them may pay the same person for the same days."""


def check_again(work: Work, head: RunHead, deferred: frozenset[tuple[int, str]]) -> None:
    """Raises Conflict for a run that was overtaken, a period in another state, and for people whom another pay group
    pays by now.

    Until the work is over no other run of the period finishes, nobody opens it, and nothing else is booked.
    """
    # First, as a correction also takes the lock of the period that pays it.
    lock(work.session, Lock.PERIOD, EVERY_BOOKING)
    lock(work.session, Lock.PERIOD, lock_name(head.period_id, head.pay_group))
    _must_be_newest(work, head)
    _must_fit_state(work, head)
    _must_be_paid_only_here(work, head, deferred)


def _must_be_newest(work: Work, head: RunHead) -> None:
    if newest_finished(work, head.period_id, head.pay_group, head.kind) != head.id:
        message = "A newer run of this period has finished since this was asked for; refuse this, and ask anew."
        raise Conflict(Problem("close.run_overtaken", "path id", message))
    if behind := list(behind_corrections(work, head, "path id")):
        raise Conflict(behind)


def _must_be_paid_only_here(work: Work, head: RunHead, deferred: frozenset[tuple[int, str]]) -> None:
    twice = paid_elsewhere(work, head) - deferred
    if twice:
        message = f"{len(twice)} results are of people whom another pay group pays by now; refuse this, and ask anew."
        raise Conflict(Problem("close.elsewhere", "path id", message))


def _must_fit_state(work: Work, head: RunHead) -> None:
    last = last_step(work, head.period_id, head.pay_group)
    state = OPEN if last is None else last.state
    if state not in (CLOSED if head.kind == "correction" else ("calculated",)):
        raise wrong_state(state)

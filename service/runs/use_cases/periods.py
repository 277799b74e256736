"""Periods as runs see them: when results may be stored for one, and that a finished final run calculates it."""

from typing import Final

from rules import Problem
from service.periods.repository.periods import period_of_id
from service.periods.repository.steps import Step, last_step, lock_name
from service.periods.use_cases.moving import move_period
from service.runs.repository.runs import StoredRun
from service.store.locks import Lock, lock, lock_shared
from service.work import Work

CLOSED: Final = frozenset({"locked", "paid"})
"""States in which only corrections are computed."""
_CALCULABLE: Final = frozenset({"open", "calculated"})


def is_calculable(last: Step | None) -> bool:
    """Whether final runs may still store results; a period that nobody has begun with is open."""
    return last is None or last.state in _CALCULABLE


def period_closed(path: str) -> Problem:
    """Why no final run can be stored any more."""
    message = (
        "this period is approved, locked or paid for this pay group, so its results stay as they are; reopen or unlock"
        " it, or let a correction run carry what changed"
    )
    return Problem("run.period_locked", path, message)


def may_store(work: Work, run: StoredRun) -> bool:
    """Whether results of a run may be stored; until the transaction ends nobody moves the period on."""
    if run.kind != "final":
        return True
    lock_shared(work.session, Lock.PERIOD, lock_name(run.period_id, run.pay_group))
    return is_calculable(last_step(work, run.period_id, run.pay_group))


def calculate_period(work: Work, run: StoredRun) -> bool:
    """Whether the period could still be calculated by this run; then it is."""
    lock(work.session, Lock.PERIOD, lock_name(run.period_id, run.pay_group))
    if not is_calculable(last_step(work, run.period_id, run.pay_group)):
        return False
    period = period_of_id(work, run.period_id)
    move_period(work, (period.calendar, period.key, run.pay_group), "calculate")
    return True

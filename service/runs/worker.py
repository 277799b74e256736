"""The worker: takes up runs and computes them slice by slice, each kept in one transaction of its own.

Whatever ends it, between any two transactions, costs the slice at hand: the next worker goes on from those that are
stored.
"""

import os
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial
from typing import Final

from sqlalchemy.exc import IntegrityError

from rules import RulesError
from service.errors import ServiceError, StoreBusy
from service.jobs.repository import Lease, finish_job, give_back_all, is_anything_free, take_job
from service.runs.compute import COMPANY, compute_slices, running_plans
from service.runs.repository.runs import ENDED
from service.runs.repository.slicing import slices_of_plan, unfinished_plan
from service.runs.use_cases.computing import (
    ATTEMPTS_MAX,
    begin_run,
    fail_run,
    finish_run,
    note_fault,
    run_of,
    store_computed,
)
from service.runs.use_cases.failures import LOST
from service.runs.use_cases.starting import JOB
from service.runs.use_cases.upkeep import note_knowledge, purge_previews
from service.store.database import Database
from service.web.log import log_of
from service.work import Actor, Work, carry_out, reading

_NOBODY: Final = Actor(0)
"""Who takes and gives back leases: nothing of it is audited."""
_TRIES: Final = 10
_PAUSE_SECONDS: Final = 0.5
_BUSY_SECONDS: Final = 2.0
_UPKEEP_SECONDS: Final = 60.0

log: Final = log_of("worker")


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be done next about a run, on behalf of whoever started it: `plan` is one with slices left."""

    actor: Actor
    state: str
    plan: int | None


def _never() -> bool:
    return False


def work_once(
    database: Database, holder: str | None = None, *, company: str = COMPANY, is_stopping: Callable[[], bool] = _never
) -> bool:
    """Do the next thing about the oldest run that is to be computed; False if there is none.

    That is planning its slices, computing those of one plan, or finishing it. `holder` tells workers apart; by default
    each process is one. Once `is_stopping` says so, it returns after the slice at hand. Raises StoreBusy; any other
    error is a defect, after which the run is tried again, and failed in the end.
    """
    held_by = holder_of(os.getpid()) if holder is None else holder
    if not reading(database, _NOBODY, lambda work: is_anything_free(work, JOB, held_by)):
        return False
    lease = carry_out(database, _NOBODY, lambda work: take_job(work, JOB, held_by))
    if lease is None:
        return False
    _Attempt(database, lease, company, is_stopping).make()
    return True


@cache
def holder_of(_process: int) -> str:
    """A name for this process that no other worker has, not even a copy of this process."""
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One thing to do about the run of a lease."""

    database: Database
    lease: Lease
    company: str
    is_stopping: Callable[[], bool]

    def make(self) -> None:
        """Do it, or say why it cannot be done."""
        task = reading(self.database, _NOBODY, self._task)
        if task.state in ENDED:
            carry_out(self.database, task.actor, lambda work: finish_job(work, self.lease))
        elif self.lease.attempt > ATTEMPTS_MAX:
            carry_out(self.database, task.actor, lambda work: fail_run(work, self.lease, LOST))
        else:
            self._make(task)

    def _make(self, task: _Task) -> None:
        try:
            if task.state == "queued":
                carry_out(self.database, task.actor, lambda work: begin_run(work, self.lease))
            elif task.plan is None:
                carry_out(self.database, task.actor, lambda work: finish_run(work, self.lease))
            else:
                self._compute(task.actor, task.plan)
        except StoreBusy:
            raise
        except (ServiceError, RulesError) as refused:
            code = refused.problems[0].code
            carry_out(self.database, task.actor, lambda work: fail_run(work, self.lease, code))
        except Exception:
            carry_out(self.database, task.actor, lambda work: note_fault(work, self.lease))
            raise

    def _task(self, work: Work) -> _Task:
        run, last = run_of(work, self.lease)
        return _Task(Actor(run.by_id), last.state, unfinished_plan(work, run.id) if last.state == "running" else None)

    def _compute(self, actor: Actor, plan_number: int) -> None:
        """The slices of a plan that are left. Another run may store one of the same results after they were compared
        with what is there: then the rest is compared again."""
        for tries_left in reversed(range(_TRIES)):
            try:
                self._compute_rest(actor, plan_number)
                return
            except IntegrityError:
                if not tries_left:
                    raise

    def _compute_rest(self, actor: Actor, plan_number: int) -> None:
        run_id = self.lease.subject_id
        plans = reading(self.database, actor, lambda work: running_plans(work.session, run_id))
        plan = next(plan for plan in plans if plan.number == plan_number)
        slices, done = reading(self.database, actor, lambda work: slices_of_plan(work, run_id, plan_number))
        outcomes = compute_slices(self.database, actor, plan, slices, done=done, company=self.company)
        for outcome in outcomes:
            is_on = carry_out(
                self.database, actor, partial(store_computed, lease=self.lease, plan=plan, outcome=outcome)
            )
            if not is_on or self.is_stopping():
                return


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """What an operator says about a worker: who keeps house, for how long previews are kept, who is the company."""

    actor: Actor
    previews_kept: timedelta
    company: str = COMPANY


class Worker:
    """A loop around `work_once` that also keeps house; it stops after the slice at hand."""

    def __init__(
        self, database: Database, holder: str, settings: WorkerSettings, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._holder = holder
        self._settings = settings
        self._clock = clock
        self._upkeep_due = clock()
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Come to an end soon."""
        self._stopped.set()

    def run(self, is_wanted: Callable[[], bool] = lambda: True) -> None:
        """Work until somebody stops it or nobody wants it any more; what it holds is for others then."""
        while not self._stopped.is_set() and is_wanted():
            self._stopped.wait(self.turn())
        carry_out(self._database, _NOBODY, lambda work: give_back_all(work, self._holder))

    def turn(self) -> float:
        """Do one thing; how many seconds to wait before the next."""
        try:
            if work_once(
                self._database, self._holder, company=self._settings.company, is_stopping=self._stopped.is_set
            ):
                return 0.0
            self._keep_house()
        except StoreBusy:
            log.warning("the database is busy or away; the worker waits")
            return _BUSY_SECONDS
        return _PAUSE_SECONDS

    def _keep_house(self) -> None:
        if self._clock() < self._upkeep_due:
            return
        carry_out(self._database, self._settings.actor, note_knowledge)
        while not self._stopped.is_set() and carry_out(self._database, self._settings.actor, self._purge):
            pass
        self._upkeep_due = self._clock() + _UPKEEP_SECONDS

    def _purge(self, work: Work) -> bool:
        return purge_previews(work, self._settings.previews_kept)

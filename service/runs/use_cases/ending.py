"""Ending a run before it is finished, and beginning again with one that failed."""

from rules import Problem
from service.access.caller import Caller
from service.access.still import refuse_if_gone
from service.errors import Conflict, NotAllowed
from service.jobs.repository import stop_job, wake_job
from service.runs.repository.runs import RunStep, StoredRun, add_run_step, find_run, last_run_step
from service.runs.repository.slicing import forget_stages
from service.runs.use_cases.reading import run_not_found
from service.runs.use_cases.starting import FOR_PAY, JOB, subject_of
from service.work import Work


def cancel_run(work: Work, caller: Caller, run_id: int) -> None:
    """Nothing more is computed of it; what is stored stays. Raises NotFound, NotAllowed and Conflict."""
    run, last = _found(work, caller, run_id)
    if last.state not in ("queued", "running"):
        raise _wrong_state(last.state)
    # The job first: whoever stores a slice in this moment holds it, and is waited for.
    stop_job(work, JOB, run.id)
    last = _last(work, run_id)
    if last.state not in ("queued", "running"):
        raise _wrong_state(last.state)
    add_run_step(work, run.id, last, "cancelled")
    forget_stages(work, run.id)
    work.changed("run.cancelled", subject_of(run.id))


def retry_run(work: Work, caller: Caller, run_id: int) -> None:
    """A failed run goes on where it ended. Raises NotFound, NotAllowed and Conflict."""
    run, last = _found(work, caller, run_id)
    if last.state != "failed":
        raise _wrong_state(last.state)
    add_run_step(work, run.id, last, "queued")
    wake_job(work, JOB, run.id)
    work.changed("run.retried", subject_of(run.id))


def _found(work: Work, caller: Caller, run_id: int) -> tuple[StoredRun, RunStep]:
    run = find_run(work, run_id)
    if run is None:
        raise run_not_found()
    if run.is_kept:
        if FOR_PAY not in caller.scopes:
            message = f"This run counts as pay: ending it or trying it again also needs the scope {FOR_PAY}."
            raise NotAllowed(Problem("key.scope_missing", "path id", message))
        refuse_if_gone(work, caller, FOR_PAY)
    return run, _last(work, run_id)


def _last(work: Work, run_id: int) -> RunStep:
    last = last_run_step(work, run_id)
    assert last is not None, "a run begins with a step"
    return last


def _wrong_state(state: str) -> Conflict:
    message = f"This run is {state}: only runs that are queued or running are cancelled, only failed ones tried again."
    return Conflict(Problem("run.wrong_state", "path id", message))

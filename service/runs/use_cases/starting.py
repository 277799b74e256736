"""Starting a run: what it is about, checked and written down with the moment of knowledge in one short transaction."""

from typing import Final

from rules import SEMANTICS, Problem
from service.access.caller import Caller
from service.access.still import refuse_if_gone
from service.errors import NotAllowed, RequestRefused
from service.jobs.repository import add_job
from service.runs.repository.knowledge import add_knowledge, knowledge_at
from service.runs.repository.runs import NewRun, add_run
from service.runs.use_cases.asked import AskedRun, corrected_run, plans_of, the_period
from service.store.locks import Lock, lock
from service.version import engine_version
from service.work import Work

JOB: Final = "run"
"""What jobs about runs are called; their subject is the run."""
FOR_PAY: Final = "periods:write"
"""What else somebody needs who starts a run that counts as pay: they move the period on."""


def start_run(work: Work, caller: Caller, asked: AskedRun) -> int:
    """A new run by number, which a worker takes up. Raises NotAllowed, RequestRefused and Conflict."""
    if asked.counts_as_pay:
        _must_be_for_pay(work, caller)
    period = the_period(work, asked)
    corrects_id = corrected_run(work, asked, period)
    knowledge_id = _knowledge(work, asked)
    plans = plans_of(work, asked, period)
    run_id = add_run(
        work,
        NewRun(
            kind=asked.kind,
            period_id=period.id,
            pay_group=asked.pay_group,
            knowledge_id=knowledge_id,
            corrects_id=corrects_id,
            semantics=SEMANTICS,
            engine=engine_version(),
            request=asked.text,
        ),
        plans,
    )
    add_job(work, JOB, run_id)
    work.changed("run.started", subject_of(run_id))
    return run_id


def subject_of(run_id: int) -> str:
    """What the audit calls a run."""
    return f"run/{run_id}"


def _must_be_for_pay(work: Work, caller: Caller) -> None:
    if FOR_PAY not in caller.scopes:
        message = f"Final and correction runs count as pay: they also need the scope {FOR_PAY}. Start a preview."
        raise NotAllowed(Problem("key.scope_missing", "/kind", message))
    refuse_if_gone(work, caller, FOR_PAY)


def _knowledge(work: Work, asked: AskedRun) -> int:
    """The moment of knowledge, by number. Who writes what runs read is waited for, and waits until this is over."""
    if asked.as_of is None:
        lock(work.session, Lock.RUN_INPUTS)
        return add_knowledge(work)
    found = knowledge_at(work, asked.as_of)
    if found is None:
        message = "nothing is on record of what was known then; give a later moment, or leave it out for now"
        raise RequestRefused(Problem("run.no_knowledge", "/as_of", message))
    return found

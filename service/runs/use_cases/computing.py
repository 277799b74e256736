"""What a worker writes about a run, each in one short transaction; nothing is open while results are computed."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from rules import compile_plan, parse_plan
from service.files.exact_json import loads
from service.jobs.repository import Lease, finish_job, give_back, renew_lease
from service.runs.compute import RunningPlan, SliceOutcome, members_of, people_at_once, running_plans, store_slice
from service.runs.repository.runs import ENDED, RunStep, StoredRun, add_run_step, find_run, last_run_step
from service.runs.repository.slicing import PlannedSlice, add_slices, digests_of, forget_stages, has_slices, is_stored
from service.runs.use_cases.failures import FAULT, LOCKED, NOBODY
from service.runs.use_cases.periods import calculate_period, may_store
from service.runs.use_cases.starting import subject_of
from service.work import Work
from service.work.rows import sha256_of

ATTEMPTS_MAX: Final = 3
"""How often a run is begun in vain at the same place before it fails."""
_BEGUN: Final = "running"


def run_of(work: Work, lease: Lease) -> tuple[StoredRun, RunStep]:
    """The run that a job is about, and its last step."""
    run, last = find_run(work, lease.subject_id), last_run_step(work, lease.subject_id)
    assert run is not None
    assert last is not None
    return run, last


def begin_run(work: Work, lease: Lease) -> None:
    """Cut the people of every plan into slices; one that is begun again keeps its own."""
    run, last = run_of(work, lease)
    if last.state != "queued" or not renew_lease(work, lease):
        return
    if not has_slices(work, run.id):
        slices = list(_slices(work, running_plans(work.session, run.id)))
        if not slices:
            fail_run(work, lease, NOBODY)
            return
        add_slices(work, run.id, slices)
    add_run_step(work, run.id, last, _BEGUN)
    work.changed("run.begun", subject_of(run.id))


def store_computed(work: Work, lease: Lease, plan: RunningPlan, outcome: SliceOutcome) -> bool:
    """Keep what a slice gave, once; False if there is nothing more to do: the run was cancelled or taken by another
    worker, or it fails because its period was closed."""
    if not renew_lease(work, lease, came_forward=True):
        return False
    if is_stored(work, plan.run_id, outcome.slice_number):
        return True
    run, _ = run_of(work, lease)
    if not may_store(work, run):
        fail_run(work, lease, LOCKED)
        return False
    store_slice(work, plan, outcome)
    work.changed("run.slice_stored", f"{subject_of(run.id)}/{outcome.slice_number}", after=outcome.digest)
    return True


def finish_run(work: Work, lease: Lease) -> None:
    """All slices are there: the run has the hash of all results, and a final one has calculated its period."""
    run, last = run_of(work, lease)
    if last.state != _BEGUN or not renew_lease(work, lease):
        return
    if run.kind == "final" and not calculate_period(work, run):
        fail_run(work, lease, LOCKED)
        return
    content_hash = sha256_of(digests_of(work, run.id))
    add_run_step(work, run.id, last, "finished", content_hash=content_hash)
    forget_stages(work, run.id)
    finish_job(work, lease)
    work.changed("run.finished", subject_of(run.id), after=content_hash)


def fail_run(work: Work, lease: Lease, code: str) -> None:
    """The run ends with a problem; what is stored of it stays, and it can be tried again."""
    run, last = run_of(work, lease)
    if last.state in ENDED or not finish_job(work, lease, failed=True):
        return
    if last.state == "queued":
        last = add_run_step(work, run.id, last, _BEGUN)
    add_run_step(work, run.id, last, "failed", problem=code)
    work.changed("run.failed", subject_of(run.id))


def note_fault(work: Work, lease: Lease) -> None:
    """A worker came upon a defect: another attempt is made, or the run fails."""
    if lease.attempt >= ATTEMPTS_MAX:
        fail_run(work, lease, FAULT)
    else:
        give_back(work, lease)


def _slices(work: Work, plans: Iterable[RunningPlan]) -> Iterator[PlannedSlice]:
    number = 0
    for plan in plans:
        people = people_at_once(compile_plan(parse_plan(loads(plan.document.encode()))))
        members = members_of(work.session, plan)
        while part := list(islice(members, people)):
            number += 1
            yield PlannedSlice(number, plan.number, part[0], part[-1], len(part))

"""Jobs and their leases. A lease that ran out may be taken by another worker; who had it finds out by renewing.

None of it is audited: a job only says that there is something to do, never what came of it.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, update
from sqlmodel import col, select

from service.store.tables import Job
from service.work import Work

LEASE: Final = timedelta(minutes=5)
"""For how long a worker that says nothing keeps a job from the others."""
_WAITING, _LEASED, _DONE, _FAILED = "waiting", "leased", "done", "failed"


@dataclass(frozen=True, slots=True)
class Lease:
    """A job in the hands of one worker. `attempt` counts how often it was begun since it last came forward."""

    job_id: int
    kind: str
    subject_id: int
    attempt: int
    holder: str


def add_job(work: Work, kind: str, subject_id: int) -> None:
    """Something to do for a worker."""
    work.add(Job(kind=kind, subject_id=subject_id, state=_WAITING, attempts=0, created_at=work.now))


def take_job(work: Work, kind: str, holder: str) -> Lease | None:
    """The oldest job of a kind that the holder may work on: what it holds already, else what waits or was let go.

    Two workers never take the same one: on PostgreSQL each passes over what another is just taking.
    """
    held = _held_by(holder)
    query = select(Job).where(col(Job.kind) == kind, or_(held, _free(work)))
    # What it holds first: a job is finished before another one is begun.
    first = query.order_by(held.desc(), col(Job.id)).limit(1).with_for_update(skip_locked=True)
    job = work.session.exec(first).one_or_none()
    if job is None:
        return None
    assert job.id is not None
    if job.state != _LEASED or job.lease_by != holder:
        job.attempts += 1
    job.state, job.lease_by, job.lease_until = _LEASED, holder, work.now + LEASE
    work.session.flush()
    return Lease(job.id, job.kind, job.subject_id, job.attempts, holder)


def is_anything_free(work: Work, kind: str, holder: str) -> bool:
    """Whether `take_job` would find something, without taking it."""
    query = select(Job.id).where(col(Job.kind) == kind, or_(_held_by(holder), _free(work))).limit(1)
    return work.session.exec(query).one_or_none() is not None


def give_back_all(work: Work, holder: str) -> None:
    """Let others have whatever a worker holds that ends."""
    values: dict[str, object] = {"state": _WAITING, "lease_by": None, "lease_until": None}
    work.session.connection().execute(update(Job).where(_held_by(holder)).values(**values))


def renew_lease(work: Work, lease: Lease, *, came_forward: bool = False) -> bool:
    """Whether the job is still the holder's; then nobody else takes it, and until the transaction ends nobody ends it.

    A job that came forward is begun anew as far as its attempts count.
    """
    values: dict[str, object] = {"lease_until": work.now + LEASE}
    if came_forward:
        values["attempts"] = 1
    return _change(work, lease, values)


def give_back(work: Work, lease: Lease) -> bool:
    """Let another worker have the job at once."""
    return _change(work, lease, {"state": _WAITING, "lease_by": None, "lease_until": None})


def finish_job(work: Work, lease: Lease, *, failed: bool = False) -> bool:
    """The job is over; False if it was not the holder's any more."""
    state = _FAILED if failed else _DONE
    return _change(work, lease, {"state": state, "lease_by": None, "lease_until": None})


def stop_job(work: Work, kind: str, subject_id: int) -> None:
    """Nobody has to do it any more; whoever holds it finds out by renewing."""
    values: dict[str, object] = {"state": _DONE, "lease_by": None, "lease_until": None}
    _of_subject(work, kind, subject_id, values)


def wake_job(work: Work, kind: str, subject_id: int) -> None:
    """It is to be done again, from the first attempt on."""
    values: dict[str, object] = {"state": _WAITING, "attempts": 0, "lease_by": None, "lease_until": None}
    _of_subject(work, kind, subject_id, values)


def _held_by(holder: str) -> ColumnElement[bool]:
    return and_(col(Job.state) == _LEASED, col(Job.lease_by) == holder)


def _free(work: Work) -> ColumnElement[bool]:
    return or_(col(Job.state) == _WAITING, and_(col(Job.state) == _LEASED, col(Job.lease_until) <= work.now))


def _change(work: Work, lease: Lease, values: dict[str, object]) -> bool:
    is_held = and_(col(Job.id) == lease.job_id, _held_by(lease.holder))
    changed = work.session.connection().execute(update(Job).where(is_held).values(**values))
    return changed.rowcount == 1


def _of_subject(work: Work, kind: str, subject_id: int, values: dict[str, object]) -> None:
    of_subject = and_(col(Job.kind) == kind, col(Job.subject_id) == subject_id)
    work.session.connection().execute(update(Job).where(of_subject).values(**values))

"""Writing versions and their steps: rows that never change again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select
from sqlmodel import col

from service.plans.repository.versions import Version
from service.store.tables import Note, PlanVersion, PlanVersionEvent
from service.two_person import Decision
from service.work import Work


@dataclass(frozen=True, slots=True)
class Submitted:
    """What is submitted: the document, its hash, and from when until when it shall be in force."""

    plan_key: str
    text: str
    content_hash: str
    effective_from: str
    effective_until: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a version; days as they were from then on."""

    number: int
    state: str
    by_id: int
    at: datetime
    effective_from: str | None
    effective_until: str | None


def add_version(work: Work, number: int, submitted: Submitted, request_id: int, request_hash: str) -> None:
    """A new version of a locked plan, with its first step."""
    row = PlanVersion(
        plan_key=submitted.plan_key,
        number=number,
        document=submitted.text,
        content_hash=submitted.content_hash,
        author_id=work.actor.principal_id,
        request_id=request_id,
        request_hash=request_hash,
        effective_from=submitted.effective_from,
        effective_until=submitted.effective_until,
        submitted_at=work.now,
    )
    work.add(row)
    assert row.id is not None
    work.add(
        PlanVersionEvent(
            version_id=row.id,
            number=1,
            to_state="submitted",
            by_id=work.actor.principal_id,
            at=work.now,
            effective_from=submitted.effective_from,
            effective_until=submitted.effective_until,
        )
    )


def add_step(
    work: Work,
    version: Version,
    state: str,
    *,
    effective_until: str | None = None,
    decision: Decision | None = None,
) -> None:
    """The next step of a version of a locked plan; with `effective_until` it ends earlier than before."""
    work.add(
        PlanVersionEvent(
            version_id=version.id,
            number=version.steps + 1,
            previous_number=version.steps,
            from_state=version.state,
            to_state=state,
            by_id=work.actor.principal_id,
            at=work.now,
            request_id=None if decision is None else decision.request_id,
            approval_id=None if decision is None else decision.approval_id,
            verdict=None if decision is None else decision.verdict,
            effective_from=version.effective_from,
            effective_until=version.effective_until if effective_until is None else effective_until,
        )
    )


def steps_of(work: Work, version_id: int) -> Sequence[Step]:
    """Everything that happened to a version, in order."""
    return [Step(*row) for row in work.session.connection().execute(_STEPS, {"version_id": version_id})]


# Put together once, because it runs whenever a version is read.
_STEPS: Final = (
    select(
        col(PlanVersionEvent.number),
        col(PlanVersionEvent.to_state),
        col(PlanVersionEvent.by_id),
        col(PlanVersionEvent.at),
        col(PlanVersionEvent.effective_from),
        col(PlanVersionEvent.effective_until),
    )
    .where(col(PlanVersionEvent.version_id) == bindparam("version_id"))
    .order_by(col(PlanVersionEvent.number))
)


def add_note(work: Work, subject: str, text: str) -> None:
    """A word beside something; apart from it, because it may name people and be erased."""
    work.add(Note(subject=subject, text=text, by_id=work.actor.principal_id, at=work.now))

"""The drafts of plans, one per key."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from service.store.tables import PlanDraft
from service.work import Work


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: its document as text, the document's hash, who wrote it last and when."""

    plan_key: str
    text: str
    content_hash: str
    author_id: int
    changed_at: datetime


def find_draft(work: Work, key: str) -> Draft | None:
    """The draft of a plan, if it has one."""
    row = work.session.get(PlanDraft, key)
    return None if row is None else _draft(row)


def drafts_of(work: Work, keys: Iterable[str]) -> dict[str, Draft]:
    """The drafts of several plans, by key."""
    rows = work.session.exec(select(PlanDraft).where(col(PlanDraft.plan_key).in_(list(keys)))).all()
    return {row.plan_key: _draft(row) for row in rows}


def save_draft(work: Work, key: str, text: str, content_hash: str) -> Draft:
    """Write the draft of a plan that is locked, whether it has one or not."""
    row = work.session.get(PlanDraft, key)
    if row is None:
        row = PlanDraft(
            plan_key=key,
            document=text,
            content_hash=content_hash,
            author_id=work.actor.principal_id,
            changed_at=work.now,
        )
        work.add(row)
        return _draft(row)
    row.document, row.content_hash = text, content_hash
    row.author_id, row.changed_at = work.actor.principal_id, work.now
    work.session.flush()
    return _draft(row)


def remove_draft(work: Work, key: str) -> None:
    """Take the draft of a locked plan away."""
    row = work.session.get(PlanDraft, key)
    if row is not None:
        work.session.delete(row)
        work.session.flush()


def _draft(row: PlanDraft) -> Draft:
    return Draft(row.plan_key, row.document, row.content_hash, row.author_id, row.changed_at)

"""The plans that may have KPIs of the library: every draft, and every version that may still pay."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select

from service.store.tables import PlanDraft, PlanVersion, PlanVersionEvent
from service.work import Work

_OVER = ("refused", "retired")


@dataclass(frozen=True, slots=True)
class PlanText:
    """The document of a plan as text; `version` is None for a draft."""

    plan_key: str
    version: int | None
    state: str
    text: str


def plan_texts(work: Work) -> Iterator[PlanText]:
    """Two queries, whatever there is; plans in the order of keys and versions, drafts last."""
    last = (
        select(col(PlanVersionEvent.version_id), func.max(PlanVersionEvent.number))
        .group_by(col(PlanVersionEvent.version_id))
        .subquery()
    )
    query = (
        select(PlanVersion.plan_key, PlanVersion.number, PlanVersionEvent.to_state, PlanVersion.document)
        .join(last, last.c[0] == col(PlanVersion.id))
        .join(
            PlanVersionEvent,
            (col(PlanVersionEvent.version_id) == last.c[0]) & (col(PlanVersionEvent.number) == last.c[1]),
        )
        .where(col(PlanVersionEvent.to_state).not_in(_OVER))
        .order_by(col(PlanVersion.plan_key), col(PlanVersion.number))
    )
    for plan_key, number, state, text in work.session.exec(query):
        yield PlanText(plan_key, number, state, text)
    drafts = select(PlanDraft.plan_key, PlanDraft.document).order_by(col(PlanDraft.plan_key))
    for plan_key, text in work.session.exec(drafts):
        yield PlanText(plan_key, None, "draft", text)

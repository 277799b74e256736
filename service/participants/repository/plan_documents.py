"""The plans that assignments are checked against: what of them is in force, or waits to be."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from service.store.tables import PlanVersion, PlanVersionEvent
from service.work import Work

_LIVING: Final = ("submitted", "approved", "published")


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A version of a plan: its document as text, its state and its days."""

    plan_key: str
    number: int
    document: str
    state: str
    effective_from: str
    effective_until: str | None

    def meets(self, start: str, end: str | None) -> bool:
        """Whether its days and these have one in common."""
        begins = end is None or self.effective_from < end
        return begins and (self.effective_until is None or start < self.effective_until)


def living_versions(work: Work, plan_keys: Collection[str]) -> list[StoredPlan]:
    """The versions of these plans that are submitted, approved or published, in the order of their numbers."""
    event, last = aliased(PlanVersionEvent), aliased(PlanVersionEvent)
    newest = select(func.max(col(last.number))).where(col(last.version_id) == col(event.version_id)).scalar_subquery()
    query: Select[*tuple[Any, ...]] = (
        select(
            col(PlanVersion.plan_key),
            col(PlanVersion.number),
            col(PlanVersion.document),
            col(event.to_state),
            func.coalesce(col(event.effective_from), col(PlanVersion.effective_from)),
            func.coalesce(col(event.effective_until), col(PlanVersion.effective_until)),
        )
        .join(event, (col(event.version_id) == col(PlanVersion.id)) & (col(event.number) == newest))
        .where(col(PlanVersion.plan_key).in_(sorted(plan_keys)), col(event.to_state).in_(_LIVING))
        .order_by(col(PlanVersion.plan_key), col(PlanVersion.number))
    )
    return [StoredPlan(*row) for row in work.session.connection().execute(query)]

"""Plan keys: locked while something of a plan changes, listed in their order."""

from collections.abc import Sequence

from sqlmodel import col, select

from service.store.tables import PlanHead, PlanVersion
from service.work import Work


def lock_plan(work: Work, key: str) -> bool:
    """Lock a plan until the transaction ends; False if there is none of this key."""
    query = select(PlanHead).where(col(PlanHead.plan_key) == key).with_for_update()
    return work.session.exec(query).one_or_none() is not None


def lock_or_add_plan(work: Work, key: str) -> None:
    """Lock a plan, which is new where there is none of this key."""
    if not lock_plan(work, key):
        work.add(PlanHead(plan_key=key, created_at=work.now))


def has_plan(work: Work, key: str) -> bool:
    """Whether the store knows a plan of this key."""
    return work.session.get(PlanHead, key) is not None


def plan_keys(work: Work, after: str, limit: int) -> Sequence[str]:
    """The keys after `after`, in their order."""
    query = select(PlanHead.plan_key).where(col(PlanHead.plan_key) > after).order_by(col(PlanHead.plan_key))
    return work.session.exec(query.limit(limit)).all()


def remove_empty_plan(work: Work, key: str) -> None:
    """Forget a locked plan that has no draft, unless it has versions."""
    if work.session.exec(select(PlanVersion.id).where(col(PlanVersion.plan_key) == key).limit(1)).first() is None:
        work.session.delete(work.session.get_one(PlanHead, key))
        work.session.flush()

"""The keys of the plans that are stored."""

from sqlmodel import col, select

from service.store.tables import PlanVersion
from service.work import Work


def stored_plan_keys(work: Work) -> frozenset[str]:
    """Every plan of which a version was ever submitted."""
    return frozenset(work.session.exec(select(col(PlanVersion.plan_key)).distinct()))

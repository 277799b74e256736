"""Documents of plans, for the keys of facts that they speak of."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select, union_all
from sqlmodel import col

from service.store.tables import PlanDraft, PlanVersion
from service.work import Work


def every_plan_document(work: Work) -> Iterator[str]:
    """The text of every version that was ever submitted, and of every draft."""
    query: Select[*tuple[Any, ...]] = select(
        union_all(select(col(PlanVersion.document)), select(col(PlanDraft.document))).subquery()
    )
    yield from work.session.connection().execute(query).scalars()

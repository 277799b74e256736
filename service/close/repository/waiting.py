"""Carried lines that wait for the period in which they were earned: what they reverse may be held back there."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from service.close.repository.holds import Held, active_holds
from service.store.tables import CarriedLine
from service.work import Work


def carried_waiting(work: Work, period_id: int, pay_group: str, participant_id: int | None) -> frozenset[int]:
    """The carried lines that a period pays, by seq, which wait for a hold of another period, of everybody or of one.

    What a correction takes back while it is held was never received, so its reversal waits until the hold is released,
    and so does what takes its place. It is held in the period that earned it or, where an earlier correction carried
    it on, in the period that pays that.
    """
    here = [col(CarriedLine.paid_period_id) == period_id, col(CarriedLine.pay_group) == pay_group]
    if participant_id is not None:
        here.append(col(CarriedLine.participant_id) == participant_id)
    holds = active_holds(work, pay_group, select(col(CarriedLine.participant_id)).where(*here))
    if not holds:
        return frozenset()
    by_period = {key: Held(each) for key, each in groupby(holds, key=lambda hold: hold.period_id)}
    people = sorted({hold.participant_id for hold in holds})
    query = _with_earlier().where(*here, col(CarriedLine.participant_id).in_(people))
    found = work.session.connection().execute(query)
    return frozenset(row.seq for row in found if _waits(by_period, row))


def _with_earlier() -> Select[*tuple[Any, ...]]:
    """Carried lines, each with the periods that pay what earlier corrections carried in the same place, or None."""
    earlier = aliased(CarriedLine)
    same: Iterable[Any] = (
        col(getattr(earlier, name)) == col(getattr(CarriedLine, name))
        for name in ("participant_id", "plan_key", "component", "earned_period_id", "pay_group")
    )
    return select(
        col(CarriedLine.seq),
        col(CarriedLine.participant_id),
        col(CarriedLine.plan_key),
        col(CarriedLine.component),
        col(CarriedLine.earned_period_id),
        col(earlier.paid_period_id).label("before_id"),
    ).join(earlier, and_(*same, col(earlier.seq) < col(CarriedLine.seq)), isouter=True)


def _waits(by_period: Mapping[int, Held], row: Any) -> bool:
    earned, before = by_period.get(row.earned_period_id), by_period.get(row.before_id)
    place = (row.participant_id, row.plan_key)
    if earned is not None and (earned.holds(*place, row.component, None) or earned.rows_waiting(place, row.component)):
        return True
    return before is not None and before.holds(*place, row.component, None)

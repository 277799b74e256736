"""In which runs a participant has results, period by period."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import col

from service.store.tables import Booking, PayPeriod, Run, RunEvent, RunResult
from service.work import Work


@dataclass(frozen=True, slots=True)
class RunOfPeriod:
    """A finished run with a result of somebody; `revision` is that of its booking, None where it is not booked."""

    run_id: int
    period_id: int
    revision: int | None


def periods_until(work: Work, calendar: str, end_day: str, limit: int) -> list[tuple[int, str]]:
    """Number and key of the last so many periods of a calendar that end by a day, in the order of time."""
    query: Select[*tuple[Any, ...]] = (
        select(col(PayPeriod.id), col(PayPeriod.key))
        .where(col(PayPeriod.calendar_key) == calendar, col(PayPeriod.end_day) <= end_day)
        .order_by(col(PayPeriod.start_day).desc())
        .limit(limit)
    )
    rows = [tuple(row) for row in work.session.connection().execute(query)]
    return rows[::-1]


def runs_of(work: Work, participant_id: int, period_ids: Sequence[int]) -> list[RunOfPeriod]:
    """The finished final and correction runs of these periods in which a participant has a result."""
    query: Select[*tuple[Any, ...]] = (
        select(col(Run.id), col(Run.period_id), func.max(col(Booking.revision)))
        .join(RunResult, col(RunResult.run_id) == col(Run.id))
        .join(RunEvent, (col(RunEvent.run_id) == col(Run.id)) & (col(RunEvent.to_state) == "finished"))
        .join(Booking, col(Booking.run_id) == col(Run.id), isouter=True)
        .where(col(RunResult.participant_id) == participant_id, col(Run.period_id).in_(period_ids))
        .group_by(col(Run.id), col(Run.period_id))
        .order_by(col(Run.id))
    )
    return [RunOfPeriod(*tuple(row)) for row in work.session.connection().execute(query)]

"""What a new run needs to know of plans, calendars and bookings."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from service.files.exact_json import loads
from service.store.tables import Assignment, Booking, Calendar, PlanVersion, PlanVersionEvent
from service.work import Work

_ANY_FREQUENCY: Final = "free"
_IN_FORCE: Final = ("published", "retired")
"""The states whose versions are, or were, in force on their days."""


@dataclass(frozen=True, slots=True)
class PlanInForce:
    """A version on the days of a period on which it is in force: from `start` to before `end`."""

    version_id: int
    plan_key: str
    plan_hash: str
    document: str
    start: str
    end: str


def plans_in_force(work: Work, start: str, end: str, keys: Collection[str] | None) -> list[PlanInForce]:
    """The versions that are in force on some day from `start` to before `end`, in the order of keys and days.

    Of these plans, or (None) of all that have anybody assigned on one of those days.
    """
    event, last = aliased(PlanVersionEvent), aliased(PlanVersionEvent)
    newest = select(func.max(col(last.number))).where(col(last.version_id) == col(event.version_id)).scalar_subquery()
    until = col(event.effective_until)
    query: Select[*tuple[Any, ...]] = (
        select(
            col(PlanVersion.id),
            col(PlanVersion.plan_key),
            col(PlanVersion.content_hash),
            col(PlanVersion.document),
            col(event.effective_from),
            until,
        )
        .join(event, (col(event.version_id) == col(PlanVersion.id)) & (col(event.number) == newest))
        .where(col(event.to_state).in_(_IN_FORCE), col(event.effective_from) < end, or_(until.is_(None), until > start))
        .order_by(col(PlanVersion.plan_key), col(event.effective_from))
    )
    query = query.where(_is_assigned(start, end) if keys is None else col(PlanVersion.plan_key).in_(sorted(keys)))
    found = [_within(row, start, end) for row in work.session.connection().execute(query)]
    # A version that was retired before it began is in force on no day.
    return [plan for plan in found if plan.start < plan.end]


def strangers(work: Work, calendar: str, plans: Iterable[PlanInForce]) -> list[PlanInForce]:
    """Those that are not paid by the periods of a calendar that is known to be there, as they count another length."""
    fitting = (_frequency(work.session.get_one(Calendar, calendar).document), _ANY_FREQUENCY)
    return [plan for plan in plans if _frequency(plan.document) not in fitting]


def _frequency(document: str) -> object:
    content = loads(document.encode())
    return content.get("frequency") if isinstance(content, dict) else None


def booked_run(work: Work, period_id: int, pay_group: str) -> int | None:
    """The final run that counts as the pay of a period and group: that of the newest booking of one."""
    query = select(col(Booking.run_id)).where(
        col(Booking.period_id) == period_id, col(Booking.pay_group) == pay_group, col(Booking.kind) == "final"
    )
    return work.session.scalars(query.order_by(col(Booking.revision).desc()).limit(1)).one_or_none()


def _is_assigned(start: str, end: str) -> Any:
    until = col(Assignment.effective_until)
    return exists().where(
        col(Assignment.plan_key) == col(PlanVersion.plan_key),
        col(Assignment.state) == "active",
        col(Assignment.effective_from) < end,
        or_(until.is_(None), until > start),
    )


def _within(row: Any, start: str, end: str) -> PlanInForce:
    version_id, key, plan_hash, document, first, until = row
    return PlanInForce(
        version_id, key, plan_hash, document, max(first, start), end if until is None else min(until, end)
    )

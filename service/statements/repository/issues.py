"""Statements that were published: whose, of which period and revision, and the hash of what they said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import col

from service.store.sequences import draw_keys
from service.store.tables import Booking, PayPeriod, StatementIssue
from service.work import Work


@dataclass(frozen=True, slots=True)
class Issue:
    """One published statement."""

    id: int
    participant_id: int
    calendar: str
    period: str
    period_end: str
    pay_group: str
    revision: int
    content_hash: str
    at: datetime


def newest_issues(
    work: Work, period_id: int, participant_id: int, *, revision: int | None = None, before: int | None = None
) -> dict[str, int]:
    """By pay group the newest published revision of a person's statement: this one if it was published, or one before
    another. Each pay group counts its revisions by itself."""
    group, number = col(StatementIssue.pay_group), col(StatementIssue.revision)
    query = (
        select(group, func.max(number))
        .where(col(StatementIssue.period_id) == period_id, col(StatementIssue.participant_id) == participant_id)
        .group_by(group)
    )
    if revision is not None:
        query = query.where(number == revision)
    if before is not None:
        query = query.where(number < before)
    return {name: newest for name, newest in work.session.connection().execute(query)}


def newest_hashes(work: Work, period_id: int, pay_group: str) -> dict[int, tuple[int, str]]:
    """By participant revision and hash of the newest published statement of a period."""
    query = (
        select(col(StatementIssue.participant_id), col(StatementIssue.revision), col(StatementIssue.content_hash))
        .where(col(StatementIssue.period_id) == period_id, col(StatementIssue.pay_group) == pay_group)
        .order_by(col(StatementIssue.revision))
    )
    return {number: (revision, digest) for number, revision, digest in work.session.connection().execute(query)}


@dataclass(frozen=True, slots=True)
class Published:
    """What one booking published: `new` statements of `people` who have any of its period."""

    calendar: str
    period: str
    pay_group: str
    revision: int
    new: int
    people: int


def published_with(work: Work, booking_id: int) -> Published:
    """What a booking, which is known to be there, has published."""
    booking = work.session.get_one(Booking, booking_id)
    period = work.session.get_one(PayPeriod, booking.period_id)
    number = col(StatementIssue.participant_id)
    new = select(func.count()).select_from(StatementIssue).where(col(StatementIssue.booking_id) == booking_id)
    people = select(func.count(number.distinct())).where(
        col(StatementIssue.period_id) == booking.period_id,
        col(StatementIssue.pay_group) == booking.pay_group,
        col(StatementIssue.revision) <= booking.revision,
    )
    counts = [work.session.connection().execute(query).scalar_one() for query in (new, people)]
    return Published(period.calendar_key, period.key, booking.pay_group, booking.revision, *counts)


def add_issues(work: Work, place: tuple[int, str, int, int], hashes: Iterable[tuple[int, str]]) -> None:
    """Publish statements by (participant, hash); `place` is period, pay group, revision and booking."""
    rows = list(hashes)
    period_id, pay_group, revision, booking_id = place
    keys = draw_keys(work.session, StatementIssue, len(rows))
    said = {
        "period_id": period_id,
        "pay_group": pay_group,
        "revision": revision,
        "booking_id": booking_id,
        "by_id": work.actor.principal_id,
        "at": work.now,
    }
    work.add_many(
        StatementIssue,
        [
            {"id": key, "participant_id": number, "content_hash": digest, **said}
            for key, (number, digest) in zip(keys, rows, strict=True)
        ],
    )


def issues_of(work: Work, participant_id: int | None, before: int | None, count: int) -> Sequence[Issue]:
    """Published statements of somebody or of everybody, newest first, before the number given."""
    query = (
        select(StatementIssue, PayPeriod)
        .join(PayPeriod, col(PayPeriod.id) == col(StatementIssue.period_id))
        .order_by(col(StatementIssue.id).desc())
        .limit(count)
    )
    if participant_id is not None:
        query = query.where(col(StatementIssue.participant_id) == participant_id)
    if before is not None:
        query = query.where(col(StatementIssue.id) < before)
    return [_issue(row, period) for row, period in work.session.execute(query)]


def _issue(row: StatementIssue, period: PayPeriod) -> Issue:
    assert row.id is not None
    return Issue(
        row.id,
        row.participant_id,
        period.calendar_key,
        period.key,
        period.end_day,
        row.pay_group,
        row.revision,
        row.content_hash,
        row.at,
    )

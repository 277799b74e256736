"""Puts together what a statement is made of, from what was stored when the pay was booked."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from rules import (
    CallRefused,
    CompiledPlan,
    Figures,
    Problem,
    amount_text,
    parse_period,
    read_participants,
    read_surroundings,
    statement_figures,
)
from service.participants.repository.people import PersonRow, people_called
from service.periods.repository.periods import StoredPeriod
from service.plan_cache import PlanCache
from service.statements.given import Adjusted, Carried, GivenPlan, GivenStatement, PastResult
from service.statements.repository.beside import StoredAdjustment, StoredCarried, adjustments_in, carried_on_by, paid_in
from service.statements.repository.booked import (
    BookedResult,
    StandingBooking,
    deferred_plans,
    groups_with,
    periods_before,
    results_of,
    standing_bookings,
)
from service.web.moments import moment_text
from service.work import Work

_HISTORY: Final = 6


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose statement of which period, and the bookings that it shows, oldest first."""

    person: PersonRow
    period: StoredPeriod
    bookings: Sequence[StandingBooking]

    @property
    def newest(self) -> StandingBooking:
        """The booking that gave the statement its revision."""
        return self.bookings[-1]


def groups_up_to(work: Work, period: StoredPeriod, revision: int | None) -> dict[str, int | None]:
    """Every pay group in which something of the period was booked, with this revision."""
    return dict.fromkeys(groups_with(work, period.id), revision)


def subject_of(
    work: Work, person: PersonRow, period: StoredPeriod, revisions: Mapping[str, int | None]
) -> Subject | None:
    """The bookings of one of these pay groups in which somebody has results or lines, up to its revision, or up to the
    newest for None; None where there are none.

    Who moved to another pay group has bookings in both: the group counts whose newest booking computed them, as the
    one that they left only takes back; of several, the one that was booked last.
    """
    found: list[tuple[bool, int, Subject]] = []
    for group in sorted(revisions):
        bookings = standing_bookings(work, period.id, group, revisions[group])
        if bookings and _has_pay(work, person.number, period, bookings):
            is_computed = bool(results_of(work, bookings[-1:], person.number))
            found.append((is_computed, bookings[-1].id, Subject(person, period, bookings)))
    return max(found, key=lambda each: each[:2])[2] if found else None


def _has_pay(work: Work, number: int, period: StoredPeriod, bookings: Sequence[StandingBooking]) -> bool:
    if results_of(work, bookings, number):
        return True
    group = bookings[-1].pay_group
    return bool(paid_in(work, period.id, group, number) or adjustments_in(work, period.id, group, number))


def gathered(work: Work, subject: Subject, plans: PlanCache, company: str, previous: Any = None) -> GivenStatement:
    """Everything that was stored for the statement. `company` is the id of the participant that stands for the company,
    whose name heads every statement; `previous` is the content of the one before, if any."""
    person, period, group = subject.person, subject.period, subject.newest.pay_group
    number = person.number
    deferred = deferred_plans(work, subject.bookings, number)
    history = _history(work, period, number)
    results = results_of(work, subject.bookings, number)
    ids = [booking.id for booking in subject.bookings]
    return GivenStatement(
        company=_name_of(work, company),
        participant=person.external_id,
        name=person.name,
        calendar=period.calendar,
        period=period.key,
        start=period.start,
        end=period.end,
        pay_group=group,
        revision=subject.newest.revision,
        at=moment_text(subject.newest.at),
        plans=tuple(_plan(result, plans, history, is_deferred=result.plan_key in deferred) for result in results),
        adjustments=tuple(map(adjusted, adjustments_in(work, period.id, group, number))),
        corrections=tuple(map(carried, paid_in(work, period.id, group, number))),
        carried_on=tuple(map(carried, carried_on_by(work, period.id, ids, number))),
        previous=previous,
    )


def adjusted(row: StoredAdjustment) -> Adjusted:
    """An adjustment with its amount as text."""
    amount = amount_text(row.amount_minor, row.currency)
    return Adjusted(row.reason, amount, row.currency, row.plan_key, row.component)


def carried(row: StoredCarried) -> Carried:
    """A carried line with its amount as text."""
    amount = amount_text(row.amount_minor, row.currency)
    return Carried(row.kind, row.plan_key, row.component, row.earned, row.paid, amount, row.currency)


def _name_of(work: Work, company: str) -> str:
    """The company's name; nothing where no participant stands for it."""
    found = people_called(work, [company]).get(company)
    return "" if found is None else found.name or found.external_id


def _plan(
    result: BookedResult, plans: PlanCache, history: dict[str, tuple[PastResult, ...]], *, is_deferred: bool
) -> GivenPlan:
    compiled = plans.compiled(_read(result.plan))
    return GivenPlan(
        compiled,
        result.version,
        _read(result.document),
        result.result_hash,
        _figures(compiled, result),
        is_deferred,
        history.get(result.plan_key, ()),
    )


def _figures(compiled: CompiledPlan, result: BookedResult) -> Figures | None:
    """What the stored input gives beside the result, by the one calculation."""
    given = _read(result.input)
    try:
        intake = read_participants([given["participant"]], read_surroundings(_read(result.shared)))
        for found in given.get("problems", ()):
            intake.problems.setdefault(0, []).append(Problem(found["code"], found["path"], found["message"]))
        period = None if given["period"] is None else parse_period(given["period"])
        return statement_figures(compiled, intake, period)
    except CallRefused:
        # The run stored that the call was refused; there is nothing to show beside it.
        return None


def _history(work: Work, period: StoredPeriod, number: int) -> dict[str, tuple[PastResult, ...]]:
    """By plan what was booked in the last periods, oldest first."""
    found: dict[str, tuple[PastResult, ...]] = {}
    for period_id, key in periods_before(work, period.calendar, period.start, _HISTORY):
        for group in groups_with(work, period_id):
            for result in results_of(work, standing_bookings(work, period_id, group), number):
                found[result.plan_key] = (*found.get(result.plan_key, ()), _past(key, result))
    return found


def _past(period: str, result: BookedResult) -> PastResult:
    document = _read(result.document)
    payee = document["payee"]
    total = document["total"] if payee is None else payee["total"]
    currency = _read(result.plan)["currency"] if payee is None else payee["currency"]
    return PastResult(period, document["coefficient"], document["rating"], document["outcome"], total, currency)


def _read(text: str) -> dict[str, Any]:
    """A stored document; numbers from their own text."""
    document: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return document

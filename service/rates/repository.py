"""Exchange rates as rows that only grow: of each pair and day, the row with the largest number counts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, tuple_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from service.store.locks import Lock, lock_shared
from service.store.sequences import draw_keys
from service.store.tables import ExchangeRate
from service.work import Work

Place = tuple[str, str, str]
"""From which currency, to which, on which day."""
_PLACE = (col(ExchangeRate.from_currency), col(ExchangeRate.to_currency), col(ExchangeRate.day))
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class KnownRate:
    """One unit of `from_currency` is `mantissa` / 10**`scale` units of `to_currency` on `day`."""

    from_currency: str
    to_currency: str
    day: str
    mantissa: int
    scale: int
    at: datetime

    @property
    def place(self) -> Place:
        """What it is a rate of."""
        return self.from_currency, self.to_currency, self.day


@dataclass(frozen=True, slots=True)
class RateSearch:
    """Which rates are wanted: of these currencies, from `start` to the day before `until`."""

    from_currency: str | None = None
    to_currency: str | None = None
    start: str | None = None
    until: str | None = None


def share_inputs(work: Work) -> None:
    """Taken before anything is looked up or written: no run begins between a rate's number and its commit."""
    lock_shared(work.session, Lock.RUN_INPUTS)


def rates_known(work: Work, rate_seq: int, until_day: str, *, start_day: str | None = None) -> Sequence[KnownRate]:
    """Every rate that counted when `rate_seq` was the last number, of the days before `until_day` and, if given, from
    `start_day` on; in the order of currencies and days."""
    search = RateSearch(start=start_day, until=until_day)
    query = _counting(_conditions(search), col(ExchangeRate.seq) <= rate_seq)
    return [_known(row) for row in work.session.exec(query.order_by(*_PLACE)).all()]


def rates_after(work: Work, search: RateSearch, after: Place | None, limit: int) -> Sequence[KnownRate]:
    """Rates that count now, after a place, in the order of currencies and days."""
    conditions = _conditions(search)
    if after is not None:
        conditions.append(tuple_(*_PLACE) > after)
    query = _counting(conditions).order_by(*_PLACE).limit(limit)
    return [_known(row) for row in work.session.exec(query).all()]


def rates_at(work: Work, places: Sequence[Place]) -> Mapping[Place, KnownRate]:
    """What counts now at each of these places, where anything does."""
    found: dict[Place, KnownRate] = {}
    for start in range(0, len(places), _AT_ONCE):
        query = _counting([tuple_(*_PLACE).in_(list(places[start : start + _AT_ONCE]))])
        found.update((known.place, known) for known in map(_known, work.session.exec(query).all()))
    return found


def add_rates(work: Work, rates: Sequence[KnownRate]) -> tuple[int, int]:
    """New rates; the first and the last of their numbers."""
    numbers = draw_keys(work.session, ExchangeRate, len(rates))
    rows = [
        {
            "seq": number,
            "from_currency": rate.from_currency,
            "to_currency": rate.to_currency,
            "day": rate.day,
            "mantissa": rate.mantissa,
            "scale": rate.scale,
            "by_id": work.actor.principal_id,
            "at": rate.at,
        }
        for number, rate in zip(numbers, rates, strict=True)
    ]
    work.add_many(ExchangeRate, rows)
    return numbers[0], numbers[-1]


def _conditions(search: RateSearch) -> list[ColumnElement[bool]]:
    conditions = []
    if search.from_currency is not None:
        conditions.append(col(ExchangeRate.from_currency) == search.from_currency)
    if search.to_currency is not None:
        conditions.append(col(ExchangeRate.to_currency) == search.to_currency)
    if search.start is not None:
        conditions.append(col(ExchangeRate.day) >= search.start)
    if search.until is not None:
        conditions.append(col(ExchangeRate.day) < search.until)
    return conditions


def _counting(conditions: Collection[ColumnElement[bool]], *known: ColumnElement[bool]) -> SelectOfScalar[ExchangeRate]:
    """The rows that are the last word at their place among those that are `known`."""
    last = select(func.max(ExchangeRate.seq)).where(*conditions, *known).group_by(*_PLACE)
    return select(ExchangeRate).where(col(ExchangeRate.seq).in_(last))


def _known(row: ExchangeRate) -> KnownRate:
    return KnownRate(row.from_currency, row.to_currency, row.day, row.mantissa, row.scale, row.at)

"""Writing and reading exchange rates."""

from collections.abc import Sequence
from typing import Final

from rules import CallRefused, NumberRefused, Problem, currency_digits, mantissa_and_scale, pointer, scaled_text
from service.rates.repository import (
    KnownRate,
    Place,
    RateSearch,
    add_rates,
    rates_after,
    rates_at,
    share_inputs,
)
from service.rates.schemas import RateIn
from service.web.cursor import bad_cursor, make_cursor, read_cursor
from service.web.moments import moment_text
from service.work import Work

_DIGITS_MAX: Final = 18
_CURSOR_PARTS: Final = 3
_CURRENCY: Final = 'a currency is its ISO 4217 code in capitals, such as "USD"'


def add_said(work: Work, said: Sequence[RateIn]) -> str:
    """Keep those rates that say something new; raises CallRefused with every rate that cannot be one.

    Returns how many were new and how many were known, as `rates_added` reads it.
    """
    wanted = _read(work, said)
    share_inputs(work)
    there = rates_at(work, [rate.place for rate in wanted])
    new = [rate for rate in wanted if not _is_same(rate, there.get(rate.place))]
    if new:
        first, last = add_rates(work, new)
        work.changed("rates.added", f"rates/{first}..{last}")
    return f"{len(new)} {len(wanted) - len(new)}"


def rates_added(resource: str) -> dict[str, object]:
    """What came of it, as answers show it."""
    added, known = map(int, resource.split())
    return {"added": added, "known": known}


def list_rates(work: Work, search: RateSearch, limit: int, cursor: str | None) -> dict[str, object]:
    """One page of the rates that count; raises RequestRefused for a cursor that no page gave out."""
    found = rates_after(work, search, None if cursor is None else _after(cursor), limit + 1)
    has_more = len(found) > limit
    return {
        "data": [_shown(rate) for rate in found[:limit]],
        "has_more": has_more,
        "next_cursor": make_cursor(" ".join(found[limit - 1].place)) if has_more else None,
    }


def _read(work: Work, said: Sequence[RateIn]) -> list[KnownRate]:
    problems: list[Problem] = []
    found: dict[Place, tuple[str, KnownRate]] = {}
    for index, each in enumerate(said):
        path = pointer("rates", index)
        rate = _rate(work, each, path, problems)
        if rate is None:
            continue
        if rate.place in found:
            message = f"the same currencies have a rate of this day already, at {found[rate.place][0]}; send one"
            problems.append(Problem("rates.overlap", path, message))
        found.setdefault(rate.place, (path, rate))
    if problems:
        raise CallRefused(problems)
    return [rate for _, rate in found.values()]


def _rate(work: Work, said: RateIn, path: str, problems: list[Problem]) -> KnownRate | None:
    before = len(problems)
    for name, currency in (("from", said.from_), ("to", said.to)):
        if currency_digits(currency) is None:
            problems.append(Problem("rates.currency", f"{path}/{name}", _CURRENCY))
    if said.from_ == said.to:
        problems.append(Problem("rates.currency", f"{path}/to", "a rate is between two different currencies"))
    try:
        mantissa, scale = mantissa_and_scale(said.rate)
    except NumberRefused as refused:
        problems.append(Problem("rates.rate", f"{path}/rate", refused.message))
        return None
    if not 0 < mantissa < 10**_DIGITS_MAX:
        message = f"a rate is above 0 and has at most {_DIGITS_MAX} digits, those after the point included"
        problems.append(Problem("rates.rate", f"{path}/rate", message))
    if len(problems) > before:
        return None
    return KnownRate(said.from_, said.to, said.day, mantissa, scale, work.now)


def _is_same(rate: KnownRate, there: KnownRate | None) -> bool:
    return there is not None and (there.mantissa, there.scale) == (rate.mantissa, rate.scale)


def _after(cursor: str) -> Place:
    parts = read_cursor(cursor).split(" ")
    if len(parts) != _CURSOR_PARTS:
        raise bad_cursor()
    return parts[0], parts[1], parts[2]


def _shown(rate: KnownRate) -> dict[str, object]:
    return {
        "from": rate.from_currency,
        "to": rate.to_currency,
        "day": rate.day,
        "rate": scaled_text(rate.mantissa, rate.scale),
        "at": moment_text(rate.at),
    }

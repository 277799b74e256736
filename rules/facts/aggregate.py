"""Many observations of one fact into one value. The order in which they arrive never matters."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rules.facts.intake import Raw
from rules.numbers import NumberRefused, parse_decimal
from rules.problems import Problem

_KEYS = frozenset({"value", "date", "time", "source", "source_id", "revision"})
_ORDER = ("date", "time", "source", "source_id")


def _median(values: list[Fraction]) -> Fraction:
    ranked = sorted(values)
    return (ranked[(len(ranked) - 1) // 2] + ranked[len(ranked) // 2]) / 2


_JOINS: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "sum": lambda values: sum(values, Fraction(0)),
    "avg": lambda values: sum(values, Fraction(0)) / len(values),
    "min": min,
    "max": max,
    "distinct": lambda values: Fraction(len(set(values))),
    "median": _median,
}


class ObservationRefused(ValueError):
    """A list of observations that cannot become one value; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def aggregate(observations: list[Any], take: str, path: str) -> Fraction | str | None:
    """One value of a list of numbers, words, or `{"value", "date", …}` objects; None when the list is empty.

    `last` is decided by (date, time, source, source_id), never by arrival; `median` of an even number of values is
    the mean of the middle two; `distinct` counts different values.
    """
    if take == "count":
        return Fraction(len(observations))
    if not observations:
        return None
    if take == "last":
        return _last(observations, path)
    return _JOINS[take]([_number(_value_of(seen, path), path) for seen in observations])


def distinct_words(observations: list[Any], path: str) -> Fraction:
    """How many different words a category fact was given."""
    return Fraction(len({str(_value_of(seen, path)) for seen in observations}))


def _last(observations: list[Any], path: str) -> Fraction | str:
    if len(observations) == 1:
        return _plain(_value_of(observations[0], path), path)
    keys: list[tuple[str, ...]] = []
    for seen in observations:
        if not isinstance(seen, dict) or not seen.get("date"):
            message = "the fact takes the last of several values, so each needs a date; or declare another `take`"
            raise ObservationRefused(Problem("fact.no_date", path, message))
        keys.append(tuple(str(seen.get(part) or "") for part in _ORDER))
    latest = max(keys)
    values = {
        _plain(_value_of(seen, path), path) for seen, key in zip(observations, keys, strict=True) if key == latest
    }
    if len(values) > 1:
        message = "two different values share the last date, time, source and id; give a time or a source id"
        raise ObservationRefused(Problem("fact.ambiguous_last", path, message))
    return values.pop()


def _value_of(seen: Any, path: str) -> Raw:
    if not isinstance(seen, dict):
        return _cell(seen, path)
    unknown = sorted(set(seen) - _KEYS)
    if unknown or "value" not in seen:
        message = "an observation has value, and optionally date, time, source, source_id, revision"
        raise ObservationRefused(Problem("fact.observation_shape", path, message))
    return _cell(seen["value"], path)


def _cell(value: Any, path: str) -> Raw:
    if isinstance(value, str | int | Decimal) and not isinstance(value, bool):
        return value
    raise ObservationRefused(Problem("fact.observation_shape", path, "an observation's value is a number or a word"))


def _plain(value: Raw, path: str) -> Fraction | str:
    try:
        return parse_decimal(value)
    except NumberRefused:
        if isinstance(value, str):
            return value
        raise ObservationRefused(Problem("fact.not_a_number", path, "not a decimal number")) from None


def _number(value: Raw, path: str) -> Fraction:
    try:
        return parse_decimal(value)
    except NumberRefused as refused:
        raise ObservationRefused(Problem(refused.code, path, refused.message)) from None

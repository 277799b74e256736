"""Many observations of one fact into one value. The order in which they arrive never matters."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rules.facts.moments import is_day, time_text
from rules.facts.raw import Raw
from rules.facts.revisions import ObservationRefused, in_force
from rules.numbers import NumberRefused, parse_decimal
from rules.problems import Problem

_KEYS = frozenset({"value", "date", "time", "source", "source_id", "revision", "evidence"})


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


def aggregate(observations: list[Any], take: str, path: str, *, of_words: bool = False) -> Fraction | str | None:
    """One value of a list of numbers, words, or `{"value", "date", …}` objects; None when the list is empty.

    `last` is decided by (date, time, source, source_id), never by arrival, and gives a word if the observations are
    `of_words`; `median` of an even number of values is the mean of the middle two; `distinct` counts different values.
    Of one source id only the highest revision counts.
    """
    current = _current(observations, path)
    if take == "last":
        return _last(current, path, _word if of_words else _number) if current else None
    numbers = [_number(_value_of(seen, path), path) for seen in current]
    if take == "count":
        return Fraction(len(numbers))
    return _JOINS[take](numbers) if numbers else None


def count_words(observations: list[Any], codes: Sequence[str], take: str, path: str) -> Fraction:
    """How many words a category fact was given; with `distinct` how many different ones. No codes: any word."""
    words = words_of(observations, codes, path)
    return Fraction(len(set(words) if take == "distinct" else words))


def words_of(observations: list[Any], codes: Sequence[str], path: str) -> list[str]:
    """The words that count, each one of `codes`, or any word if there are none."""
    words = [_word(_value_of(seen, path), path) for seen in _current(observations, path)]
    if codes and not set(words) <= set(codes):
        listed = ", ".join(f'"{code}"' for code in codes[:8])
        message = f"not one of the declared words; use one of {listed}"
        raise ObservationRefused(Problem("fact.unknown_word", path, message))
    return words


def _current(observations: list[Any], path: str) -> list[Any]:
    """The observations that count; all of them have the day and the time they give."""
    for seen in observations:
        if isinstance(seen, dict):
            day, time = seen.get("date"), seen.get("time")
            if (day is not None and not is_day(day)) or (time is not None and time_text(time) is None):
                message = "write the date of an observation as YYYY-MM-DD and its time as HH:MM or HH:MM:SS"
                raise ObservationRefused(Problem("fact.date", path, message))
    return in_force(observations, path)


def _last(observations: list[Any], path: str, read: Callable[[Raw, str], Fraction | str]) -> Fraction | str:
    values = [read(_value_of(seen, path), path) for seen in observations]
    if len(values) == 1:
        return values[0]
    keys = [_moment(seen, path) for seen in observations]
    latest = max(keys)
    last = {value for value, key in zip(values, keys, strict=True) if key == latest}
    if len(last) > 1:
        message = "two different values share the last date, time, source and id; give a time or a source id"
        raise ObservationRefused(Problem("fact.ambiguous_last", path, message))
    return last.pop()


def _moment(seen: Any, path: str) -> tuple[str, ...]:
    """What the last observation is found by; texts that sort like the moments they stand for."""
    day = seen.get("date") if isinstance(seen, dict) else None
    if day is None:
        message = "the fact takes the last of several values, so each needs a date; or declare another `take`"
        raise ObservationRefused(Problem("fact.no_date", path, message))
    time = time_text(seen.get("time")) or "00:00:00"
    return (str(day), time, str(seen.get("source") or ""), str(seen.get("source_id") or ""))


def _value_of(seen: Any, path: str) -> Raw:
    if not isinstance(seen, dict):
        return _cell(seen, path)
    unknown = sorted(set(seen) - _KEYS)
    if unknown or "value" not in seen:
        message = "an observation has value, and optionally date, time, source, source_id, revision, evidence"
        raise ObservationRefused(Problem("fact.observation_shape", path, message))
    return _cell(seen["value"], path)


def _cell(value: Any, path: str) -> Raw:
    if isinstance(value, str | int | Decimal | Fraction) and not isinstance(value, bool):
        return value
    raise ObservationRefused(Problem("fact.observation_shape", path, "an observation's value is a number or a word"))


def _word(value: Raw, path: str) -> str:
    if isinstance(value, str):
        return value
    raise ObservationRefused(Problem("fact.unknown_word", path, "a word in quotes is expected, not a number"))


def _number(value: Raw, path: str) -> Fraction:
    if isinstance(value, Fraction):
        return value
    try:
        return parse_decimal(value)
    except NumberRefused as refused:
        code = refused.code.replace("number.", "fact.", 1)
        raise ObservationRefused(Problem(code, path, refused.message)) from None

"""Facts and inputs of the reference: what one person's call gives, as one exact value each."""

from fractions import Fraction
from statistics import median
from typing import Any

from tests.rules.differential.reference_numbers import NoValue, Value

Document = dict[str, Any]

_SORTED_BY = ("date", "time", "source", "source_id")


def input_value(declared: Document, given: Any) -> Value:
    """An input: what was given, else its default; out of bounds and absent are no values."""
    raw = declared.get("default") if given is None else given
    if raw is None:
        raise NoValue("other")
    if declared["kind"] in ("boolean", "category"):
        assert isinstance(raw, bool | str)
        return raw
    number = Fraction(raw)
    low = declared.get("min", "0" if declared["kind"] == "money" else None)
    high = declared.get("max")
    if (low is not None and number < Fraction(low)) or (high is not None and number > Fraction(high)):
        raise NoValue("other")
    return number


def fact_value(declared: Document, given: Any, *, as_word: bool) -> Value:
    """A fact: a single value as it is, a list of observations by the fact's `take`."""
    if given is None:
        raise NoValue("missing")
    if not isinstance(given, list):
        return given if as_word else Fraction(given)
    if not given:
        if declared.get("empty") == "zero":
            return Fraction(0)
        raise NoValue("missing")
    seen = [one["value"] if isinstance(one, dict) else one for one in given]
    take = declared.get("take", "last")
    if take == "last":
        latest = max(given, key=lambda one: [one.get(part, "") for part in _SORTED_BY]) if len(given) > 1 else given[0]
        value = latest["value"] if isinstance(latest, dict) else latest
        return value if as_word else Fraction(value)
    if take == "count":
        return Fraction(len(seen))
    if take == "distinct" and declared.get("kind") == "category":
        return Fraction(len(set(seen)))
    numbers = [Fraction(one) for one in seen]
    return {
        "sum": sum(numbers, Fraction(0)),
        "avg": sum(numbers, Fraction(0)) / len(numbers),
        "min": min(numbers),
        "max": max(numbers),
        "median": median(numbers),
        "distinct": Fraction(len(set(numbers))),
    }[take]

"""Observations as they are kept into the facts of a call: joined where that is exact, else listed in one order.

A run calculates from what comes out here. It gives the same as the observations themselves would: what cannot be said
by one decimal or word without changing anything stays a list.
"""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from json import loads
from typing import Any, Protocol

from rules.compiled import CompiledPlan
from rules.facts import Raw
from rules.numbers import mantissa_and_scale, scaled_text
from rules.numbers.exact import DIGITS_MAX

_WHOLE_JOINS = frozenset({"sum", "min", "max", "last"})
"""Of a single observation these are the observation."""


class Observed(Protocol):
    """One observation that counts, with exact texts."""

    @property
    def day(self) -> str:
        """The business day, YYYY-MM-DD."""

    @property
    def time(self) -> str | None:
        """The time of that day."""

    @property
    def source(self) -> str:
        """Where it comes from."""

    @property
    def ref(self) -> str:
        """Its id there."""

    @property
    def kind(self) -> str:
        """`number`, `word` or `row`."""

    @property
    def value(self) -> str:
        """The number, the word, or the JSON object of a row's fields."""

    @property
    def currency(self) -> str | None:
        """The currency of an amount that says it."""

    @property
    def details(self) -> str | None:
        """The JSON object of what else was said, such as `evidence`."""


class Settling:
    """Settles the facts of one plan, person by person."""

    def __init__(self, compiled: CompiledPlan) -> None:
        self._rows = compiled.rows
        self._money = {key for key in compiled.fact_keys if compiled.money_of(key)}
        self._currency = compiled.plan.currency
        self._zero = {key for key, spec in compiled.facts.items() if spec.empty_is_zero and key not in compiled.windows}
        self._zero |= {key for key, rows in compiled.rows.items() if rows.empty == "zero"} - compiled.windows.keys()
        looked_back = {window.of for window in compiled.windows.values()}
        self._takes: dict[str, str] = {}
        self._words: set[str] = set()
        for key, spec in compiled.facts.items():
            if spec.is_judged or key in looked_back or spec.counted is not None or compiled.plan.segments == "separate":
                continue
            if spec.words is None:
                self._takes[key] = spec.take
            elif spec.take == "last":
                self._words.add(key)

    def settled(self, observed: Mapping[str, Sequence[Observed]], complete: Collection[str] = ()) -> dict[str, Raw]:
        """One person's facts of a period, by key. Of a fact that is `complete`, no observation at all is an empty list
        where the plan counts that as zero; any other fact without one is absent."""
        found: dict[str, Raw] = {key: [] for key in complete if key in self._zero}
        for key, seen in observed.items():
            joined = self._joined(key, seen)
            found[key] = self.listed(key, seen) if joined is None else joined
        return found

    def listed(self, key: str, observed: Sequence[Observed]) -> list[Any]:
        """The observations of one fact as a call sends them, in the order of their moments."""
        ordered = sorted(observed, key=_moment)
        if key in self._rows:
            return [_row(seen) for seen in ordered]
        return [_observation(seen) for seen in ordered]

    def _joined(self, key: str, observed: Sequence[Observed]) -> str | None:
        """The one text that says the same; None where there is none."""
        if key in self._words:
            last = max(observed, key=_moment)
            return last.value if all(seen.kind == "word" and seen.currency is None for seen in observed) else None
        take = self._takes.get(key)
        if take is None:
            return None
        if len(observed) == 1 and take in _WHOLE_JOINS:
            return observed[0].value if self._is_plain(key, observed[0]) else None
        if not all(self._is_plain(key, seen) for seen in observed):
            return None
        return _join(take, sorted(observed, key=_moment) if take == "last" else observed)

    def _is_plain(self, key: str, seen: Observed) -> bool:
        """Whether it is a number in the plan's own currency, or in none."""
        if seen.kind != "number":
            return False
        return seen.currency is None or (seen.currency == self._currency and key in self._money)


def settle_facts(
    compiled: CompiledPlan, observed: Mapping[str, Sequence[Observed]], complete: Collection[str] = ()
) -> dict[str, Raw]:
    """One person's facts of a period, as `Settling.settled` gives them."""
    return Settling(compiled).settled(observed, complete)


def _join(take: str, observed: Sequence[Observed]) -> str | None:
    """The joined value; None where it is no decimal that a call may send."""
    if take == "count":
        return str(len(observed))
    if take == "last":
        return observed[-1].value
    if take not in ("sum", "min", "max", "distinct"):
        return None
    parts = [mantissa_and_scale(seen.value) for seen in observed]
    scale = max(scale for _, scale in parts)
    whole = [mantissa * 10 ** (scale - own) for mantissa, own in parts]
    if take == "distinct":
        return str(len(set(whole)))
    value = sum(whole) if take == "sum" else min(whole) if take == "min" else max(whole)
    return scaled_text(value, scale) if abs(value) < 10 ** (DIGITS_MAX + scale) else None


def _moment(seen: Observed) -> tuple[str, str, str, str]:
    return (seen.day, seen.time or "00:00:00", seen.source, seen.ref)


def _where(seen: Observed, id_name: str) -> dict[str, Any]:
    where = {"date": seen.day, "source": seen.source, id_name: seen.ref}
    if seen.time is not None:
        where["time"] = seen.time
    if seen.currency is not None:
        where["currency"] = seen.currency
    return where


def _row(seen: Observed) -> Any:
    if seen.kind != "row":
        return seen.value
    return {**loads(seen.value, parse_float=Decimal), **_where(seen, "id")}


def _observation(seen: Observed) -> dict[str, Any]:
    """One observation as a call sends it."""
    found = {"value": seen.value, **_where(seen, "source_id")}
    said: dict[str, Any] = {} if seen.details is None else loads(seen.details, parse_float=Decimal)
    if "evidence" in said:
        found["evidence"] = said["evidence"]
    return found

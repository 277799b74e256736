"""What one period of an example leaves to the next: history, amounts paid, balances, instalments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from rules.examples.layers import Json, merged
from rules.examples.situation import Seat, Setting
from rules.facts import SharedData
from rules.numbers import parse_decimal, plain_text
from rules.period import Period
from rules.plan import Plan, WindowFact
from rules.results import ResultBatch

_FACTS, _PAID, _BALANCES, _INSTALMENTS = "facts", "paid", "balances", "instalments"


@dataclass(slots=True)
class Sequence:
    """The people of an example on their way through its periods.

    `left` is what the last period left behind, by participant, in the form of a call's `prior`; `shared` what it left
    of company and groups, None before the first period.
    """

    plan: Plan
    left: dict[str, Json] = field(default_factory=dict)
    shared: Json | None = None
    year: date | None = None

    def around(self, setting: Setting) -> Json:
        """The parts around the people of the next call, with the history of company and groups."""
        return merged(setting.opening if self.shared is None else self.shared, setting.around)

    def people(self, seats: Iterable[Seat]) -> list[Json]:
        """The participants of the next call; what the period itself says of its past beats what was left to it."""
        return [self._person(seat) for seat in seats]

    def _person(self, seat: Seat) -> Json:
        prior = merged(self.left.get(seat.participant["id"], seat.opening), seat.stated)
        return {**seat.participant, "prior": prior} if prior else seat.participant

    def enter(self, year: date | None) -> None:
        """The next period lies in the fiscal year that starts on this day: amounts paid count from there."""
        if self.year is not None and year != self.year:
            for prior in self.left.values():
                prior[_PAID] = {component.key: "0" for component in self.plan.components}
        self.year = year

    def leave(self, people: Iterable[Json], batch: ResultBatch) -> None:
        """Remember what the period leaves behind."""
        period, intake = batch.sheet.period, batch.sheet.given
        around = intake.around
        for row, person in enumerate(people):
            prior = person.get("prior", {})
            result = batch.result(row)
            given = {key: raws[row] for key, raws in intake.facts.items()}
            self.left[person["id"]] = {
                _FACTS: self._history(given, prior.get(_FACTS, {}), period),
                _PAID: _paid(self.plan, prior.get(_PAID, {}), result),
                _BALANCES: prior.get(_BALANCES, {}) | _closing(result),
            }
            if still_open := _still_open(self.plan, prior.get(_INSTALMENTS, {}), result):
                self.left[person["id"]][_INSTALMENTS] = still_open
        groups = {id_: self._shared(data, period) for id_, data in around.groups.items()}
        self.shared = {"company": self._shared(around.company, period), "groups": groups}

    def _shared(self, data: SharedData, period: Period | None) -> Json:
        return {"prior": {_FACTS: self._history(data.facts, data.prior_facts, period)}}

    def _history(self, given: Mapping[str, Any], earlier: Mapping[str, Any], period: Period | None) -> Json:
        """Observations with their days; where the periods have no dates, those of the period just before."""
        windows = {key for key, fact in self.plan.facts.items() if isinstance(fact, WindowFact)}
        facts = {key: raw for key, raw in given.items() if raw is not None and key not in windows}
        if period is None:
            return facts
        before = {key: _dated(raw, period.start - timedelta(1)) for key, raw in earlier.items() if raw is not None}
        now = {key: _dated(raw, period.end - timedelta(1)) for key, raw in facts.items()}
        return {key: before.get(key, []) + now.get(key, []) for key in (before | now)}


def _dated(raw: Any, day: date) -> list[Any]:
    """A given fact as observations that all have a day; those that tell theirs keep it."""
    items = raw if isinstance(raw, list) else [] if raw is None else [raw]
    return [_with_day(item, day.isoformat()) for item in items]


def _with_day(item: Any, day: str) -> Json:
    if not isinstance(item, dict):
        return {"value": item, "date": day}
    return item if item.get("date") is not None else {**item, "date": day}


def _paid(plan: Plan, earlier: Json, result: Json) -> Json:
    """Paid so far this year by line; a person who is blocked is not paid. Lines of balances are not pay."""
    total = dict.fromkeys((component.key for component in plan.components), Fraction(0))
    total |= {key: parse_decimal(text) for key, text in earlier.items()}
    for line in result["components"]:
        key, amount = line["key"], line["amount"]
        if amount is not None and result["outcome"] != "blocked" and key not in plan.balances:
            total[key] = total[key] + parse_decimal(amount) if key in total else parse_decimal(amount)
    return {key: plain_text(amount) for key, amount in total.items()}


def _closing(result: Json) -> Json:
    """Closing balances, the next period's openings; a person who is blocked keeps the opening ones."""
    balances = {key: balance["closing"] for key, balance in result["balances"].items()}
    return {key: closing for key, closing in balances.items() if closing is not None}


def _still_open(plan: Plan, earlier: Json, result: Json) -> Json:
    """Amounts still paid in parts; of a person who is blocked those from before."""
    if result["outcome"] == "blocked":
        return earlier
    parts: Json = {component.key: [] for component in plan.components if component.instalments is not None}
    parts.update(result.get(_INSTALMENTS, {}))
    return parts

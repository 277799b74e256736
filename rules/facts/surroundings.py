"""What a call says once for everybody in it: the data of the company and of groups, the calendar, the pay date."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from rules.calendar import Calendar, parse_calendar
from rules.facts.credits import Credit, read_credits
from rules.facts.rates import Rates, read_rates
from rules.facts.raw import Raw
from rules.period import read_day
from rules.problems import CallRefused, Problem, pointer

_SHARED_KEYS = frozenset({"inputs", "facts", "prior"})


@dataclass(frozen=True, slots=True)
class SharedData:
    """Inputs and facts that several people share, as they were sent; keys that are absent are missing.

    `prior_facts` are those of earlier periods.
    """

    inputs: Mapping[str, Raw] = field(default_factory=dict)
    facts: Mapping[str, Raw] = field(default_factory=dict)
    prior_facts: Mapping[str, Raw] = field(default_factory=dict)

    def with_facts_of(self, keys: Collection[str]) -> "SharedData":
        """The same without facts of other keys than these."""
        kept, earlier = (
            {key: raw for key, raw in facts.items() if key in keys} for facts in (self.facts, self.prior_facts)
        )
        return replace(self, facts=kept, prior_facts=earlier)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`groups` are keyed by the id that a participant names as its group; `pay_date` is None where none was given."""

    company: SharedData = field(default_factory=SharedData)
    groups: Mapping[str, SharedData] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    credits: tuple[Credit, ...] = ()
    rates: Rates = field(default_factory=Rates)
    pay_date: date | None = None

    def with_facts_of(
        self, keys: Collection[str], *, company: Collection[str], team: Collection[str]
    ) -> "Surroundings":
        """The same without facts of other keys than these, and without credits of other facts than `keys`."""
        return replace(
            self,
            company=self.company.with_facts_of(company),
            groups={id_: data.with_facts_of(team) for id_, data in self.groups.items()},
            credits=tuple(credit for credit in self.credits if credit.fact in keys),
        )


SURROUNDING_KEYS = ("company", "groups", "calendar", "credits", "rates", "pay_date")
"""The keys of a call that `read_surroundings` reads."""


def read_surroundings(call: Mapping[str, Any]) -> Surroundings:
    """The parts of a call around its participants; other keys are left alone.

    Raises CallRefused with everything that has the wrong shape; what a value means is the plan's to say.
    """
    problems: list[Problem] = []
    company = _shared(call.get("company"), "/company", problems)
    groups = _groups(call.get("groups"), problems)
    calendar = _calendar(call.get("calendar"), problems)
    credits = read_credits(call.get("credits"), problems)
    rates = read_rates(call.get("rates"), problems)
    given = call.get("pay_date")
    pay_date = None if given is None else read_day(given, "/pay_date", problems, "pay_date.date")
    if problems:
        raise CallRefused(problems)
    return Surroundings(company, groups, calendar, credits, rates, pay_date)


def _calendar(given: object, problems: list[Problem]) -> Calendar:
    try:
        return parse_calendar(given)
    except CallRefused as refused:
        problems += refused.problems
    return Calendar()


def _groups(given: object, problems: list[Problem]) -> dict[str, SharedData]:
    if given is None:
        return {}
    if not isinstance(given, dict):
        message = 'groups is an object such as {"north": {"inputs": {…}, "facts": {…}}}'
        problems.append(Problem("groups.shape", "/groups", message))
        return {}
    return {key: _shared(part, pointer("groups", key), problems) for key, part in given.items()}


def _shared(given: object, path: str, problems: list[Problem]) -> SharedData:
    if given is None:
        return SharedData()
    message = 'shared data is an object such as {"inputs": {…}, "facts": {…}}'
    if not isinstance(given, dict):
        problems.append(Problem("shared.shape", path, message))
        return SharedData()
    for key in sorted(given.keys() - _SHARED_KEYS):
        problems.append(Problem("shared.unknown_key", path + pointer(key), message))
    prior = _section(given, "prior", path, problems)
    for key in sorted(prior.keys() - {"facts"}):
        message = "what is shared has no other history than its facts"
        problems.append(Problem("shared.unknown_key", f"{path}/prior" + pointer(key), message))
    return SharedData(
        _section(given, "inputs", path, problems),
        _section(given, "facts", path, problems),
        _section(prior, "facts", f"{path}/prior", problems),
    )


def _section(given: Mapping[str, Any], name: str, path: str, problems: list[Problem]) -> Mapping[str, Any]:
    part = given.get(name)
    if part is None or isinstance(part, dict):
        return part or {}
    problems.append(Problem("shared.shape", path + pointer(name), f"{name} is an object with keys and values"))
    return {}

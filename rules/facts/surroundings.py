"""What a call says once for everybody in it: the data of the company and of groups, the calendar, the pay date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rules.calendar import Calendar, parse_calendar
from rules.facts.raw import Raw
from rules.period import read_day
from rules.problems import CallRefused, Problem, pointer

_SHARED_KEYS = frozenset({"inputs", "facts"})


@dataclass(frozen=True, slots=True)
class SharedData:
    """Inputs and facts that several people share, as they were sent; keys that are absent are missing."""

    inputs: Mapping[str, Raw] = field(default_factory=dict)
    facts: Mapping[str, Raw] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`groups` are keyed by the id that a participant names as its group; `pay_date` is None where none was given."""

    company: SharedData = field(default_factory=SharedData)
    groups: Mapping[str, SharedData] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    pay_date: date | None = None


SURROUNDING_KEYS = ("company", "groups", "calendar", "pay_date")
"""The keys of a call that `read_surroundings` reads."""


def read_surroundings(call: Mapping[str, Any]) -> Surroundings:
    """The parts of a call around its participants; other keys are left alone.

    Raises CallRefused with everything that has the wrong shape; what a value means is the plan's to say.
    """
    problems: list[Problem] = []
    company = _shared(call.get("company"), "/company", problems)
    groups = _groups(call.get("groups"), problems)
    calendar = _calendar(call.get("calendar"), problems)
    given = call.get("pay_date")
    pay_date = None if given is None else read_day(given, "/pay_date", problems, "pay_date.date")
    if problems:
        raise CallRefused(problems)
    return Surroundings(company, groups, calendar, pay_date)


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
    found: dict[str, Mapping[str, Raw]] = {}
    for name in ("inputs", "facts"):
        part = given.get(name)
        if part is not None and not isinstance(part, dict):
            problems.append(Problem("shared.shape", path + pointer(name), f"{name} is an object with keys and values"))
        found[name] = part if isinstance(part, dict) else {}
    return SharedData(**found)

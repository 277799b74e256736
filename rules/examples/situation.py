"""The situation an example describes, as a call would give it."""

from collections.abc import Mapping
from typing import Any

from rules.numbers import plain_text
from rules.period import Period
from rules.plan import Example, FactValue, GivenLevels, Situation

_PERSON = "example"


def participant_of(situation: Situation) -> dict[str, Any]:
    """One participant of `/v1/calculate`: plain JSON, numbers as text."""
    person: dict[str, Any] = {
        "id": _PERSON,
        "inputs": dict(situation.inputs),
        "facts": _facts(situation.facts),
        "levels": {key: _levels(levels) for key, levels in situation.levels.items()},
        "weights": {key: plain_text(weight) for key, weight in situation.weights.items()},
        "not_applicable": dict(situation.not_applicable),
    }
    if situation.prior is not None:
        person["prior"] = {"facts": _facts(situation.prior.facts)}
    return person


def period_of(example: Example) -> Period | None:
    """The example's own period, if it has one."""
    return None if example.period is None else Period(example.period.start, example.period.end)


def _facts(facts: Mapping[str, FactValue]) -> dict[str, Any]:
    return {key: _fact(value) for key, value in facts.items()}


def _fact(value: FactValue) -> Any:
    if not isinstance(value, tuple):
        return value
    return [dict(item) if isinstance(item, Mapping) else item for item in value]


def _levels(levels: GivenLevels) -> dict[str, str]:
    given = {"base": levels.base, "normal": levels.normal, "target": levels.target}
    return {name: plain_text(value) for name, value in given.items() if value is not None}

"""From an untrusted document to a plan, with every finding at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from rules.plan.checks import structural_problems
from rules.plan.part import DocumentPart
from rules.plan.plan import Plan
from rules.plan.readable import read_json_value
from rules.plan.settle import settle_examples
from rules.plan.shapes import shape_problems
from rules.problems import PlanRefused, Problem

_Document = TypeVar("_Document", bound=DocumentPart)


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What became of a document: its problems, and the plan as far as it can be read.

    `plan` is None where the shape does not allow one; a document whose only shape problems are unknown keys
    is read without them, so that later checks can find the rest. Only a reading without problems may be
    calculated.
    """

    plan: Plan | None
    problems: tuple[Problem, ...]


def parse_plan(document: object) -> Plan:
    """The plan of a document (a JSON value); `PlanRefused` with all problems of shape and structure."""
    reading = read_plan(document)
    if reading.plan is None or reading.problems:
        raise PlanRefused(reading.problems)
    return reading.plan


def read_plan(document: object) -> PlanReading:
    """As `parse_plan`, without raising: for checks that go on after the first findings."""
    readable = read_json_value(document)
    if readable.problems:
        return PlanReading(None, tuple(readable.problems))
    if not isinstance(readable.content, dict):
        problem = Problem("plan.not_an_object", "", 'A plan is one JSON object: {"schema": "bonus-plan/1", …}.')
        return PlanReading(None, (problem,))
    plan, shape = shaped(Plan, readable.content)
    if plan is None:
        return PlanReading(None, tuple(shape))
    settled, values = settle_examples(plan)
    return PlanReading(settled, (*shape, *values, *structural_problems(settled)))


def shaped(document: type[_Document], content: dict[str, Any]) -> tuple[_Document | None, list[Problem]]:
    """The typed document; unknown keys are reported and left out, any other problem of shape means None."""
    try:
        return document.model_validate(content), []
    except ValidationError as error:
        problems = shape_problems(error, document)
        if any(problem.code != "plan.unknown_key" for problem in problems):
            return None, problems
    try:
        return document.model_validate(_without_unknown(content, problems)), problems
    except ValidationError:
        return None, problems


def _without_unknown(content: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """The document without the keys that the problems point at."""
    paths = {problem.path for problem in problems}

    def kept(value: Any, path: str) -> Any:
        if isinstance(value, Mapping):
            below = {key: path + "/" + key.replace("~", "~0").replace("/", "~1") for key in value}
            return {key: kept(item, below[key]) for key, item in value.items() if below[key] not in paths}
        if isinstance(value, list):
            return [kept(item, f"{path}/{index}") for index, item in enumerate(value)]
        return value

    return dict(kept(content, ""))

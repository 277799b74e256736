"""What became of a plan's own examples: passed, or every difference with the text that would make it pass."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rules.facts import Surroundings
from rules.period import Period
from rules.problems import Problem
from rules.results import ResultBatch

Shown = str | bool | list[str] | None
"""A value as it stands in a document; null where there is no value."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing an example names that came out otherwise.

    `path` points into the plan document; `paste` is what to write there to make it pass, None where nothing that
    could be written there would.
    """

    path: str
    expected: Shown
    actual: Shown
    paste: Shown

    def to_json(self) -> dict[str, Shown]:
        """The wire shape; all four keys, always."""
        return {"path": self.path, "expected": self.expected, "actual": self.actual, "paste": self.paste}


@dataclass(frozen=True, slots=True)
class ExampleReport:
    """One example, compared; `problems` are those of blocked people who came out otherwise than expected."""

    name: str
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything the example names came out exactly as it says."""
        return not self.differences

    def to_json(self) -> dict[str, object]:
        """The wire shape."""
        differences = [difference.to_json() for difference in self.differences]
        return {"name": self.name, "passed": self.passed, "differences": differences}


@dataclass(frozen=True, slots=True)
class Scene:
    """One call of an example, as it was calculated: its people with the history they came with, and their results."""

    people: tuple[Mapping[str, Any], ...]
    around: Surroundings
    period: Period | None
    batch: ResultBatch


@dataclass(frozen=True, slots=True)
class ExampleRun:
    """One example with what was calculated of it: a scene for each of its periods, up to one that was refused."""

    report: ExampleReport
    scenes: tuple[Scene, ...]

"""What the check of a plan found."""

from dataclasses import dataclass

from rules.examples import ExampleReport
from rules.problems import Problem


@dataclass(frozen=True, slots=True)
class StageReport:
    """One step of a calculation, in which everybody is computed alone: its components, and what everybody contributes
    to at its end (pools by key, values over many people by their text)."""

    components: tuple[str, ...]
    over_people: tuple[str, ...]

    def to_json(self) -> dict[str, list[str]]:
        """The wire shape."""
        return {"components": list(self.components), "over_people": list(self.over_people)}


@dataclass(frozen=True, slots=True)
class CheckReport:
    """`valid` says that the plan can be calculated; failing examples and warnings leave it valid.

    `problems` and `warnings` point into the plan document. `examples` and `warnings` that need numbers are those of a
    valid plan; `hash` identifies it and is None for any other document. `stages` are the steps of a calculation, more
    than one where people's results depend on each other; `depends_on_others` names the components that do.
    """

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    examples: tuple[ExampleReport, ...] = ()
    hash: str | None = None
    stages: tuple[StageReport, ...] = ()
    depends_on_others: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether there are no problems."""
        return not self.problems

    def to_json(self) -> dict[str, object]:
        """The wire shape."""
        return {
            "valid": self.valid,
            "problems": [problem.to_json() for problem in self.problems],
            "warnings": [warning.to_json() for warning in self.warnings],
            "examples": [example.to_json() for example in self.examples],
            "hash": self.hash,
            "stages": [stage.to_json() for stage in self.stages],
            "depends_on_others": list(self.depends_on_others),
        }

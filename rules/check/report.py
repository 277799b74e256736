"""What the check of a plan found."""

from dataclasses import dataclass

from rules.examples import ExampleReport
from rules.problems import Problem


@dataclass(frozen=True, slots=True)
class CheckReport:
    """`valid` says that the plan can be calculated; failing examples and warnings leave it valid.

    `problems` and `warnings` point into the plan document. `examples` and `warnings` that need numbers are those of a
    valid plan; `hash` identifies it and is None for any other document. `stages` are the steps of a calculation by
    component keys; `depends_on_others` names the components that read other people's results.
    """

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    examples: tuple[ExampleReport, ...] = ()
    hash: str | None = None
    stages: tuple[tuple[str, ...], ...] = ()
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
            "stages": [list(stage) for stage in self.stages],
            "depends_on_others": list(self.depends_on_others),
        }

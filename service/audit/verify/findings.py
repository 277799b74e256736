"""What verifying found, the first bad row first."""

from dataclasses import dataclass, field
from typing import Final

from rules import Problem

SHOWN_MAX: Final = 1_000
"""So many findings are kept; of a file that was changed everywhere, the first ones say enough."""


@dataclass(slots=True)
class Findings:
    """Findings in the order in which they came, and how many more there were."""

    shown: list[Problem] = field(default_factory=list)
    more: int = 0

    def add(self, code: str, place: str, message: str) -> None:
        """Note one finding: `place` is a table and the key of a row, such as `attribute/33`."""
        self.take(Problem(code, place, message))

    def take(self, problem: Problem) -> None:
        """Note a finding that is written already."""
        if len(self.shown) < SHOWN_MAX:
            self.shown.append(problem)
        else:
            self.more += 1

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.shown) + self.more

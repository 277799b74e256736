"""What a command remembers of a calculation: the first people, counts and totals, never everybody."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rules import CompiledPlan, Problem, ResultBatch, Totals

Result = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """`first` holds at most `rows_max` results; `why` counts people by outcome, code and message."""

    rows_max: int
    totals: Totals
    first: list[Result] = field(default_factory=list)
    why: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    warned: int = 0

    @property
    def people(self) -> int:
        """How many participants were computed."""
        return self.totals.paid + self.totals.zero + self.totals.blocked

    def add(self, batch: ResultBatch) -> None:
        """Take in one chunk, building texts only for the people that are shown."""
        self.first += [batch.result(row) for row in range(min(batch.size, self.rows_max - len(self.first)))]
        for row in range(batch.size):
            self.count("zero", batch.reasons(row))
            self.count("blocked", batch.outcomes.blocked.get(row, ()))
            warnings = batch.warnings(row)
            self.count("warning", warnings)
            self.warned += bool(warnings)
        self.totals += batch.totals()

    def count(self, outcome: str, findings: Iterable[Problem]) -> None:
        """One person more for each different finding."""
        for code, message in {(finding.code, finding.message) for finding in findings}:
            self.why[outcome, code, message] += 1


def empty_tally(compiled: CompiledPlan, rows_max: int) -> Tally:
    """Nobody yet."""
    return Tally(rows_max, Totals(compiled.digits))

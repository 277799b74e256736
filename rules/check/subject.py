"""What a lint looks at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rules.check.sample import Sample
from rules.compiled import CompiledPlan
from rules.examples import ExampleRun
from rules.plan import Plan
from rules.problems import Problem


@dataclass(frozen=True)
class Subject:
    """A plan; `compiled` and what needs it (the examples' results, the sample) only where it has no problems."""

    plan: Plan
    compiled: CompiledPlan | None = None
    runs: tuple[ExampleRun, ...] = ()
    sample: Sample | None = None

    @cached_property
    def names_read(self) -> frozenset[str]:
        """Every name that some formula of the compiled plan reads."""
        formulas = () if self.compiled is None else self.compiled.formulas.values()
        return frozenset(name for formula in formulas for name in formula.uses)


Lint = Callable[[Subject], Iterator[Problem]]
"""One thing that is allowed and probably not meant; every finding carries the numbers it was decided on."""

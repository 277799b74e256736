"""The facts a command was given: how the plan names its columns, and the file as chunks."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rules import CompiledPlan, Intake, Period
from service.files.facts import FactsLayout, FactsOptions, read_facts
from service.files.tables.csv_lines import Encoding
from service.files.tables.opened import TableOptions
from service.files.tables.table import Progress


@dataclass(frozen=True, slots=True)
class GivenFacts:
    """A file of facts and how to read it."""

    path: Path
    decimal: Literal["point", "comma"] | None = None
    encoding: Encoding = "utf-8"
    sheet: str | None = None
    ignore_unknown: bool = False

    def chunks(
        self, compiled: CompiledPlan, period: Period | None, progress: Progress | None = None
    ) -> Iterator[Intake]:
        """The people of the file; raises FileRefused, also after the last of them."""
        options = FactsOptions(
            table=TableOptions(self.encoding, self.decimal, self.sheet),
            ignore_unknown_facts=self.ignore_unknown,
            period=None if period is None else (period.start, period.end),
        )
        return read_facts(self.path, layout_of(compiled), options, progress)


def layout_of(compiled: CompiledPlan) -> FactsLayout:
    """The names a file of facts may use for this plan, and which of them hold words or yes and no."""
    plan = compiled.plan
    read = {name for formula in compiled.formulas.values() for name in formula.uses}
    computed = {kpi.key for kpi in plan.kpis if kpi.value is not None} - read - plan.facts.keys()
    kinds = {key: given.kind for key, given in plan.inputs.items()}
    # A category that is only counted arrives as words too, although its value is a number.
    kinds |= {key: getattr(fact, "kind", "number") for key, fact in plan.facts.items()}
    scales = {key for key, spec in compiled.facts.items() if spec.is_category}
    return FactsLayout(
        inputs=frozenset(plan.inputs),
        facts=frozenset(compiled.facts) - computed,
        kpis=frozenset(kpi.key for kpi in plan.kpis),
        words=frozenset(key for key, kind in kinds.items() if kind == "category") | scales,
        booleans=frozenset(key for key, kind in kinds.items() if kind == "boolean"),
    )

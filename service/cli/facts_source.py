"""The facts a command was given: how the plan names its columns, and the file as chunks."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from rules import (
    CompiledPlan,
    Intake,
    Period,
    Plan,
    Problem,
    Surroundings,
    accounts_of,
    paid_keys,
)
from service.cli.around_source import surroundings_in
from service.cli.findings import end_with, refusals
from service.files.facts import FactsLayout, FactsOptions, RowsSource, read_facts
from service.files.facts.beside import AbsencesStore, InstalmentsStore, SegmentsStore
from service.files.facts.lines_file import LinesStore, open_lines
from service.files.facts.long_rows import Days
from service.files.facts.rows_file import RowsStore
from service.files.tables.csv_lines import Encoding
from service.files.tables.opened import TableOptions
from service.files.tables.table import Kind, Progress

_PRIOR = "prior."
_KINDS: Mapping[str, Kind] = {"category": "word", "boolean": "boolean"}


@dataclass(frozen=True, slots=True)
class GivenFacts:
    """A file of facts and how to read it, files with the rows of single facts, and what stands around the people."""

    path: Path
    decimal: Literal["point", "comma"] | None = None
    encoding: Encoding = "utf-8"
    sheet: str | None = None
    ignore_unknown: bool = False
    rows_of: tuple[str, ...] = ()
    around: Path | None = None
    absences: str | None = None
    segments: str | None = None
    instalments: str | None = None

    def chunks(
        self, compiled: CompiledPlan, period: Period | None, progress: Progress | None = None
    ) -> Iterator[Intake]:
        """The people of the file; raises FileRefused, also after the last of them. Ends the command for other files."""
        table = TableOptions(self.encoding, self.decimal, self.sheet)
        days = None if period is None else (period.start, period.end)
        options = FactsOptions(table=table, ignore_unknown_facts=self.ignore_unknown, period=days)
        layout = layout_of(compiled)
        around = Surroundings() if self.around is None else surroundings_in(self.around)
        if self.ignore_unknown:
            scopes = compiled.facts_in
            around = around.with_facts_of(compiled.fact_keys, company=scopes["company"], team=scopes["team"])
        with ExitStack() as stack:
            stores: list[LinesStore] = []
            for store in self._stores(compiled, layout, days):
                with refusals(str(store.path)):
                    stores.append(stack.enter_context(open_lines(store, table)))
            for intake in read_facts(self.path, without_rows(layout, stores), options, progress):
                for store in stores:
                    store.put_to(intake)
                intake.around = around
                yield intake
            for store in stores:
                with refusals(str(store.path)):
                    store.check()

    def paths(self) -> list[Path]:
        """Every file that the people come from."""
        texts = [text.partition("=")[2] for text in self.rows_of]
        texts += [text for text in (self.absences, self.segments, self.instalments) if text is not None]
        named = [_path_and_sheet(text)[0] for text in texts]
        return [self.path, *named, *([] if self.around is None else [self.around])]

    def _stores(self, compiled: CompiledPlan, layout: FactsLayout, days: Days | None) -> Iterator[LinesStore]:
        """The files beside the file of facts, none of them read yet."""
        for source in self._sources(layout):
            yield RowsStore(source, None if source.is_prior else days)
        plan = compiled.plan
        if self.absences is not None:
            kinds = () if plan.proration is None else tuple(plan.proration.absences)
            yield AbsencesStore(*_path_and_sheet(self.absences), kinds, days)
        if self.segments is not None:
            yield SegmentsStore(*_path_and_sheet(self.segments), layout, days)
        if self.instalments is not None:
            components = [component.key for component in plan.components if component.instalments is not None]
            if not components:
                message = "the plan pays nothing in instalments; leave the file out"
                end_with([Problem("instalments.unknown_key", "", message)], "--instalments")
            yield InstalmentsStore(*_path_and_sheet(self.instalments), components)

    def _sources(self, layout: FactsLayout) -> Iterator[RowsSource]:
        """The files of `--rows-of`, each named once; ends the command for what is no `FACT=FILE`."""
        seen: set[str] = set()
        for text in self.rows_of:
            fact, sign, path = text.partition("=")
            fields = layout.rows.get(fact.removeprefix(_PRIOR))
            if not (sign and path):
                end_with([Problem("rows_file.shape", "", "write the fact and its file: deals=deals.csv")], "--rows-of")
            if fields is None:
                known = ", ".join(sorted(layout.rows)) or "none"
                message = f"the plan has no fact of rows called {fact!r}; it has {known}"
                end_with([Problem("rows_file.unknown_fact", "", message)], "--rows-of")
            if fact in seen:
                message = f"{fact} has two files; put all its rows into one"
                end_with([Problem("rows_file.twice", "", message)], "--rows-of")
            seen.add(fact)
            place, sheet = _path_and_sheet(path)
            key = fact.removeprefix(_PRIOR)
            words = {name: layout.row_words[key, name] for name in fields if (key, name) in layout.row_words}
            yield RowsSource(fact, place, fields, self.ignore_unknown, sheet, words)


def _path_and_sheet(text: str) -> tuple[Path, str | None]:
    """`book.xlsx#Deals` is the sheet Deals; in any other name `#` is a character like others."""
    path, mark, sheet = text.rpartition("#")
    is_workbook = Path(path).suffix.lower() in (".xlsx", ".xlsm")
    return (Path(path), sheet) if mark and sheet and is_workbook else (Path(text), None)


def without_rows(layout: FactsLayout, stores: Sequence[LinesStore]) -> FactsLayout:
    """What comes from files of their own cannot stand in the file of facts as well."""
    rows = [store.source for store in stores if isinstance(store, RowsStore)]
    facts = {source.fact for source in rows if not source.is_prior}
    return replace(layout, facts=layout.facts - facts)


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
        paid=frozenset(paid_keys(plan)),
        balances=frozenset(account.key for account in accounts_of(plan)),
        rows={key: _fields(fact) for key, fact in plan.facts.items() if getattr(fact, "kind", "") == "rows"},
        row_words=_words_of_rows(plan),
        percents=_percents(plan),
    )


def _words_of_rows(plan: Plan) -> dict[tuple[str, str], tuple[str, ...]]:
    """The words that fields of rows may hold, where the plan says so."""
    return {
        (key, name): field.values
        for key, fact in plan.facts.items()
        for name, field in getattr(fact, "fields", {}).items()
        if field.values is not None
    }


def _percents(plan: Plan) -> frozenset[str]:
    """The KPIs whose unit is percent, and the facts that are their value as they stand."""
    kpis = [kpi for kpi in plan.kpis if kpi.unit == "%"]
    as_they_stand = {kpi.value for kpi in kpis if kpi.value is not None and kpi.value in plan.facts}
    return frozenset({kpi.key for kpi in kpis} | as_they_stand)


def _fields(fact: object) -> dict[str, Kind]:
    """The fields of a fact of rows, each with how its cells are read."""
    fields: Mapping[str, Any] = getattr(fact, "fields", {})
    return {name: _KINDS.get(field.kind, "number") for name, field in fields.items()}

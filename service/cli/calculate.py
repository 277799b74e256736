"""`bonus calculate`: a plan and a file of facts in, a table and a file of results out."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import typer
from rich.text import Text

from rules import CallRefused, CompiledPlan, Intake, Period, Problem, ResultBatch, calculate_chunks
from service.cli.around_source import may_convert
from service.cli.endings import ending_well
from service.cli.facts_source import GivenFacts
from service.cli.findings import end_with, refusals
from service.cli.output import GivenOutput
from service.cli.people_table import people_table
from service.cli.period_text import period_of
from service.cli.plan_source import GivenPlan, given_plan
from service.cli.screen import show, visible
from service.cli.summary import summary
from service.cli.tally import Tally, empty_tally
from service.cli.work_bar import WorkBar
from service.files.results import ResultsWriter, head_of, open_results_writer, rendering
from service.files.results.instalments_file import InstalmentsFile, open_instalments_file
from service.files.tables.table import Progress
from service.version import engine_version

SOME_BLOCKED = 3
"""Exit code when results were written and at least one participant is blocked."""


@dataclass(frozen=True, slots=True)
class Job:
    """One calculation, ready to run."""

    plan: GivenPlan
    compiled: CompiledPlan
    facts: GivenFacts
    period: Period | None

    def run(self, rows_max: int, output: GivenOutput, progress: Progress | None = None) -> Tally:
        """Compute everybody, chunk by chunk. The file of results appears at the end, whole or not at all."""
        tally = empty_tally(self.compiled, rows_max)
        out, parts = output.path, output.instalments
        with (
            refusals(str(parts)),
            nullcontext() if parts is None else open_instalments_file(parts) as still_open,
            refusals(str(out)),
            self._writer(output) as writer,
        ):
            with refusals(str(self.facts.path)):
                for batch in self.batches(self.facts.chunks(self.compiled, self.period, progress)):
                    if writer is not None and out is not None:
                        _written(writer, out, map(rendering(batch, out), range(batch.size)))
                    if still_open is not None:
                        _written(still_open, parts, map(batch.result, range(batch.size)))
                    tally.add(batch)
            if writer is not None:
                writer.finish(tally.totals.to_json())
        return tally

    def batches(self, intakes: Iterable[Intake]) -> Iterator[ResultBatch]:
        """The results chunk by chunk; ends the command if the period does not fit the plan."""
        try:
            yield from calculate_chunks(self.compiled, intakes, self.period)
        except CallRefused as refused:
            found = [problem for problem in refused.problems if problem.path.startswith("/period")]
            if found:
                end_with([replace(problem, path="") for problem in found], "--period")
            end_with(refused.problems, str(self.facts.around or ""))

    def _writer(self, output: GivenOutput) -> AbstractContextManager[ResultsWriter | None]:
        if output.path is None:
            return nullcontext()
        has_payees = may_convert(self.facts.around, self.compiled.plan.currency)
        head = head_of(self.compiled, engine_version(), self.plan.version, has_payees=has_payees)
        return open_results_writer(output.path, head, output.options)


def prepared(plan: str, facts: GivenFacts, period: str | None) -> Job:
    """Read the plan and the period; ends the command if either cannot be used."""
    given = given_plan(plan)
    compiled = given.compiled()
    if period is None and compiled.needs_period:
        message = "the formulas of this plan read the period; write for example --period 2026-03"
        end_with([Problem("period_required", "", message)], "--period")
    with refusals("--period"):
        return Job(given, compiled, facts, None if period is None else period_of(period))


def run_calculate(plan: str, facts: GivenFacts, *, period: str | None, output: GivenOutput, rows: int) -> None:
    """Compute, write the file if one is asked for, print the table; exit code 3 if somebody is blocked."""
    job = prepared(plan, facts, period)
    output.check([*facts.paths(), job.plan.path])
    with ending_well(), WorkBar(f"Calculating {facts.path.name}") as bar:
        tally = job.run(rows, output, bar.progress)
    if tally.first:
        show(people_table(tally.first, job.compiled))
    show(*summary(tally, job.compiled.plan.currency))
    if output.path is not None:
        show(Text(f"\nResults of everybody: {visible(str(output.path))}"))
    if tally.totals.blocked:
        raise typer.Exit(SOME_BLOCKED)


def _written(writer: ResultsWriter | InstalmentsFile, out: Path | None, results: Iterable[object]) -> None:
    write: Callable[..., None] = writer.write
    with refusals(str(out)):
        write(results)

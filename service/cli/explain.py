"""`bonus explain`: one person's statement and the tree of every step."""

import json
from typing import Any

from rich.text import Text

from rules import Problem, ResultBatch, Trace, needs_everybody, trace_of, trace_text
from service.cli.calculate import Job, prepared
from service.cli.facts_source import GivenFacts
from service.cli.findings import end_with, refusals
from service.cli.screen import show, show_text, visible
from service.cli.statement import statement
from service.cli.work_bar import WorkBar


def run_explain(plan: str, facts: GivenFacts, participant: str, *, period: str | None, as_json: bool) -> None:
    """Print how one participant's result came about; ends the command if the file has no such participant."""
    job = prepared(plan, facts, period)
    with WorkBar(f"Looking for {participant}") as bar:
        found = _find(job, participant, bar)
    if found is None:
        message = "the file has no such participant; an id is compared letter by letter, zeros in front included"
        end_with([Problem("participant.not_found", "", message)], str(facts.path))
    batch, row = found
    _print(job, batch.result(row), trace_of(batch.sheet, row), as_json=as_json)


def _find(job: Job, participant: str, bar: WorkBar) -> tuple[ResultBatch, int] | None:
    """The chunk the participant is in, computed with all others where people depend on each other.

    The file is read to its end: it may be refused for what stands below.
    """
    found = None
    with refusals(str(job.facts.path)):
        chunks = job.facts.chunks(job.compiled, job.period, bar.progress)
        needed = (intake for intake in chunks if needs_everybody(job.compiled, intake) or participant in intake.ids)
        for batch in job.batches(needed):
            if participant in batch.sheet.ids:
                found = batch, batch.sheet.ids.index(participant)
    return found


def _print(job: Job, result: dict[str, Any], trace: Trace, *, as_json: bool) -> None:
    head = job.plan.head(job.compiled)
    if as_json:
        answer = head | {"result": result | {"trace": trace.to_json()}}
        show_text(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
        return
    show(*statement(result, job.compiled, head, job.period, trace))
    show(Text("\nEvery step, from the total down to what was given\n", style="bold"))
    show_text("".join(f"{visible(line)}\n" for line in trace_text(trace).splitlines()))

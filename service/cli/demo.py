"""`bonus demo`: a month of the shipped sample company, and where to look next."""

import shlex
import shutil
import sys
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

from rich.text import Text

from service.cli.calculate import prepared
from service.cli.facts_source import GivenFacts
from service.cli.output import GivenOutput
from service.cli.people_table import people_table
from service.cli.samples import FACTS, PLAN, copy_samples
from service.cli.screen import show
from service.cli.statement import statement
from service.cli.summary import summary
from service.cli.unpaid import unpaid_table
from service.figures import GROSS_ONLY

_MONTH = "2026-03"
_SHOWN = "E006"
"""The best rating and nothing to pay: a closed gate, what it took from each line, and an actual to check."""

_FOLDER = "bonus-samples"


def run_demo(folder: Path | None) -> None:
    """Print the month; with `folder` also write the files. Blocked people belong to the show: the exit code is 0."""
    if folder is not None:
        copy_samples(folder)
    samples = files("service") / "samples"
    with as_file(samples / PLAN) as plan, as_file(samples / FACTS) as facts:
        job = prepared(str(plan), GivenFacts(facts), _MONTH)
        tally = job.run(sys.maxsize, GivenOutput())
    compiled = job.compiled
    _heading(f"The sample company in March 2026: {len(tally.first)} people, plan {compiled.plan.title}")
    show(people_table(tally.first, compiled), *summary(tally, compiled.plan.currency), Text(GROSS_ONLY))
    _heading("One statement in full")
    person = next(result for result in tally.first if result["id"] == _SHOWN)
    show(*statement(person, compiled, job.plan.head(compiled), job.period))
    _heading("Every zero and every blocked line, and why")
    show(unpaid_table(tally.first, compiled))
    _heading("Where to look next")
    show(*_next_steps(folder))


def _heading(text: str) -> None:
    show(Text(f"\n{text}\n{'=' * len(text)}\n", style="bold"))


def _next_steps(folder: Path | None) -> Iterator[Text]:
    """Commands to try, each on one line to be copied."""
    at = shlex.quote(str(folder or _FOLDER))
    month = f"{at}/{PLAN} --facts {at}/{FACTS}"
    steps = {
        f"calculate {month} --out results.xlsx": "the same month, with a workbook of everybody's results",
        f"explain {month} --participant E004": "every step of one amount with two tiers and two caps",
        f"check {at}/{PLAN}": "problems, warnings and the plan's own examples",
        "catalog": "the plans that come with the engine; `catalog PLAN` prints one to start from",
        "serve": "the same over HTTP, with a page to try it on",
    }
    if folder is None:
        steps = {f"demo --files {at}": "the plan and the facts as files, here in this folder"} | steps
    for command, purpose in steps.items():
        yield Text(f"# {purpose}", style="dim")
        yield Text(f"{_program()} {command}\n", style="bold")


def _program() -> str:
    """How to call `bonus` from where it was called: by its name if the shell finds it, else as it was written."""
    written = sys.argv[0]
    if Path(written).stem != "bonus":
        return "bonus"
    found = shutil.which("bonus")
    return "bonus" if found is not None and Path(found).samefile(written) else shlex.quote(written)

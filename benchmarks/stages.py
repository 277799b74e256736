"""Where the time of a file goes: reading, evaluation and writing, each on its own."""

import csv
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.report import Figure
from benchmarks.workload import intake, plan_document
from rules import compile_plan
from rules.results import ResultBatch, calculate
from service.cli.facts_source import layout_of
from service.files.facts import read_facts
from service.files.results import head_of, open_results_writer, rendering

PEOPLE = 100_000


def figures() -> list[Figure]:
    """Seconds per stage for one wide CSV file, computed and written as CSV."""
    reading, evaluating, writing = Stopwatch(), Stopwatch(), Stopwatch()
    compiled = compile_plan(plan_document())
    with tempfile.TemporaryDirectory() as folder:
        facts, out = Path(folder) / "facts.csv", Path(folder) / "results.csv"
        write_facts(facts, PEOPLE)
        chunks = read_facts(facts, layout_of(compiled))
        with open_results_writer(out, head_of(compiled, "benchmark")) as writer:
            while True:
                with reading.running():
                    chunk = next(chunks, None)
                if chunk is None:
                    break
                with evaluating.running():
                    batch: ResultBatch = calculate(compiled, chunk)
                    totals = batch.totals()
                with writing.running():
                    writer.write(map(rendering(batch, out), range(batch.size)))
            writer.finish(totals.to_json())
    return [
        Figure(f"reading {PEOPLE:,} people from CSV", reading.seconds, "s"),
        Figure("evaluation, from cells to cents", evaluating.seconds, "s"),
        Figure("writing results to CSV", writing.seconds, "s"),
    ]


@dataclass
class Stopwatch:
    """Seconds spent inside its blocks."""

    seconds: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count the time of a block."""
        started = time.perf_counter()
        yield
        self.seconds += time.perf_counter() - started


def write_facts(path: Path, size: int, chunk: int = 50_000) -> None:
    """A wide file of plausible people."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        for start in range(0, size, chunk):
            people = intake(min(chunk, size - start), seed=start)
            columns = {**people.inputs, **people.facts}
            if start == 0:
                writer.writerow(["participant", *columns])
            ids = [f"E{start + index}" for index in range(len(people.ids))]
            writer.writerows(zip(ids, *columns.values(), strict=True))

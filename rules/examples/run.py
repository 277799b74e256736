"""Runs a plan's own examples through the one path of evaluation and compares what they name."""

from rules.compiled import CompiledPlan
from rules.examples.compare import compare
from rules.examples.report import Difference, ExampleReport, ExampleRun
from rules.examples.situation import participant_of, period_of
from rules.facts.participants import read_participants
from rules.plan import Example
from rules.problems import CallRefused, pointer
from rules.results import ResultBatch, calculate

_RUNS = "the example can be calculated"


def run_examples(compiled: CompiledPlan) -> list[ExampleRun]:
    """All examples, in document order. Never raises: one that cannot be calculated is one that did not pass."""
    return [_run(compiled, index, example) for index, example in enumerate(compiled.plan.examples)]


def _run(compiled: CompiledPlan, index: int, example: Example) -> ExampleRun:
    path = pointer("examples", index)
    try:
        batch = calculate_example(compiled, example)
    except CallRefused as refused:
        told = [
            Difference(path + problem.path, _RUNS, f"{problem.code}: {problem.message}", None)
            for problem in refused.problems
        ]
        return ExampleRun(ExampleReport(example.name, tuple(told)), None)
    found = () if example.expect is None else compare(example.expect, batch, f"{path}/expect")
    return ExampleRun(ExampleReport(example.name, found), batch)


def calculate_example(compiled: CompiledPlan, example: Example) -> ResultBatch:
    """The example's one person as a batch; CallRefused where the plan needs a period that the example lacks."""
    intake = read_participants([participant_of(example)])
    return calculate(compiled, intake, period_of(example))

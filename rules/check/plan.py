"""The check of a plan document: problems, examples, warnings, in one report."""

from collections.abc import Iterable

from rules.check.lints import LINTS
from rules.check.report import CheckReport
from rules.check.sample import Sample, example_sample, given_sample, usable
from rules.check.subject import Subject
from rules.compiled import CompiledPlan, try_compile
from rules.examples import run_examples
from rules.plan import read_plan
from rules.problems import Problem


def check_plan(document: object, sample: object | None = None) -> CheckReport:
    """Everything there is to say about a document (any JSON value); never raises.

    `sample` is `{"inputs": {…}, "facts": {…}}` of one imagined person and sizes warnings in money; by default the
    plan's first example that pays. What is wrong with the sample is a warning.
    """
    reading = read_plan(document)
    if reading.plan is None:
        return CheckReport(_distinct(reading.problems))
    compiled, found = try_compile(reading.plan)
    problems = _distinct((*reading.problems, *found))
    if problems or compiled is None:
        return CheckReport(problems, _linted(Subject(reading.plan)))
    return _checked(compiled, sample)


def _checked(compiled: CompiledPlan, sample: object | None) -> CheckReport:
    runs = tuple(run_examples(compiled))
    chosen, unusable = _chosen(compiled, sample)
    if chosen is None:
        chosen = example_sample(compiled.plan, runs)
    warnings = _linted(Subject(compiled.plan, compiled, runs, chosen))
    return CheckReport(
        problems=(),
        warnings=(*unusable, *warnings),
        examples=tuple(run.report for run in runs),
        hash=compiled.hash,
        stages=(tuple(component.key for component in compiled.plan.components),),
    )


def _chosen(compiled: CompiledPlan, sample: object | None) -> tuple[Sample | None, list[Problem]]:
    """The caller's sample if it can be calculated, and why not."""
    if sample is None:
        return None, []
    given, problems = given_sample(sample, compiled.plan)
    if given is not None:
        problems = usable(given, compiled)
    return (None if problems else given), problems


def _linted(subject: Subject) -> tuple[Problem, ...]:
    return tuple(warning for lint in LINTS for warning in lint(subject))


def _distinct(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each finding once: the structure and the formulas of a document may both notice the same thing."""
    return tuple({(problem.code, problem.path, problem.position): problem for problem in problems}.values())

"""The check of a plan document: problems, examples, warnings, in one report."""

from collections.abc import Iterable, Iterator

from rules.check.lints import LINTS
from rules.check.report import CheckReport, StageReport
from rules.check.sample import Sample, example_sample, given_sample, usable
from rules.check.subject import Subject
from rules.compiled import CompiledPlan, Node, Stage, try_compile
from rules.examples import history_in, people_in, run_examples
from rules.plan import read_plan
from rules.problems import Problem

EXAMPLE_STEPS_MAX = 60_000
"""Steps of evaluation that all examples together may take, one per formula: some seconds at worst."""

HISTORY_MAX = 200_000
"""Observations that the periods of examples may hand on to later ones, all hand-overs together."""

_STARTING = 10
"""What one example costs before its first formula, counted in such steps."""


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
    if compiled is not None and not problems:
        problems = tuple(_too_many_examples(compiled))
    if problems or compiled is None:
        return CheckReport(problems, _linted(Subject(reading.plan)))
    return _checked(compiled, sample)


def _too_many_examples(compiled: CompiledPlan) -> Iterator[Problem]:
    """The problem of examples that would take too long to run; nothing else in a check grows with a product."""
    most = EXAMPLE_STEPS_MAX // (_STARTING + len(compiled.formulas))
    if sum(map(people_in, compiled.plan.examples)) > most + 1:
        message = (
            f"A plan with so many formulas can have at most {most + 1} examples, each person and each period of an "
            "example counted; keep those that prove most."
        )
        yield Problem("plan.too_large", "/examples", message)
    if sum(map(history_in, compiled.plan.examples)) > HISTORY_MAX:
        message = "The periods of the examples hand on too many facts to later ones; take fewer periods or fewer facts."
        yield Problem("plan.too_large", "/examples", message)


def _checked(compiled: CompiledPlan, sample: object | None) -> CheckReport:
    runs = tuple(run_examples(compiled))
    chosen, unusable = _chosen(compiled, sample)
    if chosen is None:
        chosen = example_sample(runs)
    warnings = _linted(Subject(compiled.plan, compiled, runs, chosen))
    return CheckReport(
        problems=(),
        warnings=(*unusable, *warnings),
        examples=tuple(run.report for run in runs),
        hash=compiled.hash,
        stages=tuple(_stage(compiled, stage) for stage in compiled.stages),
        depends_on_others=tuple(
            component.key
            for component in compiled.plan.components
            if Node("component", component.key) in compiled.reads_others
        ),
    )


def _stage(compiled: CompiledPlan, stage: Stage) -> StageReport:
    """A step in the words of the document, in its order."""
    keys = [component.key for component in compiled.plan.components]
    components = tuple(key for key in keys if Node("component", key) in stage.nodes)
    return StageReport(components, tuple(node.key for node in stage.over_people))


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

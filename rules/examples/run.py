"""Runs a plan's own examples through the one path of evaluation and compares what they name."""

from collections.abc import Iterator
from datetime import date

from rules.compiled import CompiledPlan
from rules.examples.compare import compare
from rules.examples.report import Difference, ExampleReport, ExampleRun, Scene
from rules.examples.sequence import Sequence
from rules.examples.situation import Setting, settings_of
from rules.facts import Surroundings, read_surroundings
from rules.facts.participants import read_participants
from rules.period import Period
from rules.plan import Example
from rules.problems import CallRefused, Problem, pointer
from rules.results import calculate

_RUNS = "the example can be calculated"
_ONLY_PERSON = "/participants/0"


def run_examples(compiled: CompiledPlan) -> list[ExampleRun]:
    """All examples, in document order. Never raises: one that cannot be calculated is one that did not pass."""
    return [_run(compiled, example, pointer("examples", index)) for index, example in enumerate(compiled.plan.examples)]


def _run(compiled: CompiledPlan, example: Example, path: str) -> ExampleRun:
    sequence = Sequence(compiled.plan)
    scenes: list[Scene] = []
    differences: list[Difference] = []
    problems: list[Problem] = []
    for setting in settings_of(example, path):
        try:
            scene = _scene(compiled, setting, sequence)
        except CallRefused as refused:
            # What comes after a period that cannot be calculated has no history to start from.
            differences += [_refusal(problem, setting) for problem in refused.problems]
            break
        scenes.append(scene)
        for row, found in _compared(setting, scene):
            differences += found
            problems += scene.batch.outcomes.blocked.get(row, []) if found else []
    report = ExampleReport(example.name, tuple(differences), tuple(dict.fromkeys(problems)))
    return ExampleRun(report, tuple(scenes))


def _scene(compiled: CompiledPlan, setting: Setting, sequence: Sequence) -> Scene:
    around = read_surroundings(sequence.around(setting))
    sequence.enter(_fiscal_year(compiled, around, setting.period))
    people = sequence.people(setting.seats)
    batch = calculate(compiled, read_participants(people, around), setting.period)
    sequence.leave(people, batch)
    return Scene(tuple(people), around, setting.period, batch)


def _fiscal_year(compiled: CompiledPlan, around: Surroundings, period: Period | None) -> date | None:
    """The first day of the period's fiscal year; none for a period that the calculation refuses."""
    if period is None or not around.calendar.fits(period, compiled.plan.frequency):
        return None
    return around.calendar.fiscal_year_start(period, compiled.plan.frequency)


def _compared(setting: Setting, scene: Scene) -> Iterator[tuple[int, tuple[Difference, ...]]]:
    """The row of everybody of whom something is expected, with the differences."""
    for row, seat in enumerate(setting.seats):
        if seat.expect is not None:
            yield row, compare(seat.expect, scene.batch, f"{seat.path}/expect", row)


def _refusal(problem: Problem, setting: Setting) -> Difference:
    """Seen from the document: a person who is the only one of an example stands where the example stands."""
    place = problem.path
    if len(setting.seats) == 1 and setting.seats[0].path == setting.path:
        place = place.removeprefix(_ONLY_PERSON)
    return Difference(setting.path + place, _RUNS, f"{problem.code}: {problem.message}", None)

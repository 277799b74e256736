"""Speed of the engine beside stock asteval on the same plan and people, in one run, with equal results."""

import time
from dataclasses import dataclass
from fractions import Fraction

from benchmarks.peer_asteval import PerPerson
from benchmarks.report import Figure
from benchmarks.workload import intake, plan_document
from rules import CompiledPlan, Intake, calculate, compile_plan
from rules.engine import admit, compute

PEOPLE = 20_000
PEER_PEOPLE = 1_000
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Round:
    """People per second: the engine, its peer, and reading texts into columns."""

    ours: float
    theirs: float
    reading: float


def figures() -> list[Figure]:
    """The ratio asked for, and what surrounds it."""
    compiled, people = compile_plan(plan_document()), intake(PEOPLE)
    peer = PerPerson()
    persons = [
        {name: Fraction(str(column[row])) for name, column in {**people.inputs, **people.facts}.items()}
        for row in range(PEER_PEOPLE)
    ]
    rounds = [_round(compiled, people, peer, persons) for _ in range(ROUNDS)]
    started = time.perf_counter()
    results = calculate(compiled, people).results()
    text = len(results) / (time.perf_counter() - started)
    return [
        Figure(
            "exact columns against stock asteval per person",
            median([each.ours / each.theirs for each in rounds]),
            "times",
            at_least=10,
        ),
        Figure("  parsed columns in, ratings and cents out", median([each.ours for each in rounds]), "people/s"),
        Figure("  stock asteval, exact literals, parsed trees", median([each.theirs for each in rounds]), "people/s"),
        Figure("  reading decimal texts into columns", median([each.reading for each in rounds]), "people/s"),
        Figure("  everything to result objects with text", text, "people/s"),
        one_person(),
    ]


def _round(compiled: CompiledPlan, people: Intake, peer: PerPerson, persons: list[dict[str, Fraction]]) -> Round:
    started = time.perf_counter()
    sheet = admit(compiled, people)
    admitted = time.perf_counter()
    compute([sheet])
    computed = time.perf_counter()
    expected = [peer.evaluate(person) for person in persons]
    peered = time.perf_counter()
    assert sheet.coefficient is not None
    for row, (coefficient, cents) in enumerate(expected):
        if (sheet.coefficient.at(row), sheet.total[row]) != (coefficient, cents):
            raise RuntimeError(f"the engine and its peer disagree on row {row}")
    return Round(
        ours=PEOPLE / (computed - admitted),
        theirs=PEER_PEOPLE / (peered - computed),
        reading=PEOPLE / (admitted - started),
    )


def one_person() -> Figure:
    """Evaluation for a single participant with a compiled plan."""
    compiled, person = compile_plan(plan_document()), intake(1)
    calculate(compiled, person).results()
    times = []
    for _ in range(300):
        started = time.perf_counter()
        compute([admit(compiled, person)])
        times.append((time.perf_counter() - started) * 1000)
    return Figure("one person, compiled plan, evaluation", median(times), "ms", at_most=1)


def median(values: list[float]) -> float:
    """The middle value."""
    return sorted(values)[len(values) // 2]

"""Speed of the engine beside stock asteval on the same plan and people, in one run, with equal results."""

import time
from fractions import Fraction

from benchmarks.peer_asteval import PerPerson
from benchmarks.report import Figure
from benchmarks.workload import intake, plan_document
from rules import calculate, compile_plan
from rules.engine import admit, compute

PEOPLE = 20_000
PEER_PEOPLE = 1_000
ROUNDS = 5


def figures() -> list[Figure]:
    """The ratio asked for, and what surrounds it."""
    compiled, people = compile_plan(plan_document()), intake(PEOPLE)
    peer = PerPerson()
    persons = [
        {name: Fraction(str(column[row])) for name, column in {**people.inputs, **people.facts}.items()}
        for row in range(PEER_PEOPLE)
    ]
    ratios, ours, theirs, reading, text = [], [], [], [], []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        sheet = admit(compiled, people)
        admitted = time.perf_counter()
        compute(sheet)
        computed = time.perf_counter()
        peer_results = [peer.evaluate(person) for person in persons]
        peered = time.perf_counter()
        ours.append(PEOPLE / (computed - admitted))
        theirs.append(PEER_PEOPLE / (peered - computed))
        reading.append(PEOPLE / (admitted - started))
        ratios.append(ours[-1] / theirs[-1])
    started = time.perf_counter()
    results = calculate(compiled, people).results()
    text.append(PEOPLE / (time.perf_counter() - started))
    assert sheet.coefficient is not None
    for row, (coefficient, cents) in enumerate(peer_results):
        assert sheet.coefficient.at(row) == coefficient
        assert sheet.total[row] == cents
    assert len(results) == PEOPLE
    return [
        Figure("exact columns against stock asteval per person", median(ratios), "times", at_least=10),
        Figure("  parsed columns in, ratings and cents out", median(ours), "people/s"),
        Figure("  stock asteval, exact literals, parsed trees", median(theirs), "people/s"),
        Figure("  reading decimal texts into columns", median(reading), "people/s"),
        Figure("  everything to result objects with text", median(text), "people/s"),
        one_person(),
    ]


def one_person() -> Figure:
    """Evaluation for a single participant with a compiled plan."""
    compiled, person = compile_plan(plan_document()), intake(1)
    calculate(compiled, person).results()
    times = []
    for _ in range(300):
        started = time.perf_counter()
        compute(admit(compiled, person))
        times.append((time.perf_counter() - started) * 1000)
    return Figure("one person, compiled plan, evaluation", median(times), "ms", at_most=1)


def median(values: list[float]) -> float:
    """The middle value."""
    return sorted(values)[len(values) // 2]

"""What it costs that people depend on each other: the same plan with and without a pool, a team sum and a ranking."""

import random
import time

from benchmarks.engine import median
from benchmarks.report import Figure
from benchmarks.workload import STANDARD, intake, plan_document
from rules import CompiledPlan, Intake, compile_plan
from rules.engine import admit, compute

PEOPLE = 100_000
CHUNK = 25_000
ROUNDS = 3
TEAM = 12
"""People who report to one manager."""

_TOGETHER: dict[str, dict[str, object]] = {
    "values": {"place": "rank(coefficient)", "below": "team_sum(coefficient)"},
    "pools": {"team_pot": {"amount": "1000000", "weight": "coefficient + 0.1 * below", "max": "60"}},
}


def figures() -> list[Figure]:
    """The ratio asked for, both times, and whether the pot was shared to the cent."""
    alone, together = compile_plan(plan_document()), compile_plan(_with_others())
    people = _population()
    rounds = []
    for _ in range(ROUNDS):
        rounds.append((_seconds(alone, people), _seconds(together, people)))
    without, within = (median([both[side] for both in rounds]) for side in (0, 1))
    ratio = median([both[1] / both[0] for both in rounds])
    return [
        Figure("plan with a pool, a team sum and a ranking, to the same without", ratio, "times", at_most=2.5),
        Figure("  without, 100,000 people with personal levels", without, "s"),
        Figure("  with, the same people", within, "s"),
        Figure("  cents of the pot lost or made up", abs(100_000_000 - _shared(together, people)), "", at_most=0),
    ]


def _with_others() -> dict[str, object]:
    document = plan_document()
    share = {"key": "share_of_pot", "amount": "team_pot + (100 if place <= 10 else 0)"}
    return {**document, **_TOGETHER, "components": [*document["components"], share]}


def _population() -> Intake:
    """Everybody with levels of their own, and a manager above every dozen."""
    people = intake(PEOPLE)
    rng = random.Random(7)
    for kpi in STANDARD:
        people.levels[kpi, "normal"] = [f"{rng.uniform(90, 110):.1f}" for _ in range(PEOPLE)]
    people.ties["manager"] = [None if row == 0 else people.ids[(row - 1) // TEAM] for row in range(PEOPLE)]
    return people


def _seconds(compiled: CompiledPlan, people: Intake) -> float:
    started = time.perf_counter()
    compute([admit(compiled, chunk) for chunk in people.parts(CHUNK)])
    return time.perf_counter() - started


def _shared(compiled: CompiledPlan, people: Intake) -> int:
    """All shares of the pot together, in cents."""
    sheets = compute([admit(compiled, chunk) for chunk in people.parts(CHUNK)])
    return sum(sum(sheet.pools["team_pot"].shares) for sheet in sheets)

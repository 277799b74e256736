"""A KPI whose index can climb so high that it has more say in the coefficient than its weight admits.

The index at target is (target − base) / (normal − base): a row with base 9, normal 10, target 12 tops out at 300 %
where one with base 0, normal 10, target 12 tops out at 120 %. What a KPI can contribute is weight × ceiling.
"""

from collections.abc import Iterator
from fractions import Fraction

from rules.check.reach import index_reach
from rules.check.subject import Subject
from rules.numbers import display, plain_text
from rules.problems import Problem, pointer

EXCESS_MAX = Fraction(5, 4)
"""A KPI may have a quarter more of the power than of the weight."""


def hidden_power(subject: Subject) -> Iterator[Problem]:
    """KPIs whose share of all that can be reached is more than 1.25 times their weight."""
    if subject.compiled is None:
        return
    weights = subject.compiled.weights
    ceilings = {key: index_reach(subject.compiled, subject.compiled.kpis[key]).high for key in weights}
    powers = {key: weights[key] * ceiling for key, ceiling in ceilings.items() if ceiling is not None}
    total = sum(powers.values(), Fraction(0))
    if len(powers) < len(weights) or total <= 0:
        return
    for index, kpi in enumerate(subject.plan.kpis):
        weight, power = kpi.weight, powers.get(kpi.key)
        if weight is None or power is None or power / total <= weight * EXCESS_MAX:
            continue
        share, ceiling = display(power / total, 4), display(power / weight, 4)
        message = (
            f'"{kpi.label}" weighs {plain_text(weight)}, but its index can reach {ceiling}, which gives it {share} of '
            "everything that can be reached; move base and normal apart, lower its cap, or use the curve two_slope."
        )
        numbers = {"weight": plain_text(weight), "ceiling": ceiling, "share": share}
        yield Problem("lint.hidden_power", pointer("kpis", index, "levels"), message, numbers=numbers)

"""Weights: exact shares that add up to one."""

from collections.abc import Iterator
from fractions import Fraction

from rules.numbers import plain_text
from rules.plan.plan import Plan
from rules.problems import Problem, pointer


def check_weights(plan: Plan) -> Iterator[Problem]:
    """Every weight is above 0, and if there is any they add to exactly 1; a rating needs a coefficient."""
    weights = [kpi.weight for kpi in plan.kpis if kpi.weight is not None]
    for index, kpi in enumerate(plan.kpis):
        if kpi.weight is not None and kpi.weight <= 0:
            yield Problem(
                "plan.weight_positive",
                pointer("kpis", index, "weight"),
                "A weight is above 0; leave the key out for a KPI that is measured but not weighted.",
            )
    total = sum(weights, Fraction(0))
    if weights and total != 1:
        shown = plain_text(total)
        yield Problem(
            "plan.weights_sum",
            "/kpis",
            f'The weights add up to {shown}, not to exactly 1; restate them (thirds are written "1/3").',
            numbers={"sum": shown},
        )
    if not weights and plan.coefficient is None and plan.ratings is not None:
        yield Problem(
            "plan.no_coefficient",
            "/ratings",
            "Ratings are bands of the coefficient, and this plan has none: give the KPIs weights, or "
            "a formula "
            'under "coefficient".',
        )

"""All weights equal: the plan says nothing about what matters more."""

from collections.abc import Iterator

from rules.check.subject import Subject
from rules.numbers import plain_text
from rules.problems import Problem

WEIGHTED_MIN = 2


def equal_weights(subject: Subject) -> Iterator[Problem]:
    """Two or more weighted KPIs that all weigh the same."""
    weights = [kpi.weight for kpi in subject.plan.kpis if kpi.weight is not None]
    if len(weights) >= WEIGHTED_MIN and len(set(weights)) == 1:
        shown = plain_text(weights[0])
        message = (
            f"All {len(weights)} weighted KPIs weigh {shown}, so nobody can tell what matters most; make the weights "
            "uneven, such as 0.5, 0.3, 0.2."
        )
        numbers = {"count": str(len(weights)), "weight": shown}
        yield Problem("lint.equal_weights", "/kpis", message, numbers=numbers)

"""Too few paid KPIs to balance each other, or too many to keep in mind."""

from collections.abc import Iterator

from rules.check.subject import Subject
from rules.problems import Problem

COUNT_MIN, COUNT_MAX = 3, 5


def kpi_count(subject: Subject) -> Iterator[Problem]:
    """Plans with weighted KPIs that have fewer than 3 or more than 5 of them."""
    count = sum(kpi.weight is not None for kpi in subject.plan.kpis)
    if count == 0 or COUNT_MIN <= count <= COUNT_MAX:
        return
    hint = "one-sided work pays here" if count < COUNT_MIN else "people lose sight of what counts here"
    message = (
        f"The number of paid KPIs is {count}, and {COUNT_MIN} to {COUNT_MAX} work best: {hint}; a KPI without a weight "
        "is still measured and shown."
    )
    numbers = {"count": str(count), "least": str(COUNT_MIN), "most": str(COUNT_MAX)}
    yield Problem("lint.kpi_count", "/kpis", message, numbers=numbers)

"""Much of a person's coefficient rests on what the team or the company achieves."""

from collections.abc import Iterator
from fractions import Fraction

from rules.check.subject import Subject
from rules.numbers import plain_text
from rules.problems import Problem

WEIGHT_MAX = Fraction(3, 10)


def shared_weight(subject: Subject) -> Iterator[Problem]:
    """KPIs of a team or the company that together weigh more than 0.30."""
    shared = [kpi.weight for kpi in subject.plan.kpis if kpi.weight is not None and kpi.scope != "personal"]
    weight = sum(shared, start=Fraction(0))
    if weight > WEIGHT_MAX:
        message = (
            f"KPIs of the team or the company weigh {plain_text(weight)} together, more than {plain_text(WEIGHT_MAX)}: "
            "people cannot move that part by their own work; weigh it less, or say why it is so."
        )
        numbers = {"weight": plain_text(weight), "most": plain_text(WEIGHT_MAX)}
        yield Problem("lint.shared_weight", "/kpis", message, numbers=numbers)

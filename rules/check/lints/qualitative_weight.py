"""Much of the coefficient rests on people's judgement."""

from collections.abc import Iterator
from fractions import Fraction

from rules.check.subject import Subject
from rules.numbers import plain_text
from rules.plan import Kpi, ScaleCurve
from rules.problems import Problem

WEIGHT_MAX = Fraction(1, 5)


def qualitative_weight(subject: Subject) -> Iterator[Problem]:
    """Qualitative KPIs that together weigh more than 0.20; a scale of words is a judgement too."""
    weight = sum(
        (kpi.weight for kpi in subject.plan.kpis if kpi.weight is not None and _judged(kpi)), start=Fraction(0)
    )
    if weight > WEIGHT_MAX:
        message = (
            f"KPIs that people judge weigh {plain_text(weight)} together, more than {plain_text(WEIGHT_MAX)}, which "
            "invites complaints of favour; measure more of them, or weigh them less."
        )
        numbers = {"weight": plain_text(weight), "most": plain_text(WEIGHT_MAX)}
        yield Problem("lint.qualitative_weight", "/kpis", message, numbers=numbers)


def _judged(kpi: Kpi) -> bool:
    return kpi.qualitative or isinstance(kpi.curve, ScaleCurve)

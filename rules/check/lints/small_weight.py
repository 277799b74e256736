"""A weight so small that nobody will work for it."""

from collections.abc import Iterator
from fractions import Fraction

from rules.check.subject import Subject
from rules.numbers import plain_text
from rules.problems import Problem, pointer

WEIGHT_MIN = Fraction(1, 20)


def small_weight(subject: Subject) -> Iterator[Problem]:
    """Weights below 0.05."""
    for index, kpi in enumerate(subject.plan.kpis):
        if kpi.weight is not None and kpi.weight < WEIGHT_MIN:
            shown = plain_text(kpi.weight)
            message = (
                f'"{kpi.label}" weighs {shown}, less than {plain_text(WEIGHT_MIN)}, which is too little to be worked '
                "for; raise it, or leave the weight out and only measure the KPI."
            )
            numbers = {"weight": shown, "least": plain_text(WEIGHT_MIN)}
            yield Problem("lint.small_weight", pointer("kpis", index, "weight"), message, numbers=numbers)

"""Normal so near to base that a small step of the actual moves the index a lot."""

from collections.abc import Iterator
from fractions import Fraction

from rules.check.subject import Subject
from rules.numbers import display, plain_text
from rules.plan import Levels, constant, levels_needed
from rules.problems import Problem, pointer

UNIT = Fraction(1)
SHARE_MIN = Fraction(1, 20)


def near_levels(subject: Subject) -> Iterator[Problem]:
    """Less than one unit, or less than 5 % of normal, between base and normal.

    A KPI whose levels do not reach past 1 is kept as a share: one unit is no step there, and only the 5 % count.
    """
    for index, kpi in enumerate(subject.plan.kpis):
        levels = kpi.levels or Levels()
        base, normal = constant(levels.base), constant(levels.normal)
        if base is None or normal is None or not {"base", "normal"} <= set(levels_needed(kpi.effective_curve)):
            continue
        distance = abs(normal - base)
        in_units = max(abs(base), abs(normal)) > UNIT
        if distance >= SHARE_MIN * abs(normal) and not (in_units and distance < UNIT):
            continue
        numbers = {"base": plain_text(base), "normal": plain_text(normal), "distance": plain_text(distance)}
        if normal != 0:
            numbers["share"] = display(distance / abs(normal), 4)
        message = (
            f'Base and normal of "{kpi.label}" are only {plain_text(distance)} apart, so that a small step takes the '
            "index from 0 to 1; move base away from normal, or use the curve binary for a goal that is met or not."
        )
        yield Problem("lint.near_levels", pointer("kpis", index, "levels"), message, numbers=numbers)

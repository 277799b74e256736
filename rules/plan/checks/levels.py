"""Levels: there where the curve needs them, different from each other, and all in one direction.

Only constants can be compared here; levels by formula or by person are checked when they are computed.
"""

from collections.abc import Iterator

from rules.plan.curves import TwoSlopeCurve, levels_needed
from rules.plan.kpis import Kpi, Levels
from rules.plan.plan import Plan
from rules.plan.values import constant
from rules.problems import Problem, pointer


def check_levels(plan: Plan) -> Iterator[Problem]:
    """Levels of every KPI."""
    for index, kpi in enumerate(plan.kpis):
        path = pointer("kpis", index)
        if kpi.weight is not None and "levels" not in plan.personal:
            yield from _check_present(kpi, path)
        yield from _check_order(kpi, path)


def _check_present(kpi: Kpi, path: str) -> Iterator[Problem]:
    levels = kpi.levels or Levels()
    for level in levels_needed(kpi.effective_curve):
        if getattr(levels, level) is None:
            yield Problem(
                "plan.level_missing",
                f"{path}/levels",
                f'The curve of this KPI needs the level "{level}", and people may not bring their own; add it.',
            )


def _check_order(kpi: Kpi, path: str) -> Iterator[Problem]:
    levels = kpi.levels or Levels()
    base, normal, target = constant(levels.base), constant(levels.normal), constant(levels.target)
    needed = levels_needed(kpi.effective_curve)
    if base is not None and base == normal and {"base", "normal"} <= set(needed):
        yield Problem(
            "plan.levels_equal",
            f"{path}/levels/normal",
            'Base and normal are equal, so there is no index; move them apart, or use the curve "binary".',
        )
        return
    if normal is not None and target is not None:
        if isinstance(kpi.effective_curve, TwoSlopeCurve) and target == normal:
            yield Problem(
                "plan.levels_target",
                f"{path}/levels/target",
                "Target equals normal; this curve needs it beyond normal.",
            )
        if base is not None and (target - normal) * (normal - base) < 0:
            yield Problem(
                "plan.levels_target",
                f"{path}/levels/target",
                "Target must lie beyond normal, seen from base; here it lies on the other side.",
            )
    rising = None if base is None or normal is None or base == normal else normal > base
    if kpi.direction is not None and rising is not None and rising != (kpi.direction == "higher"):
        actual = "higher" if rising else "lower"
        yield Problem(
            "plan.direction",
            f"{path}/direction",
            f"The levels say that {actual} is better (from base to normal); mend the levels or the direction.",
        )

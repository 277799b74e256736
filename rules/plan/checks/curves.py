"""Curves: order of their rows and points, and parameters that fit together."""

from collections.abc import Iterator

from rules.plan.checks.order import check_corners, check_edges
from rules.plan.curves import Curve, PointsCurve, RangeCurve, ScaleCurve, StepsCurve, TwoSlopeCurve
from rules.plan.kpis import Kpi
from rules.plan.plan import Plan
from rules.problems import Problem, pointer


def check_curves(plan: Plan) -> Iterator[Problem]:
    """Every curve that a KPI gives."""
    for index, kpi in enumerate(plan.kpis):
        if kpi.curve is not None:
            path = pointer("kpis", index, "curve")
            yield from _check_parameters(kpi.curve, path)
            yield from _check_floor_and_cap(kpi, path)


def _check_parameters(curve: Curve, path: str) -> Iterator[Problem]:
    if isinstance(curve, PointsCurve):
        yield from check_corners([point.at for point in curve.points], f"{path}/points")
    elif isinstance(curve, StepsCurve):
        yield from check_edges([row.from_ for row in curve.rows], f"{path}/rows")
    elif isinstance(curve, TwoSlopeCurve) and curve.max < 1:
        yield Problem("plan.curve_max", f"{path}/max", "The index at target is at least 1, the index at normal.")
    elif isinstance(curve, ScaleCurve):
        yield from _check_anchors(curve, path)
    elif isinstance(curve, RangeCurve) and not curve.zero_low < curve.low <= curve.high < curve.zero_high:
        yield Problem(
            "plan.curve_range",
            path,
            "A corridor needs zero_low < low <= high < zero_high; put the four in this order.",
        )


def _check_anchors(curve: ScaleCurve, path: str) -> Iterator[Problem]:
    for word in sorted(curve.anchors.keys() - curve.values.keys()):
        message = "An anchor says what a word of the scale means, and the scale has no such word; mend one of them."
        yield Problem("plan.scale_anchor", f"{path}/anchors" + pointer(word), message)


def _check_floor_and_cap(kpi: Kpi, path: str) -> Iterator[Problem]:
    floor, cap = kpi.floor_index, kpi.cap_index()
    if floor is not None and cap is not None and cap != "target" and floor > cap:
        yield Problem("plan.curve_limits", f"{path}/cap", "The cap of this curve is below its floor; exchange them.")

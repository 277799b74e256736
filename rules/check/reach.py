"""How far an index and the coefficient can go, as far as the plan's own constants say."""

from dataclasses import dataclass
from fractions import Fraction

from rules.compiled import CompiledPlan
from rules.numbers import ROUNDINGS
from rules.plan import (
    BinaryCurve,
    Curve,
    Gate,
    InverseConcaveCurve,
    Kpi,
    PointsCurve,
    RangeCurve,
    ScaleCurve,
    StepsCurve,
    TwoSlopeCurve,
    constant,
)

_ZERO, _ONE, _TWO = Fraction(0), Fraction(1), Fraction(2)


@dataclass(frozen=True, slots=True)
class Reach:
    """From `low` to `high`; None where an end is not known. `limited`: there is an upper end, known or not."""

    low: Fraction | None
    high: Fraction | None
    limited: bool


def index_reach(compiled: CompiledPlan, kpi: Kpi) -> Reach:
    """What the index can be after floor, cap, the policy for missing data and the KPI's gates.

    Personal levels move what a cap at target means; the plan's own levels are looked at.
    """
    low, high = _of_curve(kpi.effective_curve)
    floor, cap = kpi.floor_index, kpi.cap_index()
    if floor is not None:
        low = floor if low is None else max(low, floor)
        high = None if high is None else max(high, floor)
    limited = high is not None or cap is not None
    limit = _at_target(compiled, kpi) if cap == "target" else cap
    if limit is not None:
        low = None if low is None else min(low, limit)
        high = limit if high is None else min(high, limit)
    if kpi.missing == "zero":
        low, high = (None if end is None else pick(end, _ZERO) for end, pick in ((low, min), (high, max)))
    acting = compiled.gates_on.get(kpi.key, ())
    for gate in compiled.plan.gates if acting else ():
        if gate.key in acting:
            low = _gated(low, gate)
    return Reach(low, high, limited)


def coefficient_reach(compiled: CompiledPlan) -> tuple[Fraction | None, Fraction | None]:
    """The smallest and largest Σ weight × index with every KPI measured; None where an end is not known."""
    if compiled.plan.coefficient is not None or not compiled.weights:
        return None, None
    reaches = {key: index_reach(compiled, compiled.kpis[key]) for key in compiled.weights}
    return (
        _weighted_sum(compiled, {key: reach.low for key, reach in reaches.items()}),
        _weighted_sum(compiled, {key: reach.high for key, reach in reaches.items()}),
    )


def _weighted_sum(compiled: CompiledPlan, ends: dict[str, Fraction | None]) -> Fraction | None:
    total = _ZERO
    for key, end in ends.items():
        if end is None:
            return None
        total += _stored(compiled.weights[key] * _stored(end, compiled), compiled)
    return _stored(total, compiled)


def _of_curve(curve: Curve) -> tuple[Fraction | None, Fraction | None]:
    """The ends that the curve itself has, whatever the levels."""
    match curve:
        case TwoSlopeCurve(max=maximum):
            return _ZERO, maximum
        case PointsCurve(points=points):
            return min(point.index for point in points), max(point.index for point in points)
        case StepsCurve(rows=rows):
            return min(row.index for row in rows), max(row.index for row in rows)
        case ScaleCurve(values=values):
            return min(values.values()), max(values.values())
        case BinaryCurve() | RangeCurve():
            return _ZERO, _ONE
        case InverseConcaveCurve():
            return None, _TWO
    return None, None


def _at_target(compiled: CompiledPlan, kpi: Kpi) -> Fraction | None:
    known = compiled.target_caps.get(kpi.key)
    return None if known is None else known.at(0)


def _gated(low: Fraction | None, gate: Gate) -> Fraction | None:
    """A closed gate leaves a share of the index, or a cap; it never raises it."""
    if low is None:
        return None
    if gate.otherwise.cap is not None:
        cap = constant(gate.otherwise.cap)
        return None if cap is None else min(low, cap)
    factor = constant(gate.otherwise.factor)
    return min(low, _ZERO if factor is None else low * factor)


def _stored(value: Fraction, compiled: CompiledPlan) -> Fraction:
    """As a plan that rounds its steps keeps it."""
    rounding = compiled.plan.rounding
    if rounding.steps is None:
        return value
    unit = 10**rounding.steps
    return Fraction(ROUNDINGS[rounding.mode](value.numerator * unit, value.denominator), unit)

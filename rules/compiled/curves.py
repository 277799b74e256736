"""A KPI's curve as the document writes it, as the function and the bounds that the engine uses."""

from collections.abc import Callable
from fractions import Fraction

from rules import curves
from rules.compiled.tables import starting_edges
from rules.curves import Bounds, Curve
from rules.plan import (
    BinaryCurve,
    FormulaCurve,
    InverseConcaveCurve,
    Kpi,
    LinearCurve,
    PointsCurve,
    RangeCurve,
    RatioCurve,
    ScaleCurve,
    StepsCurve,
    TwoSlopeCurve,
)
from rules.plan import Curve as CurveDocument
from rules.tables import Constants, Lookup, Stepped, through_points

_ZERO, _ONE = Fraction(0), Fraction(1)


def compile_curve(kpi: Kpi) -> Curve:
    """The function from actual and levels to the raw index."""
    document = kpi.effective_curve
    plain = _PLAIN.get(type(document))
    return plain() if plain is not None else _with_parameters(document)


_PLAIN: dict[type[object], Callable[[], Curve]] = {
    LinearCurve: curves.Linear,
    BinaryCurve: curves.Binary,
    InverseConcaveCurve: curves.InverseConcave,
    FormulaCurve: curves.ByFormula,
}


def _with_parameters(document: CurveDocument) -> Curve:
    match document:
        case TwoSlopeCurve(max=maximum):
            return curves.TwoSlope(maximum)
        case RatioCurve(form=form):
            return curves.Ratio(form)
        case PointsCurve(of=of, points=points):
            return curves.Points(of, through_points([(point.at, point.index) for point in points]))
        case StepsCurve(of=of, rows=rows):
            return curves.Steps(of, Stepped(starting_edges(rows), Constants([row.index for row in rows])))
        case ScaleCurve(values=values):
            return curves.WordScale(Lookup(tuple(values), Constants(list(values.values()))))
    assert isinstance(document, RangeCurve)
    ends = ((document.zero_low, _ZERO), (document.low, _ONE), (document.high, _ONE), (document.zero_high, _ZERO))
    return curves.Corridor(through_points(ends))


def compile_bounds(kpi: Kpi) -> Bounds:
    """Floor and cap; a linear, ratio or inverse curve that says nothing is capped where there is a target."""
    cap = kpi.cap_index(has_target=True)
    at_target = cap == "target"
    return Bounds(
        floor=kpi.floor_index,
        cap=cap if isinstance(cap, Fraction) else None,
        cap_at_target=at_target,
        target_may_lack=at_target and kpi.cap_index(has_target=False) is None,
    )

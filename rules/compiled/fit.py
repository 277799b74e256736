"""Parts of a plan that are each well formed and do not fit together: refused here, never left to the data."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from rules.compiled.factspecs import FactSpec
from rules.compiled.prorated import check_prorated
from rules.compiled.scopes import has_index
from rules.formula import Formula
from rules.plan import (
    TOTAL,
    InverseConcaveCurve,
    Kpi,
    Levels,
    Plan,
    PointsCurve,
    RatioCurve,
    ScaleCurve,
    StepsCurve,
    constant,
)
from rules.problems import Problem, pointer


def check_fit(plan: Plan, facts: dict[str, FactSpec], formulas: Mapping[str, Formula]) -> Iterator[Problem]:
    """Curves against what they measure and the levels they read, gates against what they act on, and what is prorated
    against what time does to it."""
    for index, kpi in enumerate(plan.kpis):
        path = pointer("kpis", index)
        if has_index(plan, kpi.key):
            yield from _measured_thing(kpi, facts, path)
            yield from _levels(kpi, path)
            yield from _cap(kpi, plan, path)
    yield from _gates(plan)
    yield from check_prorated(plan, formulas)


def _measured_thing(kpi: Kpi, facts: dict[str, FactSpec], path: str) -> Iterator[Problem]:
    """Words need the curve `scale`, and only words can have it."""
    spec = facts.get(kpi.key) if kpi.value is None else None
    if not isinstance(kpi.curve, ScaleCurve):
        if spec is not None and spec.is_category:
            message = (
                f'The fact "{kpi.key}" is a word, and this KPI\'s index is computed from a number; give it a curve of '
                'kind "scale", or leave out curve, weight and levels to measure it only.'
            )
            yield Problem("plan.curve_fact", path, message)
        return
    place = f"{path}/curve"
    if kpi.value is not None:
        message = 'A scale gives words an index, and "value" is a number; leave "value" out, or take another curve.'
        yield Problem("plan.curve_fact", place, message)
    elif spec is not None and spec.words is None and spec.indices is None:
        message = (
            f'A scale gives words an index, and the fact "{kpi.key}" is declared as a number; declare it with kind '
            '"category" and take "last", or take another curve.'
        )
        yield Problem("plan.curve_fact", place, message)
    elif spec is not None and spec.words is not None:
        values = kpi.curve.values
        for word in spec.words:
            if word not in values:
                message = f'The fact "{kpi.key}" may be "{word}", and the scale gives that word no index; add it.'
                yield Problem("plan.scale_words", f"{place}/values", message)


def _levels(kpi: Kpi, path: str) -> Iterator[Problem]:
    """Constant levels that a ratio curve cannot use: a normal of 0, or levels in the wrong direction."""
    levels = kpi.levels or Levels()
    base, normal, target = constant(levels.base), constant(levels.normal), constant(levels.target)
    if normal is None:
        return
    if normal == 0 and _divides_by_normal(kpi):
        message = (
            'This curve measures against "normal", which is 0 here, so it never gives an index of its own; '
            'use a curve over differences such as "linear" (base 5, normal 0 works there).'
        )
        yield Problem("plan.level_zero", f"{path}/levels/normal", message)
    rising = _rises(kpi)
    if rising is None or normal <= 0:
        return
    better = "higher" if rising else "lower"
    if base is not None and _wrong_side(normal - base, rising):
        message = f"This curve rewards {better} actuals, and the levels from base to normal say the opposite; mend one."
        yield Problem("plan.curve_direction", f"{path}/curve", message)
    elif target is not None and _wrong_side(target - normal, rising):
        message = f"This curve rewards {better} actuals, so the target must not lie on the other side of normal."
        yield Problem("plan.levels_target", f"{path}/levels/target", message)


def _divides_by_normal(kpi: Kpi) -> bool:
    curve = kpi.effective_curve
    if isinstance(curve, PointsCurve | StepsCurve):
        return curve.of == "attainment"
    return isinstance(curve, RatioCurve | InverseConcaveCurve)


def _divides_by_actual(kpi: Kpi) -> bool:
    curve = kpi.effective_curve
    return isinstance(curve, InverseConcaveCurve) or (isinstance(curve, RatioCurve) and curve.form == "normal/actual")


def _rises(kpi: Kpi) -> bool | None:
    """Whether more is better by the curve itself; None where the levels decide."""
    match kpi.effective_curve:
        case RatioCurve(form=form):
            return form == "actual/normal"
        case InverseConcaveCurve():
            return True
    return None


def _wrong_side(step: Fraction, rising: bool) -> bool:
    return step < 0 if rising else step > 0


def _cap(kpi: Kpi, plan: Plan, path: str) -> Iterator[Problem]:
    if kpi.cap_index() == "target" and not kpi.has_target and "levels" not in plan.personal:
        message = 'The curve is capped at "target", and this KPI has none; give it a target, or another cap.'
        yield Problem("plan.level_missing", f"{path}/curve/cap", message)
    target = constant((kpi.levels or Levels()).target)
    if kpi.cap_index() == "target" and target is not None and target <= 0 and _divides_by_actual(kpi):
        message = (
            "The index is capped at its value at target, and this curve has none at a target of 0 or less; give it a "
            "number as cap, or null for none."
        )
        yield Problem("plan.level_zero", f"{path}/levels/target", message)


def _gates(plan: Plan) -> Iterator[Problem]:
    """A gate on a KPI acts on its index, so there must be one."""
    acted_on = {TOTAL} | {component.key for component in plan.components}
    for index, gate in enumerate(plan.gates):
        for place, scope in enumerate(gate.scopes):
            if scope not in acted_on and plan.kpi(scope) is not None and not has_index(plan, scope):
                path = pointer("gates", index, "scope") + ("" if isinstance(gate.scope, str) else f"/{place}")
                message = (
                    f'A gate acts on the index of a KPI, and "{scope}" is only measured; give that KPI a weight, a '
                    "curve or levels, or let the gate act on a component or the total."
                )
                yield Problem("plan.gate_scope", path, message)

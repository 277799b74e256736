"""From actual to index: curve, floor and cap, the policy for a missing actual, and gates on the KPI."""

from rules.columns import Number
from rules.curves import Reading, TwoSlope, bounded_index, cap_of
from rules.engine.kpis.gates import gated
from rules.engine.sheet.sheet import KpiLine, Sheet, flagged
from rules.plan import LEVELS

_ZERO = Number.constant(0)


def raw_index(sheet: Sheet, key: str) -> None:
    """The index before floor and cap."""
    line = sheet.kpis[key]
    curve, _ = sheet.compiled.curves[key]
    raw = sheet.stored(curve.raw(_reading(sheet, line)))
    line.raw_index = raw
    sheet.name(f"{key}.raw_index", raw)


def index(sheet: Sheet, key: str) -> None:
    """The index that counts: after floor, cap, missing policy and the KPI's gates."""
    line = sheet.kpis[key]
    assert line.raw_index is not None
    curve, bounds = sheet.compiled.curves[key]
    known_cap = None if sheet.has_personal_levels(key) else sheet.compiled.target_caps.get(key)
    value = bounded_index(curve, _reading(sheet, line), line.raw_index, bounds, known_cap)
    kpi = sheet.compiled.kpis[key]
    if kpi.missing == "zero" and line.missing:
        value = _ZERO.chosen(flagged(line.missing, sheet.size), value)
    line.before_gates = value
    line.index = sheet.stored(gated(sheet, key, value))
    sheet.name(f"{key}.index", line.index)


def cuts(sheet: Sheet, key: str) -> tuple[Number | None, Number | None]:
    """The lowest and the highest index that the curve lets through; None where there is no such limit."""
    line = sheet.kpis[key]
    curve, bounds = sheet.compiled.curves[key]
    if isinstance(curve, TwoSlope):
        return _ZERO, Number.constant(curve.maximum)
    floor = None if bounds.floor is None else Number.constant(bounds.floor)
    return floor, cap_of(curve, _reading(sheet, line), bounds)


def _reading(sheet: Sheet, line: KpiLine) -> Reading:
    id_ = f"/kpis/{line.key}/raw_index"

    def by_formula(reading: Reading) -> Number:
        levels: dict[str, Number | None] = {name: getattr(reading, name) for name in LEVELS}
        known = {name: column for name, column in levels.items() if column is not None}
        # The curve's value at target is computed by the same formula and is no part of the person's own story.
        return sheet.number(id_, {**known, "actual": reading.actual}, noted=reading.actual is line.actual)

    evaluate = by_formula if sheet.has_formula(id_) else None
    return Reading(line.actual, line.base, line.normal, line.target, sheet.size, f"/kpis/{line.key}", evaluate)

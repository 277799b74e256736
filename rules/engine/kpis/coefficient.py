"""Effective weights, weighted indices, and the coefficient."""

from rules.columns import Number
from rules.engine.sheet.sheet import Sheet, flagged
from rules.problems import Problem

_ZERO = Number.constant(0)


def effective_weights(sheet: Sheet, _: str) -> None:
    """Each weight over the sum of those that count: a KPI that does not apply, or that the plan lets go when it is
    missing, counts nothing and the others share its weight in proportion."""
    weights = {key: _weight(sheet, key) for key in sheet.compiled.weights}
    excluded = {key: _excluded(sheet, key) for key in weights}
    if not any(excluded.values()):
        for key, weight in weights.items():
            _keep(sheet, key, weight, frozenset())
        return
    counting = {key: _without(weight, excluded[key], sheet.size) for key, weight in weights.items()}
    remaining = sum(counting.values(), _ZERO)
    nothing = Problem("kpi.nothing_measured", "/coefficient", "no weighted KPI of this person was measured or applies")
    shared = flagged(frozenset().union(*excluded.values()), sheet.size)
    for key, weight in counting.items():
        share = weight.divided_by(remaining, sheet.size, lambda: nothing)
        _keep(sheet, key, share.chosen(shared, weights[key]), excluded[key])


def weighted_index(sheet: Sheet, key: str) -> None:
    """Effective weight × index; a KPI that does not count adds 0."""
    line = sheet.kpis[key]
    assert line.weight is not None
    assert line.index is not None
    product = line.weight * line.index
    if line.excluded:
        # What a row lacks in a KPI that does not count for it cannot take its coefficient away.
        product = _ZERO.with_faults(line.weight.faults).chosen(flagged(line.excluded, sheet.size), product)
    line.weighted_index = sheet.stored(product)
    sheet.name(f"{key}.weighted_index", line.weighted_index)


def coefficient(sheet: Sheet, _: str) -> None:
    """Σ weight × index, or the plan's own formula."""
    if sheet.has_formula("/coefficient"):
        value = sheet.number("/coefficient")
    else:
        value = _ZERO
        for key in sheet.compiled.weights:
            weighted = sheet.kpis[key].weighted_index
            assert weighted is not None
            value = value + weighted
    sheet.coefficient = sheet.stored(value)
    sheet.name("coefficient", sheet.coefficient)


def _weight(sheet: Sheet, key: str) -> Number:
    personal = sheet.weights.get(key)
    return Number.constant(sheet.compiled.weights[key]) if personal is None else personal


def _excluded(sheet: Sheet, key: str) -> frozenset[int]:
    line, kpi = sheet.kpis[key], sheet.compiled.kpis[key]
    return line.not_applicable | line.missing if kpi.missing == "reweight" else line.not_applicable


def _without(weight: Number, excluded: frozenset[int], size: int) -> Number:
    return _ZERO.chosen(flagged(excluded, size), weight) if excluded else weight


def _keep(sheet: Sheet, key: str, weight: Number, excluded: frozenset[int]) -> None:
    sheet.kpis[key].weight = weight
    sheet.kpis[key].excluded = excluded
    sheet.name(f"{key}.weight", weight)

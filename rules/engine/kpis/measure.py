"""A KPI's actual: measured, carried from the period before, missing, or not applicable."""

from rules.columns import Column, Number, Rows, Word
from rules.compiled import facts_read
from rules.engine.sheet.sheet import KpiLine, Sheet, flagged
from rules.formula import plain_name
from rules.plan import Kpi
from rules.problems import Problem, pointer

MISSING = "fact.missing"
"""Code of an actual that is not there: the one fault a KPI's policy for missing data may heal."""


def measure_actual(sheet: Sheet, key: str) -> None:
    """The actual of one KPI, with the rows that lack one set apart by why."""
    kpi = sheet.compiled.kpis[key]
    actual = _undefined(kpi, _value(sheet, kpi), sheet.size)
    if sheet.at_normal:
        actual = _as_if_at_normal(sheet, key, actual)
    not_applicable = sheet.not_applicable.get(key, {})
    if not_applicable:
        actual = _not_applicable(actual, not_applicable)
    carried: frozenset[int] = frozenset()
    missing = _missing_rows(actual)
    if missing and kpi.missing == "carry_last":
        actual, carried = _carried(sheet, kpi, actual, missing)
        missing = missing - carried
    _warn_of_stand_ins(sheet, kpi, missing)
    if key in sheet.one_more and isinstance(actual, Number):
        actual = actual + sheet.one_more[key]
    if kpi.value is not None and isinstance(actual, Number):
        actual = sheet.stored(actual)
    line = sheet.kpis.setdefault(key, KpiLine(key, actual))
    line.actual, line.missing, line.carried = actual, missing, carried
    line.not_applicable = frozenset(not_applicable)
    sheet.name(f"{key}.actual", actual)


def _as_if_at_normal(sheet: Sheet, key: str, actual: Number | Word) -> Number | Word:
    """Where there is no actual, the normal level: what a blocked person's kept share is worked out with."""
    normal = sheet.kpis[key].normal if key in sheet.kpis else None
    if not actual.faults or normal is None or not isinstance(actual, Number):
        return actual
    return normal.chosen(flagged(set(actual.faults), sheet.size), actual.without_faults())


_STAND_INS = {
    "zero": ("kpi.missing_as_zero", "was not measured; the plan counts it as index 0"),
    "reweight": ("kpi.reweighted", "was not measured; the other KPIs share its weight"),
}


def _warn_of_stand_ins(sheet: Sheet, kpi: Kpi, missing: frozenset[int]) -> None:
    """A policy that pays without a measurement is the plan's choice, and a person must see that it was used."""
    stand_in = _STAND_INS.get(kpi.missing)
    if kpi.weight is None or stand_in is None:
        return
    code, what = stand_in
    for row in sorted(missing):
        sheet.warn(row, Problem(code, pointer("kpis", kpi.key, "actual"), f"{kpi.key} {what}; confirm it"))


def _value(sheet: Sheet, kpi: Kpi) -> Number | Word:
    measured = sheet.facts_of(kpi.scope)
    if kpi.value is None:
        column = measured[kpi.key]
    else:
        column = sheet.formula(f"/kpis/{kpi.key}/actual", None if kpi.scope == "personal" else measured)
    assert isinstance(column, Number | Word)
    return column


def _undefined(kpi: Kpi, actual: Number | Word, size: int) -> Number | Word:
    """What a division by zero in the KPI's own formula means: the one place where a fault may be healed."""
    if kpi.undefined == "block" or not isinstance(actual, Number):
        return actual
    rows = {row for row, fault in actual.faults.items() if fault.code == "calc.division_by_zero"}
    if not rows:
        return actual
    if kpi.undefined == "zero_actual":
        kept = {row: fault for row, fault in actual.faults.items() if row not in rows}
        healed = Number.constant(0).chosen(flagged(rows, size), actual.without_faults())
        return Number(healed.nums, healed.den, kept)
    path = pointer("kpis", kpi.key, "actual")
    undefined = Problem(MISSING, path, f"{kpi.key} divides by zero, which the plan counts as missing")
    return Number(actual.nums, actual.den, {**actual.faults, **dict.fromkeys(rows, undefined)})


def _missing_rows(actual: Number | Word) -> frozenset[int]:
    return frozenset(row for row, fault in actual.faults.items() if fault.code == MISSING)


def _carried(
    sheet: Sheet, kpi: Kpi, actual: Number | Word, rows: frozenset[int]
) -> tuple[Number | Word, frozenset[int]]:
    """The measured actual of the period just before, where the call sent it."""
    is_personal = kpi.scope == "personal"
    earlier = sheet.prior_facts if is_personal else sheet.shared_prior.get(kpi.scope, {})
    if not earlier and not (is_personal and sheet.prior_rows):
        return actual, frozenset()
    if kpi.value is None:
        before = earlier[kpi.key]
    else:
        facts = facts_read(kpi, sheet.compiled.formulas, sheet.compiled.facts)
        known: dict[str, Column | Rows] = {plain_name(name): earlier[name] for name in facts}
        before = sheet.formula(f"/kpis/{kpi.key}/actual", {**known, **sheet.prior_rows}, noted=False)
    assert isinstance(before, Number | Word)
    before = _undefined(kpi, before, sheet.size)
    found = frozenset(row for row in rows if row not in before.faults)
    here = flagged(found, sheet.size)
    healed: Number | Word
    if isinstance(before, Word):
        assert isinstance(actual, Word)
        healed = before.chosen(here, actual)
    else:
        assert isinstance(actual, Number)
        healed = before.chosen(here, actual)
    for row in found:
        message = f"{kpi.key} was not measured; the actual of the period before stands in for it"
        sheet.warn(row, Problem("kpi.carried", pointer("kpis", kpi.key, "actual"), message))
    return healed, found


def _not_applicable(actual: Number | Word, rows: dict[int, Problem]) -> Number | Word:
    faults = {**actual.faults, **rows}
    return Number(actual.nums, actual.den, faults) if isinstance(actual, Number) else Word(actual.words, faults)

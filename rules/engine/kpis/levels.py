"""A KPI's levels: the plan's, overridden one by one by personal ones, and checked like the plan's."""

from rules.columns import Flag, Number, every_row
from rules.curves import LEVEL_ABSENT, TwoSlope
from rules.engine.sheet.sheet import KpiLine, Sheet, flagged
from rules.engine.time.blend import average, numbers
from rules.plan import LEVELS, Plan
from rules.problems import Problem, pointer

_ZERO = Number.constant(0)


def measure_levels(sheet: Sheet, key: str) -> None:
    """Base, normal and target of one KPI; a level that is needed and not there blocks the row that lacks it."""
    line = sheet.kpis.setdefault(key, KpiLine(key, _ZERO))
    for level in LEVELS:
        column = _level(sheet, key, level)
        setattr(line, level, column)
        if column is not None:
            sheet.name(f"{key}.{level}", column)
    _check_order(sheet, line)


def _level(sheet: Sheet, key: str, level: str) -> Number | None:
    id_ = f"/kpis/{key}/{level}"
    planned = sheet.number(id_) if sheet.has_formula(id_) else None
    personal = sheet.levels.get((key, level))
    if personal is None:
        return planned if planned is not None else _lacking(sheet, key, level)
    absent = {row for row, fault in personal.faults.items() if fault.code == LEVEL_ABSENT}
    found = personal
    if planned is not None and absent:
        found = planned.chosen(flagged(absent, sheet.size), personal)
    return _partly_planned(sheet, (key, level), planned, found)


def _partly_planned(sheet: Sheet, place: tuple[str, str], planned: Number | None, found: Number) -> Number:
    """The column with the rows in which the plan's own level holds for a part of the period, a personal one else."""
    blends = {row: blend for row, blend in sheet.blends.get(pointer("levels", *place), {}).items() if blend.rest}
    if not blends:
        return found
    known = numbers({row: average(blend) for row, blend in blends.items()}, {}, sheet.size)
    share = numbers({row: blend.rest for row, blend in blends.items()}, {}, sheet.size)
    base = _ZERO.with_faults(every_row(blends, absent_level(*place))) if planned is None else planned
    return (known + base * share).chosen(flagged(set(blends), sheet.size), found)


def _lacking(sheet: Sheet, key: str, level: str) -> Number | None:
    """A level that nobody has: nothing where the curve can do without it, else a problem for everybody."""
    if level not in sheet.compiled.needed_levels[key]:
        return None
    return _ZERO.with_faults(every_row(range(sheet.size), absent_level(key, level)))


def level_refusal(plan: Plan, key: str, level: str) -> Problem | None:
    """Why nobody may bring this level of a person's own; None where everybody may."""
    path = pointer("levels", key, level)
    if plan.kpi(key) is None:
        return Problem("levels.unknown_kpi", pointer("levels", key), f"the plan has no KPI {key}")
    if level not in LEVELS:
        return Problem("levels.unknown_level", path, "the levels are base, normal and target")
    if "levels" not in plan.personal:
        return Problem("levels.not_personal", path, "this plan does not let levels be personal")
    return None


def absent_level(key: str, level: str) -> Problem:
    """The problem of a row without a level that its KPI needs."""
    message = f"the plan gives no {level} for {key}, so the person needs a personal one"
    return Problem(LEVEL_ABSENT, pointer("levels", key, level), message)


def _check_order(sheet: Sheet, line: KpiLine) -> None:
    """What the plan check makes sure of for constants, where levels come from people or formulas."""
    base, normal, target = line.base, line.normal, line.target
    if base is None or normal is None or sheet.compiled.has_constant_levels(line.key, sheet.levels):
        return
    own = pointer("kpis", line.key, "index")
    if "base" in sheet.compiled.needed_levels[line.key]:
        message = "base and normal are equal; give two different levels"
        _refuse(sheet, base.compared("==", normal), Problem("levels.base_equals_normal", own, message))
    if target is None:
        return
    if isinstance(sheet.compiled.curves.get(line.key, (None,))[0], TwoSlope):
        message = "a two_slope KPI needs a target beyond normal"
        _refuse(sheet, target.compared("==", normal), Problem("levels.target_equals_normal", own, message))
    wrong = ((target - normal) * (normal - base)).compared("<", _ZERO)
    message = "target must lie beyond normal, seen from base; here it lies on the other side"
    problem = Problem("levels.target_wrong_side", pointer("levels", line.key, "target"), message)
    line.target = target.with_faults(every_row(_refuse(sheet, wrong, problem), problem))
    sheet.name(f"{line.key}.target", line.target)


def _refuse(sheet: Sheet, wrong: Flag, problem: Problem) -> list[int]:
    """Block the people whose levels are wrong; their rows."""
    rows = wrong.rows(sheet.size)
    for row in rows:
        sheet.block(row, problem)
    return rows

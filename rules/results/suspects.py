"""Data that looks wrong although it computes: shown as warnings that a person confirms before approval."""

from fractions import Fraction

from rules.columns import Column, Flag, Number
from rules.curves import LEVEL_ABSENT
from rules.engine import KpiLine, Sheet
from rules.engine.sheet.sheet import flagged
from rules.problems import Problem, pointer

_ZERO, _ONE, _TWO, _FIFTH = (Number.constant(Fraction(value)) for value in ("0", "1", "2", "1/5"))


def warnings_of(sheet: Sheet) -> dict[int, list[Problem]]:
    """The warnings of every row that has some: those noted on the way, suspect actuals, and unread values."""
    found = {row: list(noted) for row, noted in sheet.row_warnings.items()}
    for key, line in sheet.kpis.items():
        _suspect_actual(sheet, key, line, found)
    named: dict[str, Column] = {f"/values/{key}": column for key, column in sheet.values.items()}
    if sheet.coefficient is not None:
        named["/coefficient"] = sheet.coefficient
    rated = sheet.compiled.plan.ratings is not None
    for key, scale in sheet.scales.items():
        named["/rating" if rated and key == "rating" else pointer("scales", key)] = scale.grade
    for path, column in named.items():
        for row, fault in column.faults.items():
            message = f"could not be computed, and nothing that is paid reads it: {fault.message}"
            found.setdefault(row, []).append(Problem("value.unavailable", path, message))
    return found


def _suspect_actual(sheet: Sheet, key: str, line: KpiLine, found: dict[int, list[Problem]]) -> None:
    path, actual = pointer("kpis", key, "actual"), line.actual
    if not isinstance(actual, Number):
        return
    if line.normal is not None:
        positive = line.normal.compared(">", _ZERO)
        high = positive.both(actual.compared(">", line.normal * _TWO))
        low = positive.both(actual.compared("<", line.normal * _FIFTH))
        _note(
            found,
            high,
            sheet.size,
            Problem("fact.suspect_high", path, f"{key} is more than 200 % of normal; confirm it"),
        )
        _note(
            found,
            low,
            sheet.size,
            Problem("fact.suspect_low", path, f"{key} is less than 20 % of normal; confirm it"),
        )
    kpi = sheet.compiled.plan.kpi(key)
    levels = [level for level in (line.base, line.normal, line.target) if level is not None]
    if kpi is not None and kpi.unit == "%" and levels:
        share = actual.compared(">", _ZERO).both(actual.compared("<", _ONE)).both(_all_from_one(levels, sheet.size))
        message = f"{key} is given in percent but lies between 0 and 1; 12 % is written 12, not 0.12"
        _note(found, share, sheet.size, Problem("fact.suspect_percent", path, message))


def _all_from_one(levels: list[Number], size: int) -> Flag:
    """Where every level that a person has is 1 or more; a level that only others have does not count."""
    every, none = Flag(True), Flag(True)
    for level in levels:
        lacking = flagged({row for row, fault in level.faults.items() if fault.code == LEVEL_ABSENT}, size)
        every = every.both(lacking.either(level.compared(">=", _ONE)))
        none = none.both(lacking)
    return every.both(none.negated())


def _note(found: dict[int, list[Problem]], flag: Flag, size: int, warning: Problem) -> None:
    for row in flag.rows(size):
        found.setdefault(row, []).append(warning)

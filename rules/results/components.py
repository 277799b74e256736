"""Payable lines of one person as text: five stages that always add up, tiers, and reasons."""

from typing import Any

from rules.columns import Number
from rules.engine import FLOOR_LINE, ComponentLine, Sheet
from rules.numbers import money_text
from rules.results.reasons import component_reasons
from rules.tables import Marginal, TierLine


def component_lines(sheet: Sheet, row: int, *, ineligible: bool, blocked: bool) -> list[dict[str, Any]]:
    """Every component of one row, in plan order, and the line of a total floor where it raised the total."""
    codes = {spec.key: spec.earning_code for spec in sheet.compiled.plan.components}
    shown = [_line(sheet, line, row, codes[line.key], ineligible=ineligible) for line in sheet.components.values()]
    if sheet.raised[row] and not blocked and not ineligible:
        shown.append(_floor_line(sheet, row))
    return shown


def component_amounts(sheet: Sheet, row: int, *, ineligible: bool, blocked: bool) -> list[dict[str, str | None]]:
    """Only the final amount of every component of one row."""
    digits = sheet.compiled.digits
    shown: list[dict[str, str | None]] = []
    for line in sheet.components.values():
        unknown = row in line.exact.faults or _undecided(sheet, line, row)
        amount = 0 if ineligible else line.final[row]
        text = None if unknown and not ineligible else money_text(amount, line.places)
        shown.append({"key": line.key, "amount": text})
    if sheet.raised[row] and not blocked and not ineligible:
        shown.append({"key": FLOOR_LINE, "amount": money_text(sheet.raised[row], digits)})
    return shown


def _line(sheet: Sheet, line: ComponentLine, row: int, code: str | None, *, ineligible: bool) -> dict[str, Any]:
    digits = line.places
    shown: dict[str, Any] = {"key": line.key, "earning_code": code, "unit": line.unit}
    if ineligible:
        stages = [0, 0, 0, 0, 0]
    elif row in line.exact.faults:
        return (
            shown | dict.fromkeys(("gross", "gated", "prorated", "withheld", "amount")) | {"lines": [], "reasons": []}
        )
    elif _undecided(sheet, line, row):
        gross = money_text(line.gross[row], digits)
        unknown = dict.fromkeys(("gated", "prorated", "withheld", "amount"))
        return shown | {"gross": gross} | unknown | {"lines": tier_lines(sheet, line.key, row), "reasons": []}
    else:
        stages = _stages(line, row)
    texts = (money_text(stage, digits) for stage in stages)
    shown |= dict(zip(("gross", "gated", "prorated", "withheld", "amount"), texts, strict=True))
    shown["lines"] = [] if ineligible else tier_lines(sheet, line.key, row)
    shown["reasons"] = [] if ineligible else [reason.to_json() for reason in component_reasons(sheet, line, row)]
    return shown


def _undecided(sheet: Sheet, line: ComponentLine, row: int) -> bool:
    """Whether limits leave the amount open; those of the total do not reach an award."""
    return row in line.limit_faults or (line.unit is None and row in sheet.total_faults)


def _stages(line: ComponentLine, row: int) -> list[int]:
    """gross = gated + prorated + withheld + amount, each a difference of rounded stage amounts."""
    gated = line.gross[row] - line.gated[row] + line.limited[row] - line.after_total_gates[row]
    prorated = line.gated[row] - line.prorated[row]
    withheld = line.prorated[row] - line.limited[row] + line.after_total_gates[row] - line.final[row]
    return [line.gross[row], gated, prorated, withheld, line.final[row]]


def _floor_line(sheet: Sheet, row: int) -> dict[str, Any]:
    digits, gross, amount = sheet.compiled.digits, sheet.raised_gross[row], sheet.raised[row]
    return {
        "key": FLOOR_LINE,
        "earning_code": sheet.compiled.plan.limits.total_floor_earning_code,
        "unit": None,
        "gross": money_text(gross, digits),
        "gated": money_text(0, digits),
        "prorated": money_text(0, digits),
        "withheld": money_text(gross - amount, digits),
        "amount": money_text(amount, digits),
        "lines": [],
        "reasons": [],
    }


def tier_lines(sheet: Sheet, key: str, row: int) -> list[dict[str, str | None]]:
    """What each tier gave as text, for every `tier` call that the row's formula really used."""
    return [line.to_json() for line in earned_tiers(sheet, key, row)]


def earned_tiers(sheet: Sheet, key: str, row: int) -> list[TierLine]:
    """The same lines with their exact numbers."""
    record = sheet.records.get(f"/components/{key}/amount")
    earned: list[TierLine] = []
    for use in [] if record is None else record.tables:
        if not (use.tier_lines_of(row) and isinstance(use.table, Marginal)):
            continue
        assert isinstance(use.x, Number)
        assert use.already is not None
        x, already = use.x.at(row), use.already.at(row)
        if x is None or already is None:
            continue
        earned += use.table.lines(x, already)
    return earned

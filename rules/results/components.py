"""Payable lines of one person as text: five stages that always add up, tiers, and reasons."""

from fractions import Fraction
from operator import sub
from typing import Any

from rules.engine import FLOOR_LINE, ComponentLine, Sheet
from rules.numbers import money_text
from rules.results.accounts import account_lines
from rules.results.booking import booked
from rules.results.reasons import component_reasons
from rules.results.row_lines import row_lines
from rules.results.tiers import tiers_used
from rules.tables import TierLine


def component_lines(sheet: Sheet, row: int, *, ineligible: bool, blocked: bool) -> list[dict[str, Any]]:
    """Every component of one row, in plan order, and the line of a total floor where it raised the total."""
    codes = {spec.key: spec.earning_code for spec in sheet.compiled.plan.components}
    shown = [_line(sheet, line, row, codes[line.key], ineligible=ineligible) for line in sheet.components.values()]
    if sheet.raised[row] and not blocked and not ineligible:
        shown.append(_floor_line(sheet, row))
    shown += account_lines(sheet, row, ineligible=ineligible, blocked=blocked)
    for line in shown:
        line["cost_centres"] = booked(sheet, row, line)
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
    accounts = account_lines(sheet, row, ineligible=ineligible, blocked=blocked)
    return shown + [{"key": line["key"], "amount": line["amount"]} for line in accounts]


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
        lines = earned_lines(sheet, line, row, decided=False)
        return shown | {"gross": gross} | unknown | {"lines": lines, "reasons": []}
    else:
        stages = _stages(line, row)
    texts = (money_text(stage, digits) for stage in stages)
    shown |= dict(zip(("gross", "gated", "prorated", "withheld", "amount"), texts, strict=True))
    shown["lines"] = [] if ineligible else earned_lines(sheet, line, row)
    shown["reasons"] = [] if ineligible else [reason.to_json() for reason in component_reasons(sheet, line, row)]
    return shown


def _undecided(sheet: Sheet, line: ComponentLine, row: int) -> bool:
    """Whether limits leave the amount open; those of the total do not reach an award."""
    return row in line.limit_faults or (line.unit is None and row in sheet.total_faults)


def _stages(line: ComponentLine, row: int) -> list[int]:
    """gross = gated + prorated + withheld + amount, each a difference of rounded stage amounts."""
    before_total, after_total_gates = line.before_total[row], line.after_total_gates[row]
    gated = _gated(line.gross[row], line.gated[row], before_total, after_total_gates)
    withheld = _withheld(line.prorated[row], before_total, after_total_gates, line.final[row])
    return [line.gross[row], gated, line.gated[row] - line.prorated[row], withheld, line.final[row]]


def stage_columns(line: ComponentLine) -> tuple[list[int], list[int], list[int], list[int], list[int]]:
    """The five stages as columns, in the order in which they are shown: gross, gated, prorated, withheld, amount."""
    gated = list(map(_gated, line.gross, line.gated, line.before_total, line.after_total_gates))
    prorated = list(map(sub, line.gated, line.prorated))
    withheld = list(map(_withheld, line.prorated, line.before_total, line.after_total_gates, line.final))
    return line.gross, gated, prorated, withheld, line.final


def _gated(gross: int, gated: int, before_total: int, after_total_gates: int) -> int:
    """What gates took, of the component and of the total."""
    return gross - gated + before_total - after_total_gates


def _withheld(prorated: int, before_total: int, after_total_gates: int, final: int) -> int:
    """What limits took, of the component and of the total."""
    return prorated - before_total + after_total_gates - final


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


def earned_lines(sheet: Sheet, line: ComponentLine, row: int, *, decided: bool = True) -> list[dict[str, Any]]:
    """What each row of the fact gave, for a component computed per row; else what each tier gave."""
    if line.rows is not None:
        return [one.to_json(line.places) for one in row_lines(sheet, line, row, decided=decided)]
    return [tier.to_json() for tier in earned_tiers(sheet, line.key, row)]


def earned_tiers(sheet: Sheet, key: str, row: int) -> list[TierLine]:
    """What each tier gave, with exact numbers, for every `tier` call that the row's formula really used."""
    return tiers_used(sheet.records.get(f"/components/{key}/amount"), row)


def line_parts(sheet: Sheet, key: str, row: int) -> list[dict[str, Fraction | str | None]]:
    """The lines of a component with exact numbers, under the names an example expects them by."""
    line = sheet.components.get(key)
    if line is None or line.rows is None:
        tiers = earned_tiers(sheet, key, row)
        own: dict[str, Fraction | str | None] = {"id": None, "withheld": None}
        return [
            {"from_": one.start, "basis": one.basis, "rate": one.rate, "amount": one.amount, **own} for one in tiers
        ]
    unit = 10**line.places
    decided = not _undecided(sheet, line, row)
    return [
        {
            "from_": None,
            "basis": one.basis,
            "rate": None,
            "id": one.label.id or None,
            "amount": None if one.amount is None else Fraction(one.amount, unit),
            "withheld": None if one.withheld is None else Fraction(one.withheld, unit),
        }
        for one in row_lines(sheet, line, row, decided=decided)
    ]

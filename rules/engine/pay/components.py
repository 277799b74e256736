"""Payable lines: the formula's amount, then gates, proration and limits, rounded for the record at every stage."""

from rules.columns import NO_FAULTS, Faults, Number, every_row, merged
from rules.engine.kpis.gates import gated, lines_on
from rules.engine.pay.per_row import added_rows, row_amounts
from rules.engine.pay.room import cap_in_force
from rules.engine.sheet.sheet import ComponentLine, Sheet
from rules.plan import carries
from rules.problems import Problem, pointer

MINOR_UNITS_MAX = 2**63
"""Amounts are kept as 64-bit integers of minor units wherever they are stored."""


def component(sheet: Sheet, key: str) -> None:
    """One component up to its own limits; effects of the total come later."""
    spec = sheet.compiled.plan.component(key)
    assert spec is not None
    places = sheet.places_of(key)
    rows = None if spec.per is None else row_amounts(sheet, key, spec.per, places)
    exact = sheet.stored(sheet.number(f"/components/{key}/amount")) if rows is None else added_rows(rows, places)
    gross = sheet.money(exact, places)
    after_gates, gates = (gated(sheet, key, exact), True) if lines_on(sheet, key) else (exact, False)
    gated_amounts = sheet.money(after_gates, places) if gates else gross
    in_force = after_gates * sheet.proration if spec.prorate else after_gates
    prorated = sheet.money(in_force, places) if spec.prorate else gated_amounts
    raised = in_force
    if spec.floor is not None:
        raised = raised.greater(sheet.number(f"/components/{key}/floor"))
    cap = cap_in_force(sheet, spec)
    limited = raised if cap is None else raised.lesser(cap)
    amounts = prorated if limited is in_force else sheet.money(limited, places)
    place = pointer("components", key, "amount")
    faults = merged(limited.faults, merged(too_large(gross, place), too_large(amounts, place)))
    line = ComponentLine(key, exact, gross, gated_amounts, prorated, amounts, limit_faults=faults)
    line.final = line.after_total_gates = amounts
    line.places, line.unit, line.rows = places, spec.unit, rows
    if cap is not None and carries(spec.cap):
        line.before_cap, line.room = sheet.money(raised, places), sheet.money(cap, places)
    sheet.components[key] = line
    sheet.name(key, Number(amounts if sheet.size > 1 else amounts[0], 10**places, faults))


def too_large(amounts: list[int], path: str) -> Faults:
    """The rows whose amount of minor units does not fit; `path` says what the amounts are."""
    if max(amounts, default=0) < MINOR_UNITS_MAX and min(amounts, default=0) > -MINOR_UNITS_MAX:
        return NO_FAULTS
    message = "the amount does not fit into 64 bits of minor units; check the facts and the formula"
    problem = Problem("money.too_large", path, message)
    return every_row((row for row, amount in enumerate(amounts) if abs(amount) >= MINOR_UNITS_MAX), problem)

"""How much a cap still lets through: its amount, less what the fiscal year has paid where it counts the year."""

from rules.columns import Number, every_row
from rules.engine.pay.paid import paid_so_far, total_paid_so_far
from rules.engine.sheet.sheet import Sheet
from rules.plan import Component, cap_formula, counts_year
from rules.problems import Problem, pointer

_ZERO = Number.constant(0)


def cap_in_force(sheet: Sheet, spec: Component) -> Number | None:
    """The most that a component may pay in this period; None without a cap. Rows with a negative cap are faulty."""
    if cap_formula(spec.cap) is None:
        return None
    owner = pointer("components", spec.key)
    cap = _not_negative(sheet, sheet.number(f"{owner}/cap"), f"{owner}/cap")
    return _left(sheet, cap, owner, paid_so_far(sheet, spec.key)) if counts_year(spec.cap) else cap


def total_cap_in_force(sheet: Sheet) -> Number | None:
    """The most that the components may pay together in this period; None where the total has no cap."""
    spec = sheet.compiled.plan.limits.total_cap
    if cap_formula(spec) is None:
        return None
    cap = _not_negative(sheet, sheet.number("/limits/total_cap"), "/limits/total_cap")
    return _left(sheet, cap, "/limits", total_paid_so_far(sheet)) if counts_year(spec) else cap


def _left(sheet: Sheet, cap: Number, owner: str, paid: Number) -> Number:
    left = (cap - paid).greater(_ZERO)
    sheet.notes[f"{owner}/paid"], sheet.notes[f"{owner}/room"] = paid, left
    return left


def _not_negative(sheet: Sheet, cap: Number, path: str) -> Number:
    message = "the cap is below 0, which no limit can be; mend its formula or the inputs it reads"
    below = cap.compared("<", _ZERO).rows(sheet.size)
    return cap.with_faults(every_row(below, Problem("limit.negative_cap", path, message))) if below else cap

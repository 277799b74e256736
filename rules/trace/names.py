"""Which node of the explanation a name in a formula stands for."""

from rules.compiled import people_call_id
from rules.engine import Sheet
from rules.formula import is_people_call_name
from rules.plan import KPI_PARTS, PAID


def node_of(name: str, sheet: Sheet) -> str | None:
    """The node's id; None for given data (inputs, facts, the period)."""
    if is_people_call_name(name):
        return people_call_id(name)
    owner, _, part = name.partition(".")
    plan = sheet.compiled.plan
    if part in KPI_PARTS and owner in sheet.compiled.kpis:
        return f"/kpis/{owner}/{part}"
    if part and owner in sheet.compiled.rows:
        return f"/facts/{owner}"
    if part != PAID and (owner in sheet.components or plan.component(owner) is not None):
        return f"/components/{owner}/before_total"
    for section, keys in (("pools", plan.pools), ("values", plan.values)):
        if owner in keys:
            return f"/{section}/{owner}"
    if owner in plan.balances:
        return f"/balances/{owner}/{part or 'opening'}"
    if owner in plan.scales:
        return f"/scales/{owner}/payout" if part else f"/scales/{owner}"
    return _of_stage(name, owner, sheet)


def _of_stage(name: str, owner: str, sheet: Sheet) -> str | None:
    """The node of what the engine itself names."""
    if owner == "rating":
        return "/rating" if name == owner else "/payout"
    if name == "proration":
        return None if sheet.compiled.plan.proration is None else "/proration"
    return f"/{owner}" if owner in ("coefficient", "payout", "earned") else None

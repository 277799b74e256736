"""What may be prorated: amounts where the plan says how time counts, and levels of quantities that grow with time."""

from collections.abc import Iterator, Mapping

from rules.formula import Formula
from rules.plan import LEVELS, Plan
from rules.problems import Problem, pointer

_IN_FORCE = {"proration", "period.days_in_force"}
"""What says how long a person was in the plan; days in force over the days of the period are just another proration."""


def check_prorated(plan: Plan, formulas: Mapping[str, Formula]) -> Iterator[Problem]:
    """Components prorated by nothing, and prorated levels of measures that half a month does not halve."""
    for index, component in enumerate(plan.components):
        if component.prorate and plan.proration is None:
            message = (
                "This component is prorated and the plan does not say how time in force counts; add "
                '"proration": {"basis": "calendar_days"} or another basis.'
            )
            yield Problem("plan.prorate_without_basis", pointer("components", index, "prorate"), message)
    for index, kpi in enumerate(plan.kpis):
        for level in LEVELS:
            formula = formulas.get(f"/kpis/{kpi.key}/{level}")
            if formula is not None and kpi.measure != "volume" and _IN_FORCE & set(formula.uses):
                yield Problem("plan.prorated_ratio", pointer("kpis", index, "levels", level), _message(kpi.measure))


def _message(measure: str | None) -> str:
    if measure is None:
        return (
            "Only levels of quantities that add up over time may be prorated; say "
            '"measure": "volume" if this is one, and leave time in force out if it is a ratio or a state.'
        )
    return f"A {measure} is the same for half a period as for a whole one; leave time in force out of its levels."

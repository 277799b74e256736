"""What segments computed one by one do not go with: everything that counts people or periods together."""

from collections.abc import Iterator, Mapping

from rules.compiled.sites import formula_sites
from rules.formula import Formula
from rules.plan import Plan, WindowFact, carries, counts_year
from rules.problems import Problem, pointer

_MESSAGE = (
    "Segments are computed one by one here, and this counts {what} together; leave one of the two out, or blend the "
    "segments."
)


def check_separate(plan: Plan, formulas: Mapping[str, Formula]) -> Iterator[Problem]:
    """Each part that would be counted once per segment."""
    if plan.segments != "separate":
        return
    paths = {site.id: site.path for site in formula_sites(plan)}
    for place, what in (*_of_people(plan, formulas), *_of_earlier_facts(plan), *_of_periods(plan, formulas)):
        path = paths.get(place, place)
        yield Problem("plan.not_together", path, _MESSAGE.format(what=what))


def _of_people(plan: Plan, formulas: Mapping[str, Formula]) -> Iterator[tuple[str, str]]:
    for key in plan.pools:
        yield pointer("pools", key), "people"
    for id_, formula in formulas.items():
        if formula.people_calls:
            yield id_, "people"
    for key, scale in plan.scales.items():
        if scale.crossing is not None:
            yield pointer("scales", key, "crossing"), "people"


def _of_earlier_facts(plan: Plan) -> Iterator[tuple[str, str]]:
    for index, kpi in enumerate(plan.kpis):
        if kpi.missing == "carry_last":
            yield pointer("kpis", index, "missing"), "periods"
    for key, fact in plan.facts.items():
        if isinstance(fact, WindowFact):
            yield pointer("facts", key), "periods"


def _of_periods(plan: Plan, formulas: Mapping[str, Formula]) -> Iterator[tuple[str, str]]:
    for key in plan.balances:
        yield pointer("balances", key), "periods"
    for index, component in enumerate(plan.components):
        if component.instalments is not None:
            yield pointer("components", index, "instalments"), "periods"
        if counts_year(component.cap) or carries(component.cap):
            yield pointer("components", index, "cap"), "periods"
    if counts_year(plan.limits.total_cap) or carries(plan.limits.total_cap):
        yield "/limits/total_cap", "periods"
    paid = {f"{component.key}.paid" for component in plan.components}
    for id_, formula in formulas.items():
        if paid & set(formula.uses):
            yield id_, "periods"

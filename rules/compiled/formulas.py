"""Checks every formula of a plan against the names its stage knows."""

from rules.compiled.factspecs import FactSpec
from rules.compiled.scopes import Scope, scope_of
from rules.compiled.sites import Site, Stage, formula_sites
from rules.formula import NUMBER, Formula, check_formula
from rules.plan import Plan
from rules.problems import Problem


def check_formulas(plan: Plan, facts: dict[str, FactSpec]) -> tuple[dict[str, Formula], list[Problem]]:
    """The checked formulas by id, and every problem of the others."""
    sites = list(formula_sites(plan))
    value_kinds = _value_kinds(plan, facts, [site for site in sites if site.id.startswith("/values/")])
    formulas: dict[str, Formula] = {}
    problems: list[Problem] = []
    scopes: dict[Stage, Scope] = {}
    for site in sites:
        if site.stage not in scopes:
            scopes[site.stage] = scope_of(site.stage, plan, facts, value_kinds)
        formula, found = check_formula(site.text, _seen_by(site, plan, scopes), path=site.path, expects=site.expects)
        problems += found
        if formula is not None:
            formulas[site.id] = formula
    return formulas, problems


def _seen_by(site: Site, plan: Plan, scopes: dict[Stage, Scope]) -> Scope:
    """The stage's names; a curve's formula sees only the levels its own KPI has."""
    names = scopes[site.stage]
    if site.stage != "curve":
        return names
    kpi = plan.kpi(site.kpi or "")
    levels = kpi.levels if kpi is not None else None
    absent = [level for level in ("base", "normal", "target") if levels is None or getattr(levels, level) is None]
    return {name: kind for name, kind in names.items() if name not in absent}


def _value_kinds(plan: Plan, facts: dict[str, FactSpec], sites: list[Site]) -> Scope:
    """What the named values give. They may read each other, so kinds are settled round by round from numbers."""
    kinds: Scope = dict.fromkeys(plan.values, NUMBER)
    for _ in range(len(sites) + 1):
        names = scope_of("later", plan, facts, kinds)
        settled = dict(kinds)
        for site in sites:
            formula, _problems = check_formula(site.text, names, path=site.path)
            if formula is not None:
                settled[site.id.removeprefix("/values/")] = formula.kind
        if settled == kinds:
            break
        kinds = settled
    return kinds

"""Checks every formula of a plan against the names its stage knows."""

import re

from rules.compiled.factspecs import FactSpec
from rules.compiled.hints import hints_of
from rules.compiled.rowspecs import row_kinds
from rules.compiled.scopes import Scope, scope_of
from rules.compiled.sites import Site, Stage, formula_sites, groupings, people_call_id
from rules.formula import NUMBER, Formula, check_formula
from rules.plan import LEVELS, Plan
from rules.problems import Problem

PROBLEMS_MAX = 1_000
"""Formulas are not read any further once so many problems were found."""

_SUGGESTED_MAX = 30
"""Problems after which misspelt names get no suggestion any more: each is compared with all declared names."""

_QUOTED = re.compile("'[^']*'|\"[^\"]*\"")
_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


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
        names, suggest = _seen_by(site, plan, scopes), len(problems) < _SUGGESTED_MAX
        together = groupings(site, plan)
        formula, found = check_formula(
            site.text, names, path=site.path, expects=site.expects, groupings=together, suggest=suggest
        )
        if suggest and any(problem.code == "formula.unknown_name" for problem in found):
            # Only what is wrong is looked at twice: hints need the whole plan.
            _, found = check_formula(
                site.text,
                names,
                path=site.path,
                expects=site.expects,
                groupings=together,
                suggest=suggest,
                hints=hints_of(plan, names, site.rows),
            )
        problems += found
        if formula is not None:
            formulas[site.id] = formula
            _lift(formula, names, together, formulas)
        if len(problems) >= PROBLEMS_MAX:
            message = "There are more problems than are listed; mend the first ones and check again."
            return formulas, [*problems, Problem("plan.too_many_problems", "", message)]
    return formulas, problems


def _lift(formula: Formula, names: Scope, together: frozenset[str] | None, formulas: dict[str, Formula]) -> None:
    """Enter what everybody contributes to the calls over many people: formulas of their own, once per text."""
    for call in formula.people_calls:
        id_ = people_call_id(call.name)
        if id_ not in formulas:
            argument, _ = check_formula(call.argument, names, path=id_, groupings=together)
            assert argument is not None
            formulas[id_] = argument
            _lift(argument, names, together, formulas)


def _seen_by(site: Site, plan: Plan, scopes: dict[Stage, Scope]) -> Scope:
    """The stage's names; a curve's formula sees only the levels its own KPI has, one per row its fields at once."""
    names = scopes[site.stage]
    if site.rows is not None:
        return names | row_kinds(plan, open_rows=site.rows)
    if site.stage != "curve":
        return names
    kpi = plan.kpi(site.kpi or "")
    levels = kpi.levels if kpi is not None else None
    absent = [level for level in LEVELS if levels is None or getattr(levels, level) is None]
    return {name: kind for name, kind in names.items() if name not in absent}


def _value_kinds(plan: Plan, facts: dict[str, FactSpec], sites: list[Site]) -> Scope:
    """What the named values give. They may read each other, so each is looked at after those it mentions; values
    in a circle count as numbers, and the circle is reported elsewhere."""
    kinds: Scope = dict.fromkeys(plan.values, NUMBER)
    names = scope_of("later", plan, facts, kinds)
    by_key = {site.id.removeprefix("/values/"): site for site in sites}
    problems = 0
    for key in _after_what_they_mention(by_key):
        site = by_key[key]
        formula, found = check_formula(site.text, names, path=site.path, groupings=groupings(site, plan), suggest=False)
        problems += len(found)
        if problems >= PROBLEMS_MAX:
            break
        if formula is not None:
            kinds[key] = names[key] = formula.kind
    return kinds


def _after_what_they_mention(by_key: dict[str, Site]) -> list[str]:
    """The keys in such an order that a value comes after the values whose names stand in its text."""
    settled: dict[str, None] = {}
    opened: set[str] = set()
    waiting = list(reversed(by_key))
    while waiting:
        key = waiting.pop()
        if key in opened:
            settled.setdefault(key)
            continue
        opened.add(key)
        waiting.append(key)
        mentioned = _NAME.findall(_QUOTED.sub(" ", by_key[key].text))
        waiting += [name for name in mentioned if name in by_key and name not in opened]
    return list(settled)

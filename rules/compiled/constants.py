"""What formulas without names give is known when a plan is checked: divisors of 0, levels and limits out of order."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from rules.compiled.sites import formula_sites
from rules.formula import Formula
from rules.formula.evaluate import ColumnInterpreter
from rules.numbers import plain_text
from rules.plan import DocumentPart, Plan, constant
from rules.plan.checks.amounts import check_amounts
from rules.plan.checks.levels import check_levels
from rules.problems import Problem

_Part = TypeVar("_Part", bound=DocumentPart)


def check_constants(plan: Plan, formulas: Mapping[str, Formula]) -> Iterator[Problem]:
    """Divisions by a constant 0, and parameters that turn out wrong once constant formulas are worked out."""
    for site in formula_sites(plan):
        formula = formulas.get(site.id)
        if formula is not None:
            yield from _zero_divisors(formula, site.path)
    yield from _worked_out(plan, formulas)


def _zero_divisors(formula: Formula, path: str) -> Iterator[Problem]:
    for node in ast.walk(formula.tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and _is_constant(node.right):
            divisor = ColumnInterpreter(1).evaluate(replace(formula, tree=node.right, uses=()), {}, path)
            if divisor.at(0) == 0:
                shown = formula.text[node.right.col_offset : node.right.end_col_offset]
                message = f"this always divides by zero, as `{shown}` is 0; divide by something else"
                yield Problem("formula.division_by_zero", path, message, node.right.col_offset)


def _is_constant(node: ast.expr) -> bool:
    """Whether a part of a formula reads no name; functions are named too, and do not count."""
    called = {id(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
    return not any(isinstance(part, ast.Name) and id(part) not in called for part in ast.walk(node))


def _worked_out(plan: Plan, formulas: Mapping[str, Formula]) -> Iterator[Problem]:
    """The checks of the document again, with `2 * 5` in the place of a formula read as 10."""
    values = {
        id_: plain_text(value)
        for id_, formula in formulas.items()
        if not formula.uses and constant(formula.text) is None and (value := _value(formula)) is not None
    }
    if not values:
        return
    known = {(problem.code, problem.path) for check in (check_levels, check_amounts) for problem in check(plan)}
    settled = _settled(plan, values)
    for check in (check_levels, check_amounts):
        yield from (problem for problem in check(settled) if (problem.code, problem.path) not in known)


def _value(formula: Formula) -> Fraction | None:
    value = ColumnInterpreter(1).evaluate(formula, {}, "").at(0)
    return value if isinstance(value, Fraction) else None


def _settled(plan: Plan, values: Mapping[str, str]) -> Plan:
    kpis = [
        kpi.model_copy(update={"levels": None if kpi.levels is None else _with(kpi.levels, f"/kpis/{kpi.key}", values)})
        for kpi in plan.kpis
    ]
    gates = [
        gate.model_copy(update={"otherwise": _with(gate.otherwise, f"/gates/{gate.key}", values)})
        for gate in plan.gates
    ]
    components = [_with(component, f"/components/{component.key}", values) for component in plan.components]
    limits = _with(plan.limits, "/limits", values)
    parts = {"kpis": tuple(kpis), "gates": tuple(gates), "components": tuple(components), "limits": limits}
    return plan.model_copy(update=parts)


def _with(part: _Part, owner: str, values: Mapping[str, str]) -> _Part:
    """The part with its constant formulas replaced by what they give."""
    found = {name: values[f"{owner}/{name}"] for name in type(part).model_fields if f"{owner}/{name}" in values}
    return part.model_copy(update=found) if found else part

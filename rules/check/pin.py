"""A plan with some of its values held fixed: what would be paid if this were exactly that, all else equal."""

import ast
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from rules.compiled import CompiledPlan
from rules.formula import NUMBER, Formula
from rules.numbers import exact_text


def pinned(compiled: CompiledPlan, values: Mapping[str, Fraction]) -> CompiledPlan:
    """The same plan with constants in the place of formulas, keyed by formula id (`/coefficient`, `/scales/x/of`).

    Everything that reads them, and nothing else, comes out differently.
    """
    constants = {id_: _constant(value, compiled.formulas.get(id_)) for id_, value in values.items()}
    return replace(compiled, formulas={**compiled.formulas, **constants})


def _constant(value: Fraction, instead_of: Formula | None) -> Formula:
    # The evaluator takes any exact constant, also those that a document could not write.
    exact: Any = value
    literal = ast.Constant(value=exact, lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)
    # What the formula asked of many people stays part of the plan: others may ask the same.
    people_calls = () if instead_of is None else instead_of.people_calls
    return Formula(exact_text(value), literal, NUMBER, (), 1, people_calls)

"""The money of each row of the matrix: what the coefficient earned, shared out by weighted index to the cent."""

from fractions import Fraction

from rules.compiled import CompiledPlan
from rules.compiled.order import COEFFICIENT, Node, dependencies, needed_by
from rules.numbers import allocate, money_text
from rules.results import ResultBatch


def row_money(batch: ResultBatch, row: int) -> dict[str, str]:
    """By KPI the part of the lines that read the coefficient, in plan currency; the parts add up to these lines.

    A row's part is its share of the coefficient. Nothing where there is no such share: somebody is blocked, the
    coefficient is 0 or a formula of its own, or no line reads it.
    """
    sheet = batch.sheet
    lines = coefficient_lines(sheet.compiled)
    shares = _shares(batch, row)
    whole = sum(shares.values(), Fraction(0))
    if not lines or whole == 0 or batch.outcomes.of(row) == "blocked" or row in batch.outcomes.ineligible:
        return {}
    if sheet.parts is not None and row in sheet.parts.rows:
        return {}
    amount = sum(sheet.components[key].final[row] for key in lines)
    keys = list(shares)
    parts = allocate(amount, [amount * shares[key] / whole for key in keys], keys)
    return {key: money_text(part, sheet.compiled.digits) for key, part in zip(keys, parts, strict=True)}


def coefficient_lines(compiled: CompiledPlan) -> tuple[str, ...]:
    """The components in the plan's currency whose amount reads the coefficient, directly or through others."""
    if compiled.plan.coefficient is not None:
        return ()
    graph = dependencies(compiled.plan, compiled.formulas)
    return tuple(
        component.key
        for component in compiled.plan.components
        if component.unit is None and COEFFICIENT in needed_by(Node("component", component.key), compiled.order, graph)
    )


def _shares(batch: ResultBatch, row: int) -> dict[str, Fraction]:
    shares: dict[str, Fraction] = {}
    for key, line in batch.sheet.kpis.items():
        share = None if line.weighted_index is None else line.weighted_index.at(row)
        if share is not None:
            shares[key] = share
    return shares

"""The money of each row of the matrix: what the coefficient earned, shared out by weighted index to the cent."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rules.compiled import CompiledPlan
from rules.compiled.order import COEFFICIENT, Node, dependencies, needed_by
from rules.numbers import allocate, money_text
from rules.results import ResultBatch


@dataclass(frozen=True, slots=True)
class RowMoney:
    """By KPI its part of the lines that read the coefficient, in plan currency; `amount` is the sum of these lines and
    of the parts."""

    parts: Mapping[str, str]
    lines: tuple[str, ...]
    amount: str


def row_money(batch: ResultBatch, row: int) -> RowMoney | None:
    """What each row of a person's matrix earned: its share of the coefficient of what the coefficient earned.

    None where there is no such share: somebody is blocked, the coefficient is 0 or a formula of its own, segments were
    computed one by one, or no line reads the coefficient.
    """
    sheet = batch.sheet
    lines = coefficient_lines(sheet.compiled)
    shares = _shares(batch, row)
    whole = sum(shares.values(), Fraction(0))
    if not lines or whole == 0 or batch.outcomes.of(row) == "blocked" or row in batch.outcomes.ineligible:
        return None
    if sheet.parts is not None and row in sheet.parts.rows:
        return None
    amount = sum(sheet.components[key].final[row] for key in lines)
    parts = allocate(amount, [amount * share / whole for share in shares.values()], list(shares))
    digits = sheet.compiled.digits
    texts = {key: money_text(part, digits) for key, part in zip(shares, parts, strict=True)}
    return RowMoney(texts, lines, money_text(amount, digits))


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

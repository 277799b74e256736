"""Everything about one participant that a statement shows and a result does not hold, from one evaluation."""

from dataclasses import dataclass, field
from typing import Any

from rules.columns import Number
from rules.compiled import CompiledPlan
from rules.engine import cuts
from rules.facts import Intake
from rules.numbers import display
from rules.period import Period
from rules.results import needs_everybody, stored_result
from rules.statement.row_money import RowMoney, row_money
from rules.statement.unit_prices import UnitPrice, one_more_each, prices_of
from rules.trace import Trace, trace_of


@dataclass(frozen=True, slots=True)
class KpiFigures:
    """One KPI: the lowest and highest index (None: no such limit), its part of the pay, and the next unit's price.

    `money` is in plan currency; None where the KPI has no part of its own.
    """

    floor: str | None
    cap: str | None
    money: str | None
    price: UnitPrice


@dataclass(frozen=True, slots=True)
class Figures:
    """`result` is the document of this evaluation, to be compared with a stored one. `kpis` and `gates`
    are by key; a gate has what its condition read, name and value. `earned` is what the rows of the matrix earned
    together, if they did."""

    result: dict[str, Any]
    kpis: dict[str, KpiFigures] = field(default_factory=dict)
    gates: dict[str, tuple[tuple[str, str | None], ...]] = field(default_factory=dict)
    earned: RowMoney | None = None


def statement_figures(compiled: CompiledPlan, intake: Intake, period: Period | None = None) -> Figures | None:
    """The figures of the one participant of an intake; None where pay depends on others, who are not here.

    Raises CallRefused as `calculate` does.
    """
    if needs_everybody(compiled, intake):
        return None
    batch = one_more_each(compiled, intake, period)
    sheet, keys = batch.sheet, list(compiled.curves)
    money, trace = row_money(batch, 0), trace_of(sheet, 0)
    kpis = {}
    for price in prices_of(batch, keys):
        low, high = (_text(limit) for limit in cuts(sheet, price.key))
        kpis[price.key] = KpiFigures(low, high, None if money is None else money.parts.get(price.key), price)
    gates = {key: _read(trace, f"/gates/{key}") for key in compiled.gates}
    return Figures(stored_result(batch, 0), kpis, gates, money)


def _text(limit: Number | None) -> str | None:
    value = None if limit is None else limit.at(0)
    return None if value is None else display(value)


def _read(trace: Trace, id_: str) -> tuple[tuple[str, str | None], ...]:
    """What the condition of a gate read, each name once."""
    node = trace.nodes.get(id_)
    return () if node is None else tuple(dict.fromkeys((given.name, given.value) for given in node.inputs))

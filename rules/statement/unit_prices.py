"""What one more unit of a KPI would pay: the same calculation with an actual that is one unit better, minus pay now."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from rules.columns import Number
from rules.compiled import CompiledPlan
from rules.curves import Ratio
from rules.engine import Sheet, admit, compute
from rules.facts import Intake
from rules.numbers import money_text
from rules.period import Period
from rules.results import ResultBatch, needs_everybody

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """The price of one better unit of one KPI.

    `step` is "1", or "-1" where less is better, in the KPI's own unit. `price` is the change of the total, gross, in
    plan currency with all its digits; None where there is none, and then `reason` says why: `blocked`, `no_actual`,
    `word`, `by_segment`, `depends_on_others` or `not_computed`.
    """

    key: str
    step: str
    price: str | None
    reason: str | None = None


def unit_prices(compiled: CompiledPlan, intake: Intake, period: Period | None = None) -> list[UnitPrice]:
    """The price of one more unit of every KPI with an index, for an intake of one participant.

    All KPIs are computed in one batch, a row for each, by the ordinary calculation. People whose pay depends on others
    have no price: what the others do would change with it. Raises CallRefused as `calculate` does.
    """
    keys = list(compiled.curves)
    if needs_everybody(compiled, intake):
        return [UnitPrice(key, "1", None, "depends_on_others") for key in keys]
    return prices_of(one_more_each(compiled, intake, period), keys)


def one_more_each(compiled: CompiledPlan, intake: Intake, period: Period | None) -> ResultBatch:
    """The participant as things are in row 0, and with one better unit of each KPI in the rows after it."""
    keys = list(compiled.curves)
    now = ResultBatch(compute([admit(compiled, intake, period)])[0])
    if not keys:
        return now
    sheet = admit(compiled, intake.only([0] * (len(keys) + 1)), period)
    sheet.one_more = {key: _only_in(row, _step(now.sheet, key), len(keys) + 1) for row, key in enumerate(keys, 1)}
    return ResultBatch(compute([sheet])[0])


def prices_of(batch: ResultBatch, keys: Sequence[str]) -> list[UnitPrice]:
    """The prices from a batch of `one_more_each`."""
    return [_price(batch, key, row) for row, key in enumerate(keys, 1)]


def _price(batch: ResultBatch, key: str, row: int) -> UnitPrice:
    step = str(_step(batch.sheet, key))
    reason = _why_not(batch, key)
    if reason is None and batch.outcomes.of(row) == "blocked":
        reason = "not_computed"
    if reason is not None:
        return UnitPrice(key, step, None, reason)
    change = batch.total_minor(row) - batch.total_minor(0)
    return UnitPrice(key, step, money_text(change, batch.sheet.compiled.digits))


def _why_not(batch: ResultBatch, key: str) -> str | None:
    """Why there is nothing to add a unit to."""
    sheet = batch.sheet
    actual = sheet.kpis[key].actual
    if batch.outcomes.of(0) == "blocked":
        return "blocked"
    if sheet.parts is not None and 0 in sheet.parts.rows:
        return "by_segment"
    if not isinstance(actual, Number):
        return "word"
    return "no_actual" if 0 in actual.faults else None


def _only_in(row: int, step: Fraction, size: int) -> Number:
    return Number([int(step) if place == row else 0 for place in range(size)])


def _step(sheet: Sheet, key: str) -> Fraction:
    """One unit in the direction that is better: from base to normal where both are there, else as the plan says."""
    line, kpi = sheet.kpis[key], sheet.compiled.kpis[key]
    base = None if line.base is None else line.base.at(0)
    normal = None if line.normal is None else line.normal.at(0)
    if base is not None and normal is not None and base != normal:
        return _ONE if normal > base else -_ONE
    curve, _ = sheet.compiled.curves[key]
    falls = isinstance(curve, Ratio) and curve.form != "actual/normal"
    return -_ONE if falls or kpi.direction == "lower" else _ONE

"""The static bounds hold: no column of any catalog plan, fed with the largest numbers there are, outgrows its bound."""

import json
from collections.abc import Iterator
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import Intake, Raw, compile_plan
from rules.columns import Number
from rules.compiled import CompiledPlan
from rules.compiled.sizes import PlanSizes
from rules.engine import evaluate
from rules.formula import plain_name
from rules.formula.bits import Bits
from rules.period import Period
from rules.plan import CategoryInput, MoneyInput

CATALOG = sorted(path.name for path in files("rules.catalog").iterdir() if path.name.endswith(".json"))
HUGE = st.integers(-(10**30) + 1, 10**30 - 1).map(lambda mantissa: _decimal(mantissa, 12))
PLAIN = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=2).map(lambda x: f"{x:f}")


PERIODS = {
    "month": Period(date(2026, 3, 1), date(2026, 4, 1)),
    "quarter": Period(date(2026, 1, 1), date(2026, 4, 1)),
    "year": Period(date(2026, 1, 1), date(2027, 1, 1)),
}
TIMES: list[object] = [None, {"from": "2026-03-10"}, {"from": "2020-01-01", "to": "2026-03-30"}]


def _decimal(mantissa: int, places: int) -> str:
    digits = str(abs(mantissa)).rjust(places + 1, "0")
    return f"{'-' if mantissa < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def _people(compiled: CompiledPlan, draw: st.DataObject) -> Intake:
    cell: st.SearchStrategy[Raw] = st.one_of(HUGE, PLAIN, st.just("0"), st.none())
    column = st.lists(cell, min_size=3, max_size=3)
    intake = Intake(["a", "b", "c"])
    for key, spec in compiled.plan.inputs.items():
        words: st.SearchStrategy[Raw] = st.sampled_from(spec.values) if isinstance(spec, CategoryInput) else cell
        intake.inputs[key] = draw.draw(st.lists(words, min_size=3, max_size=3))
    for key in compiled.plan.balances:
        intake.prior_balances[key] = draw.draw(column)
    for key in compiled.facts:
        intake.facts[key] = draw.draw(column)
    for key in compiled.kpis:
        intake.levels[key, "normal"] = draw.draw(column)
    if compiled.needs_period:
        intake.details["assignment"] = TIMES
        intake.details["segments"] = [[_segment(compiled, draw.draw(cell))], None, None]
    return intake


def _segment(compiled: CompiledPlan, value: Raw) -> dict[str, object]:
    inputs = {key: value for key, spec in compiled.plan.inputs.items() if isinstance(spec, MoneyInput)}
    levels = {key: {"normal": value} for key in compiled.kpis}
    return {"start": "2026-03-12", "end": "2026-03-29", "inputs": inputs, "levels": levels}


def _numbers(compiled: CompiledPlan, sizes: dict[str, Bits], intake: Intake) -> Iterator[tuple[str, Number, Bits]]:
    period = PERIODS[compiled.plan.frequency] if compiled.needs_period else None
    sheet = evaluate(compiled, intake, period)
    for name, bits in sizes.items():
        column = sheet.environment.get(plain_name(name))
        if isinstance(column, Number):
            yield name, column, bits


@pytest.mark.parametrize("name", CATALOG)
@given(draw=st.data())
@settings(max_examples=25, deadline=None)
def test_no_number_outgrows_its_static_bound(name: str, draw: st.DataObject) -> None:
    compiled = compile_plan(json.loads((files("rules.catalog") / name).read_text()))
    walk = PlanSizes(compiled.plan, compiled.formulas)
    for node in compiled.order:
        walk.measure(node)
    for dotted, column, bits in _numbers(compiled, walk.sizes, _people(compiled, draw)):
        nums = column.nums if isinstance(column.nums, list) else [column.nums]
        dens = column.den if isinstance(column.den, list) else [column.den]
        assert max(abs(num) for num in nums) <= 2**bits.numerator, dotted
        assert max(dens) <= 2**bits.denominator, dotted

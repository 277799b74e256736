"""Laws of currencies: nobody's money depends on the company they are in, and numbers stay inside their bounds."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.columns import Number
from rules.compiled.sizes import PlanSizes
from rules.formula import plain_name
from rules.period import parse_period
from tests.rules.build import compiled, people, plan, sheet

QUICK = settings(max_examples=20, deadline=None)
MARCH = parse_period({"start": "2026-03-01", "end": "2026-04-01"})
RATES = [
    {"from": "USD", "to": "EUR", "start": "2026-01-01", "end": "2026-04-01", "rate": "999999999999999999.999999999999"},
    {"from": "GBP", "to": "EUR", "start": "2026-01-01", "end": "2026-04-01", "rate": "0.000000000001"},
    {"from": "EUR", "to": "USD", "date": "2026-03-31", "rate": "1.085"},
]
PLAN = plan(
    facts={
        "sales": {"take": "sum", "money": True, "empty": "zero"},
        "year": {"of": "sales", "window": "year_to_date", "take": "avg", "empty": "zero"},
        "deals": {"kind": "rows", "empty": "zero", "fields": {"amount": {"kind": "money"}}},
    },
    kpis=[{"key": "sales"}, {"key": "year"}, {"key": "sold", "value": "sum(deals.amount + deals.before / 7)"}],
    values={"all": "sales.actual + year.actual + sold.actual"},
    components=[{"key": "pay", "amount": "1 if all > 0 else 2"}],
)

_NUMBERS = st.sampled_from(["0.01", "1", "-3.5", "999999999999999999.999999999999", "0.000000000001"])


def _dated(name: str, days: tuple[str, ...]) -> st.SearchStrategy[list[dict[str, Any]]]:
    parts = {
        name: _NUMBERS,
        "date": st.sampled_from(days),
        "currency": st.sampled_from(["USD", "GBP", "EUR", None]),
    }
    return st.lists(st.fixed_dictionaries(parts), max_size=3)


@st.composite
def persons(draw: st.DrawFn) -> dict[str, Any]:
    now, before = ("2026-03-05", "2026-03-09"), ("2026-01-05", "2026-02-09")
    facts = {"sales": draw(_dated("value", now)), "deals": draw(_dated("amount", now))}
    prior = {"facts": {"sales": draw(_dated("value", before))}}
    return {"facts": facts, "prior": prior, "currency": draw(st.sampled_from([None, "USD"]))}


@QUICK
@given(st.data(), st.lists(persons(), min_size=1, max_size=3))
def test_neither_order_nor_company_matters(data: st.DataObject, listed: list[Any]) -> None:
    together = people(PLAN, *listed, period=MARCH, rates=RATES)
    for row, person in enumerate(listed):
        facts = {key: data.draw(st.permutations(seen)) for key, seen in person["facts"].items()}
        alone = people(PLAN, {**person, "id": f"E{row + 1}", "facts": facts}, period=MARCH, rates=RATES)
        assert alone.result(0) == together.result(row)


@QUICK
@given(st.lists(persons(), min_size=2, max_size=3))
def test_no_converted_number_outgrows_its_bound(listed: list[Any]) -> None:
    plan_ = compiled(PLAN)
    walk = PlanSizes(plan_.plan, plan_.formulas)
    for node in plan_.order:
        walk.measure(node)
    found = sheet(PLAN, *listed, period=MARCH, rates=RATES)
    checked = 0
    for name, bits in walk.sizes.items():
        column = found.environment.get(plain_name(name))
        if isinstance(column, Number):
            checked += 1
            nums = column.nums if isinstance(column.nums, list) else [column.nums]
            dens = column.den if isinstance(column.den, list) else [column.den]
            assert max(abs(num) for num in nums) <= 2**bits.numerator, name
            assert max(dens) <= 2**bits.denominator, name
    assert checked >= len(("sales", "year", "sales.actual", "year.actual", "sold.actual", "all"))

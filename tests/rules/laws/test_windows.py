"""Laws of windows: month by month is the year, the order of history never matters, every number adds up again."""

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rules import display, trace_of
from rules.period import parse_period
from tests.rules.build import one, people, plan
from tests.rules.differential.reference_numbers import to_places
from tests.rules.differential.reference_tables import FUNCTIONS
from tests.rules.laws.recomputed import Recomputed, dangling

QUICK = settings(max_examples=20, deadline=None)
RATES = {
    "kind": "marginal",
    "rows": [{"rate": "0.013"}, {"from": "100", "rate": "0.027"}, {"from": "300", "rate": "1/30"}],
}
TRUE_UP = plan(
    facts={
        "sales": {"take": "sum", "empty": "zero"},
        "year": {"of": "sales", "window": "year_to_date", "empty": "zero"},
    },
    kpis=[{"key": "year"}],
    tables={"rates": RATES},
    components=[{"key": "pay", "amount": "tier(year.actual, rates) - pay.paid"}],
    limits={"total_floor": None},
)
MONTHS = [parse_period({"start": f"2026-{month:02d}-01", "end": f"2026-{month + 1:02d}-01"}) for month in range(1, 12)]

_SALES = st.lists(st.integers(-2_000, 9_000).map(lambda cents: f"{cents / 100:.2f}"), max_size=3)


@QUICK
@given(st.lists(_SALES, min_size=1, max_size=11))
def test_month_by_month_is_the_year(sales: list[list[str]]) -> None:
    history: list[dict[str, str]] = []
    paid = Fraction(0)
    for month, sold in zip(MONTHS, sales, strict=False):
        now = [{"value": value, "date": month.start.isoformat()} for value in sold]
        prior = {"facts": {"sales": history}, "paid": {"pay": display(paid)}}
        paid += Fraction(one(TRUE_UP, period=month, facts={"sales": now}, prior=prior)["total"])
        history = now + history
    year = sum((Fraction(seen["value"]) for seen in history), Fraction(0))
    assert paid == to_places(FUNCTIONS["tier"](year, RATES), 2)


@QUICK
@given(st.data(), _SALES, st.lists(st.tuples(st.integers(1, 28), st.sampled_from(["01", "02"])), max_size=4))
def test_the_order_of_history_never_matters(data: st.DataObject, now: list[str], days: list[tuple[int, str]]) -> None:
    history = [{"value": str(day), "date": f"2026-{month}-{day:02d}"} for day, month in days]
    person: dict[str, Any] = {"facts": {"sales": now}, "prior": {"facts": {"sales": history}, "paid": {"pay": "1"}}}
    shuffled = {**person, "prior": {**person["prior"], "facts": {"sales": data.draw(st.permutations(history))}}}
    batch = people(TRUE_UP, person, {}, shuffled, period=MONTHS[2])
    first, last = ({**batch.result(row), "id": ""} for row in (0, 2))
    assert first == last
    alone = people(TRUE_UP, person, period=MONTHS[2])
    assert alone.result(0) == batch.result(0)
    again = Recomputed(TRUE_UP, trace_of(alone.sheet, 0), 2)
    assert dangling(again.trace) == set()
    assert again.differences() == {}

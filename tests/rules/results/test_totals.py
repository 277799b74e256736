"""Totals of chunks add up to the total of all."""

from rules.results import Totals
from tests.rules.build import kpi, paying, people

ZERO = {"facts": {"revenue": "0"}}
PAID = {"facts": {"revenue": "50"}}
BLOCKED: dict[str, object] = {}


def test_counts_and_the_amount_of_everybody_who_is_not_blocked() -> None:
    batch = people(paying("revenue.actual", kpis=[kpi()]), PAID, ZERO, BLOCKED, PAID)
    assert batch.totals() == Totals(2, paid=2, zero=1, blocked=1, amount=10000, by_currency={"EUR": 10000})
    assert batch.totals().to_json() == {
        "paid": 2,
        "zero": 1,
        "blocked": 1,
        "amount": "100.00",
        "by_currency": {"EUR": "100.00"},
    }


def test_totals_of_chunks_add_up() -> None:
    document = paying("revenue.actual", kpis=[kpi()], currency="JPY")
    chunks = [people(document, PAID, ZERO), people(document, BLOCKED, PAID, PAID)]
    added = chunks[0].totals() + chunks[1].totals()
    assert added == people(document, PAID, ZERO, BLOCKED, PAID, PAID).totals()
    assert added.to_json()["amount"] == "150"


def test_the_total_of_nothing() -> None:
    assert Totals(3).to_json() == {"paid": 0, "zero": 0, "blocked": 0, "amount": "0.000", "by_currency": {}}

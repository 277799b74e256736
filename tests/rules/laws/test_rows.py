"""Laws of rows: their order of arrival never matters, tiers of deals add up to the tiers of the period, batches agree,
and every number can be added up again."""

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rules import trace_of
from tests.rules.build import people, plan
from tests.rules.differential.reference_formula import evaluate
from tests.rules.laws.recomputed import Recomputed, dangling

QUICK = settings(max_examples=25, deadline=None)
TIERS = {
    "kind": "marginal",
    "rows": [{"from": "0", "rate": "0.01"}, {"from": "100", "rate": "0.02", "flat": "5"}, {"from": "250", "rate": "0"}],
}
DEALS = {
    "kind": "rows",
    "empty": "zero",
    "fields": {
        "amount": {"kind": "number"},
        "units": {"kind": "number"},
        "fresh": {"kind": "boolean"},
        "product": {"kind": "category", "values": ["a", "b"]},
    },
}
SUMS = [
    "sum(deals.amount)",
    "sum(tier(deals.amount, tiers, deals.before))",
    'sum(deals.amount / quota if deals.fresh and deals.product == "a" else 0 - deals.units / 3)',
    "sum(round(deals.amount / deals.units, 3)) / 7 + quota",
    "sum(min(deals.amount, quota) * score.index) if quota > 20 else sum(1 if deals.fresh else 0)",
]
PER_DEAL = [
    "tier(deals.amount, tiers, deals.before)",
    "deals.amount / deals.units + quota / 7",
    "deals.amount * 0.01 if deals.fresh else sum(deals.units) / 3",
    "2.5",
]

_AMOUNTS = st.integers(0, 40_000).map(lambda cents: f"{cents / 100:.2f}")
_DAYS = st.integers(1, 5).map(lambda day: f"2026-03-0{day}")


@st.composite
def deals(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Deals of one person, ids now and then."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        row: dict[str, Any] = {
            "amount": draw(_AMOUNTS),
            "units": str(draw(st.integers(1, 9))),
            "fresh": draw(st.booleans()),
            "product": draw(st.sampled_from("ab")),
        }
        if draw(st.booleans()):
            row["date"] = draw(_DAYS)
        if draw(st.booleans()):
            row["id"] = f"D{number}"
        found.append(row)
    return found


@st.composite
def persons(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "inputs": {"quota": str(draw(st.integers(1, 60)))},
        "facts": {"score": str(draw(st.integers(0, 9))), "deals": draw(deals())},
    }


def document(sums: str, per_deal: str, **own: Any) -> dict[str, Any]:
    return plan(
        inputs={"quota": {"kind": "money"}},
        facts={"deals": DEALS},
        tables={"tiers": TIERS},
        kpis=[{"key": "score", "weight": "1", "levels": {"base": "0", "normal": "3"}},
              {"key": "sold", "value": "sum(deals.amount)"}],
        values={"summed": sums},
        components=[{"key": "by_deal", "amount": per_deal, "per": "deals", **own}, {"key": "pay", "amount": "summed"}],
        limits={"total_floor": None},
    )  # fmt: skip


PLANS = st.builds(document, st.sampled_from(SUMS), st.sampled_from(PER_DEAL))
CAPPED = st.builds(
    lambda sums, per_deal, cap: document(sums, per_deal, cap=str(cap)),
    st.sampled_from(SUMS),
    st.sampled_from(PER_DEAL),
    st.integers(0, 20),
)


@QUICK
@given(st.data(), CAPPED, st.lists(persons(), min_size=1, max_size=3))
def test_order_of_arrival_and_company_never_matter(data: st.DataObject, plan_: Any, listed: list[Any]) -> None:
    together = people(plan_, *listed)
    for row, person in enumerate(listed):
        shuffled = data.draw(st.permutations(person["facts"]["deals"]))
        alone = people(plan_, {**person, "id": f"E{row + 1}", "facts": {**person["facts"], "deals": shuffled}})
        assert alone.result(0) == together.result(row)
        assert trace_of(alone.sheet, 0).to_json() == trace_of(together.sheet, row).to_json()


@QUICK
@given(CAPPED, persons())
def test_every_number_can_be_added_up_again(plan_: Any, person: Any) -> None:
    batch = people(plan_, person)
    again = Recomputed(plan_, trace_of(batch.sheet, 0), 2)
    assert dangling(again.trace) == set()
    assert again.differences() == {}
    assert again.number("/total") == Fraction(batch.result(0)["total"])


@QUICK
@given(st.sampled_from(SUMS[:2] + SUMS[3:4]), persons())
def test_a_sum_is_the_sum_of_what_its_rows_give(text: str, person: Any) -> None:
    """Against the reference, which knows nothing of columns; rows in the order of their dates and ids."""
    quota, before, rows = Fraction(person["inputs"]["quota"]), Fraction(0), []
    for row in sorted(person["facts"]["deals"], key=_order):
        names: dict[str, Any] = {"deals.amount": Fraction(row["amount"]), "deals.units": Fraction(row["units"])}
        rows.append({**names, "deals.before": before, "quota": quota}.__getitem__)
        before += names["deals.amount"]
    expected = evaluate(text, {"quota": quota}.__getitem__, {"tiers": TIERS}, rows)
    assert people(document(text, "1"), person).sheet.values["summed"].at(0) == expected


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    content = [Fraction(row["amount"]), Fraction(row["units"]), str(row["fresh"]), row["product"]]
    return (row.get("date", ""), row.get("id", ""), content)


@QUICK
@given(persons())
def test_tiers_of_deals_add_up_to_the_tiers_of_the_period(person: Any) -> None:
    of_all = document("tier(sold.actual, tiers)", "1")
    of_each = document(SUMS[1], "1")
    assert [people(each, person).sheet.values["summed"].at(0) for each in (of_all, of_each)] == [
        people(of_all, person).sheet.values["summed"].at(0)
    ] * 2


@QUICK
@given(CAPPED, persons())
def test_the_rows_of_a_component_foot(plan_: Any, person: Any) -> None:
    line = people(plan_, person).result(0)["components"][0]
    paid = sum((Fraction(row["amount"]) for row in line["lines"]), Fraction(0))
    withheld = sum((Fraction(row["withheld"]) for row in line["lines"]), Fraction(0))
    assert (paid, withheld) == (Fraction(line["amount"]), Fraction(line["withheld"]))
    assert paid + withheld == Fraction(line["gross"])

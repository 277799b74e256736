"""Facts of rows in a plan: read in sums by KPIs, values and components."""

from typing import Any

import pytest

from tests.rules.build import codes, kpi, named, one, paid, people, plan, refusals

DEALS: dict[str, Any] = {
    "kind": "rows",
    "empty": "zero",
    "fields": {"amount": {"kind": "number"}, "product": {"kind": "category", "values": ["new", "old"]}},
}
TIERS = {"kind": "marginal", "rows": [{"from": "0", "rate": "0.1"}, {"from": "100", "rate": "0.2"}]}


def selling(amount: str, **parts: Any) -> dict[str, Any]:
    return plan(facts={"deals": DEALS}, tables={"tiers": TIERS}, components=[{"key": "pay", "amount": amount}], **parts)


def deal(amount: str, product: str = "new", **parts: Any) -> dict[str, Any]:
    return {"amount": amount, "product": product, **parts}


PAYS: list[tuple[str, str, list[dict[str, Any]], str]] = [
    ("a rate of everything", "sum(deals.amount) * 0.1", [deal("60"), deal("80")], "14.00"),
    ("some rows", 'sum(deals.amount if deals.product == "old" else 0)', [deal("60"), deal("80", "old")], "80.00"),
    ("how many", 'sum(1 if deals.product == "new" else 0) * 5', [deal("60"), deal("80", "old")], "5.00"),
    ("the mean", "sum(deals.amount) / sum(1 if deals.amount != 0 else 0)", [deal("60"), deal("80")], "70.00"),
    ("tiers of each alone", "sum(tier(deals.amount, tiers))", [deal("60"), deal("150")], "26.00"),
    ("tiers one after the other", "sum(tier(deals.amount, tiers, deals.before))", [deal("60"), deal("150")], "32.00"),
    ("nothing sold", "5 + sum(deals.amount)", [], "5.00"),
    ("rows are exact until they are added up", "sum(deals.amount / 3)", [deal("0.01")] * 3, "0.01"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "rows", "amount"), named(PAYS))
def test_what_rows_pay(formula: str, rows: list[dict[str, Any]], amount: str) -> None:
    assert one(selling(formula), facts={"deals": rows})["total"] == amount


def test_a_kpi_is_measured_over_rows() -> None:
    measured = kpi("sold", value="sum(deals.amount)", weight="1", missing="zero")
    document = plan(facts={"deals": DEALS}, kpis=[measured])
    batch = people(document, {"facts": {"deals": [deal("60"), deal("30")]}}, {}, {"facts": {"deals": []}})
    assert [result["coefficient"] for result in batch.results()] == ["0.9", "0", "0"]
    assert [result["kpis"][0]["state"] for result in batch.results()] == ["measured", "missing", "measured"]


def test_rows_of_the_period_before_stand_in() -> None:
    carried = kpi("sold", value="sum(deals.amount)", weight="1", missing="carry_last")
    result = one(plan(facts={"deals": DEALS}, kpis=[carried]), prior={"facts": {"deals": [deal("60"), deal("10")]}})
    assert (result["coefficient"], codes(result["warnings"])) == ("0.7", ["kpi.carried"])


def test_a_problem_with_one_persons_rows_blocks_that_person() -> None:
    batch = people(
        selling("sum(deals.amount)"),
        {"facts": {"deals": [deal("1")]}},
        {"facts": {"deals": [deal("x")]}},
        {},
        {"facts": {"deals": [deal("7")], "deal": "1"}},
    )
    assert [result["total"] for result in batch.results()] == ["1.00", None, None, None]
    assert [codes(result["problems"]) for result in batch.results()] == [
        [], ["fact.not_a_number"], ["fact.missing"], ["fact.unknown_key"],
    ]  # fmt: skip


def test_rows_that_nothing_reads_block_nobody() -> None:
    assert one(selling("5"), facts={"deals": [deal("x")]})["total"] == "5.00"


def test_a_kpi_of_the_same_name_is_read_beside_the_rows() -> None:
    document = plan(
        facts={"deals": DEALS},
        kpis=[kpi("deals", value="sum(deals.amount)", weight="1")],
        components=[{"key": "pay", "amount": "sum(deals.amount * deals.index)"}],
    )
    assert paid(one(document, facts={"deals": [deal("30"), deal("20")]}))["amount"] == "25.00"


REFUSED: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("a KPI that is rows", {"kpis": [{"key": "deals"}]}, {"/kpis/0": "plan.rows_value"}),
    ("a field that the KPI of its name has",
     {"facts": {"deals": {"kind": "rows", "fields": {"index": {"kind": "number"}}}},
      "kpis": [{"key": "deals", "value": "sum(deals.index)"}]}, {"/facts/deals/fields/index": "plan.name_taken"}),
    ("a field that every row has", {"facts": {"deals": {"kind": "rows", "fields": {"date": {"kind": "number"}}}}},
     {"/facts/deals/fields/date": "plan.reserved_name"}),
    ("a field outside sum", {"values": {"v": "deals.amount"}}, {"/values/v": "formula.row_place"}),
    ("rows of a team", {"kpis": [kpi(value="sum(deals.amount)", scope="team")]},
     {"/kpis/0/value": "plan.rows_scope"}),
    ("rows in levels", {"kpis": [kpi(levels={"normal": "sum(deals.amount)"})]},
     {"/kpis/0/levels/normal": "formula.unknown_name"}),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "expected"), named(REFUSED))
def test_what_a_plan_may_not_say(parts: dict[str, Any], expected: dict[str, str]) -> None:
    assert refusals(plan(**{"facts": {"deals": DEALS}, "values": {"one": "1"}, **parts})) == expected

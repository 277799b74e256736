"""Components computed once per row: each rounded, the cap used row by row, everything else for the person."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import check_plan
from rules.engine import split_by_cap
from tests.rules.build import codes, kpi, named, one, paid, people, plan, refusals, stages

DEALS: dict[str, Any] = {
    "kind": "rows",
    "empty": "zero",
    "fields": {"amount": {"kind": "number"}, "fresh": {"kind": "boolean"}},
}
TIERS = {"kind": "marginal", "rows": [{"from": "0", "rate": "0.1"}, {"from": "100", "rate": "0.2"}]}


def per_deal(amount: str, **own: Any) -> dict[str, Any]:
    parts = own.pop("parts", {})
    component = {"key": "pay", "amount": amount, "per": "deals", **own}
    return plan(facts={"deals": DEALS}, tables={"tiers": TIERS}, components=[component], **parts)


def deal(amount: str, day: str = "2026-03-01", **parts: Any) -> dict[str, Any]:
    return {"amount": amount, "fresh": True, "date": day, **parts}


def amounts(document: dict[str, Any], *deals: dict[str, Any], **person: Any) -> list[tuple[str, str]]:
    """Amount and withheld of every row."""
    lines = paid(one(document, facts={"deals": list(deals)}, **person))["lines"]
    return [(line["amount"], line["withheld"]) for line in lines]


PAYS: list[tuple[str, str, list[str], str]] = [
    ("each row is rounded", "deals.amount / 3", ["0.02", "0.02", "0.02"], "0.03"),
    ("what came before", "tier(deals.amount, tiers, deals.before)", ["60", "150"], "32.00"),
    ("the share of a row", "deals.amount / sum(deals.amount) * 100", ["1", "1", "1"], "99.99"),
    ("a constant", "7.5", ["1", "2"], "15.00"),
    ("no row", "7.5", [], "0.00"),
    ("a condition of the row", "deals.amount if deals.fresh and deals.amount > 1 else 0", ["1", "2"], "2.00"),
]


@pytest.mark.parametrize(("formula", "deals", "gross"), named(PAYS))
def test_the_gross_is_the_sum_of_the_rounded_rows(formula: str, deals: list[str], gross: str) -> None:
    result = one(per_deal(formula), facts={"deals": [deal(amount, id=str(i)) for i, amount in enumerate(deals)]})
    assert paid(result)["gross"] == result["total"] == gross
    assert len(paid(result)["lines"]) == len(deals)


def test_every_row_is_a_line_with_its_tiers() -> None:
    document = per_deal("tier(deals.amount, tiers, deals.before)")
    result = one(document, facts={"deals": [deal("150", id="b", source="crm"), deal("60", "2026-02-01")]})
    first, second = paid(result)["lines"]
    assert first == {
        "id": None, "date": "2026-02-01", "source": None, "from": None, "basis": "60", "rate": None,
        "amount": "6.00", "withheld": "0.00",
        "tiers": [{"from": "0", "basis": "60", "rate": "0.1", "amount": "6"}],
    }  # fmt: skip
    assert (second["id"], second["date"], second["source"], second["amount"]) == ("b", "2026-03-01", "crm", "26.00")
    assert [tier["amount"] for tier in second["tiers"]] == ["4", "22"]


CAPPED: list[tuple[str, str, list[str], list[tuple[str, str]]]] = [
    ("the row that crosses is split", "100", ["60", "70", "5"], [("60.00", "0.00"), ("40.00", "30.00"),
                                                                 ("0.00", "5.00")]),
    ("room for all", "200", ["60", "70"], [("60.00", "0.00"), ("70.00", "0.00")]),
    ("no room at all", "0", ["60"], [("0.00", "60.00")]),
    ("what is taken back first gives back what was withheld", "100", ["130", "-20"],
     [("100.00", "30.00"), ("0.00", "-20.00")]),
    ("only the sum of the rows is capped", "100", ["130", "-20", "-30"],
     [("130.00", "0.00"), ("-20.00", "0.00"), ("-30.00", "0.00")]),
]  # fmt: skip


@pytest.mark.parametrize(("cap", "deals", "expected"), named(CAPPED))
def test_a_cap_is_used_row_by_row(cap: str, deals: list[str], expected: list[tuple[str, str]]) -> None:
    document = per_deal("deals.amount", cap=cap, parts={"limits": {"total_floor": None}})
    rows = [deal(amount, id=str(i)) for i, amount in enumerate(deals)]
    assert amounts(document, *rows) == expected


def test_a_cap_per_year_splits_the_row_that_crosses_it() -> None:
    document = per_deal("deals.amount", cap={"amount": "100", "per": "year"})
    rows = [deal("30", id="a"), deal("40", id="b")]
    assert amounts(document, *rows, prior={"paid": {"pay": "50"}}) == [("30.00", "0.00"), ("20.00", "20.00")]


def test_gates_and_a_floor_act_on_the_person() -> None:
    gates = [{"key": "half", "when": "open_door", "scope": "pay", "otherwise": {"factor": "0.5"}}]
    parts = {"inputs": {"open_door": {"kind": "boolean"}}, "gates": gates}
    document = per_deal("deals.amount", floor="50", cap="100", parts=parts)
    halved = one(document, inputs={"open_door": False}, facts={"deals": [deal("120"), deal("100")]})
    assert stages(halved) == ("220.00", "110.00", "0.00", "10.00", "100.00")
    assert [line["withheld"] for line in paid(halved)["lines"]] == ["0.00", "10.00"]
    raised = one(document, inputs={"open_door": True}, facts={"deals": [deal("20")]})
    assert stages(raised) == ("20.00", "0.00", "0.00", "-30.00", "50.00")
    assert [line["withheld"] for line in paid(raised)["lines"]] == ["0.00"]


@given(st.lists(st.integers(-50, 50), max_size=8), st.integers(0, 200))
def test_the_parts_of_rows_add_up_to_what_the_cap_leaves(rows: list[int], room: int) -> None:
    withheld = max(sum(rows) - room, 0)
    parts = split_by_cap(rows, withheld)
    assert sum(parts) == sum(rows) - withheld == min(sum(rows), room)
    if all(amount >= 0 for amount in rows):
        assert all(0 <= part <= amount for part, amount in zip(parts, rows, strict=True))


def test_a_faulty_row_blocks_its_person_only() -> None:
    document = per_deal("1 / deals.amount")
    batch = people(document, {"facts": {"deals": [deal("2"), deal("0")]}}, {"facts": {"deals": [deal("4")]}}, {})
    assert [result["total"] for result in batch.results()] == [None, "0.25", None]
    assert [codes(result["problems"]) for result in batch.results()] == [
        ["calc.division_by_zero"], [], ["fact.missing"],
    ]  # fmt: skip
    assert paid(batch.result(0))["lines"] == []


def test_a_limit_that_cannot_be_worked_out_leaves_the_rows_open() -> None:
    document = per_deal("deals.amount", cap="limit.actual", parts={"kpis": [{"key": "limit"}]})
    [line] = paid(one(document, facts={"deals": [deal("2")]}))["lines"]
    assert (line["amount"], line["withheld"]) == (None, None)


def test_other_parts_read_the_sum() -> None:
    document = per_deal("deals.amount * 0.1", parts={"values": {"twice": "2 * pay"}})
    assert one(document, facts={"deals": [deal("5"), deal("7")]})["values"] == {"twice": "2.4"}


def test_awards_are_counted_per_row_too() -> None:
    document = per_deal("deals.amount / 10", unit="shares", places=0)
    result = one(document, facts={"deals": [deal("14"), deal("16")]})
    assert (paid(result)["amount"], [line["amount"] for line in paid(result)["lines"]]) == ("3", ["1", "2"])


def test_steps_do_not_round_the_rows_twice() -> None:
    document = per_deal("deals.amount / 3", parts={"rounding": {"steps": 4}})
    assert amounts(document, deal("1")) == [("0.33", "0.00")]


def test_an_example_may_expect_the_rows() -> None:
    expect = {
        "components": {
            "pay": {"lines": [{"id": "a", "basis": "60", "amount": "60"}, {"amount": "40", "withheld": "30"}]}
        }
    }
    facts = {"deals": [deal("60", id="a"), deal("70", id="b")]}
    examples = [{"name": "two", "facts": facts, "expect": expect}]
    [report] = check_plan(per_deal("deals.amount", cap="100", parts={"examples": examples})).examples
    assert report.differences == ()
    expect["components"]["pay"]["lines"][1]["withheld"] = "31"
    [report] = check_plan(per_deal("deals.amount", cap="100", parts={"examples": examples})).examples
    assert [one.path for one in report.differences] == ["/examples/0/expect/components/pay/lines/1/withheld"]


REFUSED: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("rows that are not declared", {"per": "visits"}, {"/components/0/per": "plan.unknown_name"}),
    ("fields in the cap", {"cap": "deals.amount"}, {"/components/0/cap": "formula.row_place"}),
]


@pytest.mark.parametrize(("own", "expected"), named(REFUSED))
def test_what_a_component_per_row_may_not_say(own: dict[str, Any], expected: dict[str, str]) -> None:
    assert refusals(per_deal("deals.amount" if "cap" in own else "1", **own)) == expected


def test_numbers_of_rows_are_bounded() -> None:
    huge = " * ".join(["deals.amount"] * 60)
    squared = {"v0": "pay * pay", **{f"v{i}": f"v{i - 1} * v{i - 1} * v{i - 1}" for i in range(1, 4)}}
    document = per_deal(huge, parts={"values": squared, "kpis": [kpi()]})
    assert "formula.too_large" in refusals(document).values()

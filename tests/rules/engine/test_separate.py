"""Segments one by one: each alone with its own days and facts, and the rounded amounts added."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.period import Period
from rules.trace import trace_of
from rules.trace.node import Trace, TraceNode
from tests.rules.build import Document, codes, kpi, named, paid, paying, people, plan, refusals, stages
from tests.rules.engine.time.test_blend import segment
from tests.rules.laws.recomputed import Recomputed, dangling

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
PLAN = paying(
    "fund * coefficient",
    pay={"prorate": True, "cap": "900 * proration"},
    inputs={"fund": {"kind": "money"}, "region": {"kind": "category", "values": ["north", "south"]}},
    facts={"revenue": {"take": "sum", "empty": "zero"}},
    kpis=[kpi("revenue", weight="1", measure="volume", levels={"base": "0", "normal": "300 * proration"})],
    values={"bonus_region": 'region == "south"'},
    proration={"basis": "thirtieths"},
    segments="separate",
)
SALES = [{"value": "60", "date": "2026-03-05"}, {"value": "40", "date": "2026-03-15"},
         {"value": "150", "date": "2026-03-16"}]  # fmt: skip
HALVES = [
    segment(1, 16, inputs={"fund": "600"}),
    segment(16, 32, inputs={"fund": "1000", "region": "south"}, levels={"revenue": {"normal": "200"}}),
]


def person(*segments: Document, **parts: Any) -> Document:
    return {"inputs": {"region": "north"}, "facts": {"revenue": SALES}, "segments": list(segments), **parts}


def test_every_segment_is_evaluated_alone_and_the_amounts_are_added() -> None:
    result = people(PLAN, person(*HALVES), period=MARCH).result(0)
    assert result["problems"] == []
    first, second = result["segments"]
    assert (first["start"], first["end"], second["start"]) == ("2026-03-01", "2026-03-16", "2026-03-16")
    assert [part["kpis"][0]["actual"] for part in (first, second)] == ["100", "150"]
    assert [part["kpis"][0]["normal"] for part in (first, second)] == ["150", "200"]
    assert [part["coefficient"] for part in (first, second)] == ["0.666666666667", "0.75"]
    assert [part["values"]["bonus_region"] for part in (first, second)] == [False, True]
    # 600 × 2/3 × 1/2 = 200 and 1000 × 3/4 × 1/2 = 375.
    assert [part["total"] for part in (first, second)] == ["200.00", "375.00"]
    assert (result["outcome"], result["total"]) == ("paid", "575.00")
    assert stages(result) == ("1150.00", "0.00", "575.00", "0.00", "575.00")
    assert (result["kpis"], result["coefficient"], result["values"]) == ([], None, {})
    assert codes(paid(result)["reasons"]) == ["prorated"]


def test_others_are_as_always() -> None:
    other = {"inputs": {"fund": "600", "region": "north"}, "facts": {"revenue": "150"}}
    batch = people(PLAN, other, person(*HALVES), other, period=MARCH)
    assert [result["total"] for result in batch.results()] == ["300.00", "575.00", "300.00"]
    assert [len(result["segments"]) for result in batch.results()] == [0, 2, 0]
    assert batch.result(0)["kpis"][0]["actual"] == "150"
    amounts = {"amount": "1175.00", "by_currency": {"EUR": "1175.00"}}
    assert batch.totals().to_json() == {"paid": 3, "zero": 0, "blocked": 0, **amounts}
    assert [batch.summary(row)["total"] for row in range(3)] == ["300.00", "575.00", "300.00"]
    assert batch.summary(1)["coefficient"] is None


def test_days_that_no_segment_covers_are_one_of_their_own() -> None:
    inputs = {"fund": "600", "region": "north"}
    result = people(PLAN, person(HALVES[1], inputs=inputs), period=MARCH).result(0)
    assert [part["start"] for part in result["segments"]] == ["2026-03-01", "2026-03-16"]
    assert result["total"] == "575.00"


def test_time_in_force_is_that_of_each_segment() -> None:
    away = {"from": "2026-03-11", "absences": [{"start": "2026-03-21", "end": "2026-04-01"}]}
    parts = [segment(11, 16, inputs={"fund": "600"}), segment(16, 32, inputs={"fund": "1000"})]
    document = {**PLAN, "components": [{"key": "pay", "amount": "fund", "prorate": True}], "kpis": [], "facts": {}}
    document["values"] = {"days": "period.days_in_force", "share": "proration"} | {}
    document["values"] = {"days": "period.days_in_force", "own_share": "proration"}
    result = people(document, {"inputs": {"region": "north"}, "segments": parts, "assignment": away}, period=MARCH)
    shown = [part["values"] for part in result.result(0)["segments"]]
    assert shown == [{"days": "5", "own_share": "0.166666666667"}, {"days": "5", "own_share": "0.166666666667"}]
    assert result.result(0)["total"] == "266.67"


def test_a_correction_moves_an_observation_to_another_segment() -> None:
    moved: list[Document] = [{"value": "150", "date": "2026-03-05", "source_id": "d1"},
             {"value": "200", "date": "2026-03-20", "source_id": "d1", "revision": 1}]  # fmt: skip
    result = people(PLAN, person(*HALVES, facts={"revenue": moved}), period=MARCH).result(0)
    assert [part["kpis"][0]["actual"] for part in result["segments"]] == ["0", "200"]
    twice = [moved[0], {**moved[1], "revision": 0}]
    result = people(PLAN, person(*HALVES, facts={"revenue": twice}), period=MARCH).result(0)
    assert codes(result["problems"]) == ["fact.duplicate_observation"]


@pytest.mark.parametrize("fact", ["250", 250, [{"value": "250"}], ["250"], [*SALES, {"value": "1", "date": None}]])
def test_a_fact_without_a_date_belongs_to_no_segment(fact: Any) -> None:
    batch = people(PLAN, person(*HALVES, facts={"revenue": fact}), period=MARCH)
    result = batch.result(0)
    assert (result["outcome"], result["total"]) == ("blocked", None)
    assert [(problem["code"], problem["path"]) for problem in result["problems"]] == [
        ("segments.undated_fact", "/facts/revenue")
    ]
    assert trace_of(batch.sheet, 0).nodes["/total"].value is None


def test_one_blocked_segment_blocks_its_person() -> None:
    document = {**PLAN, "facts": {"revenue": {"take": "sum"}}}
    batch = people(document, person(*HALVES, facts={"revenue": SALES[:2]}), person(*HALVES), period=MARCH)
    result = batch.result(0)
    assert codes(result["problems"]) == ["fact.missing"]
    assert [part["outcome"] for part in result["segments"]] == ["paid", "blocked"]
    assert (result["total"], batch.result(1)["total"]) == (None, "575.00")
    assert batch.totals().blocked == 1


def test_problems_of_a_segments_own_values_are_told_once() -> None:
    wrong = [segment(1, 16, inputs={"fund": "much"}), segment(16, 32, inputs={"fund": "much"})]
    result = people(PLAN, person(*wrong), period=MARCH).result(0)
    assert [(problem["code"], problem["path"]) for problem in result["problems"]] == [
        ("number.not_a_number", "/inputs/fund")
    ]
    unknown = [segment(1, 32, inputs={"fund": "1", "found": "1"})]
    result = people(PLAN, person(*unknown), period=MARCH).result(0)
    assert [(problem["code"], problem["path"]) for problem in result["problems"]] == [
        ("input.unknown_key", "/segments/0/inputs/found")
    ]


def test_shares_mean_nothing_where_segments_stand_alone() -> None:
    parts = [segment(1, 16, share="0.5", inputs={"fund": "1"}), segment(16, 32, share="0.5", inputs={"fund": "1"})]
    result = people(PLAN, person(*parts), period=MARCH).result(0)
    assert "segments.shares" in codes(result["problems"])


def test_who_is_eligible_in_one_segment_is_paid_for_it() -> None:
    document = {**PLAN, "eligibility": [{"key": "south", "when": 'region == "south"'}]}
    one = people(document, person(*HALVES), period=MARCH).result(0)
    assert (one["outcome"], one["total"]) == ("paid", "375.00")
    none = people(document, person(segment(1, 32, inputs={"fund": "1"})), period=MARCH).result(0)
    assert (none["outcome"], codes(none["reasons"])) == ("zero", ["not_eligible:south"])


def test_a_total_of_zero_has_the_reasons_of_its_segments() -> None:
    result = people(PLAN, person(*HALVES, facts={"revenue": []}), period=MARCH).result(0)
    assert (result["outcome"], result["total"], codes(result["reasons"])) == ("zero", "0.00", ["gross_zero"])


def test_the_floor_of_the_total_holds_in_each_segment() -> None:
    document = {**PLAN, "limits": {"total_floor": "300"}}
    result = people(document, person(*HALVES), period=MARCH).result(0)
    assert result["total"] == "675.00"
    assert paid(result, "total_floor")["amount"] == "100.00"


def test_a_sum_that_is_too_large_for_money_blocks_its_person() -> None:
    document = paying("fund", inputs={"fund": {"kind": "money"}}, segments="separate")
    big = [segment(1, 16, inputs={"fund": "60000000000000000"}), segment(16, 32, inputs={"fund": "60000000000000000"})]
    result = people(document, {"segments": big}, period=MARCH).result(0)
    assert (result["total"], codes(result["problems"])) == (None, ["money.too_large"])


# --- explanations ---------------------------------------------------------------------------------------------


def of_segment(trace: Trace, index: int) -> Trace:
    """The explanation of one segment alone."""
    prefix = f"/segments/{index}"
    inputs = {
        id_: tuple(
            given if given.node is None else type(given)(given.name, given.node.removeprefix(prefix), given.value)
            for given in node.inputs
        )
        for id_, node in trace.nodes.items()
    }
    nodes = {
        id_.removeprefix(prefix): TraceNode(
            id_.removeprefix(prefix), node.label, node.formula, inputs[id_], node.value, node.exact, node.rounding
        )
        for id_, node in trace.nodes.items()
        if id_.startswith(prefix + "/")
    }
    return Trace(trace.participant, "/total", nodes)


@pytest.mark.parametrize("limits", [{}, {"total_floor": "300"}])
def test_every_amount_adds_up_again_from_its_segments(limits: Document) -> None:
    document = {**PLAN, "limits": limits}
    batch = people(document, person(*HALVES), period=MARCH)
    trace, result = trace_of(batch.sheet, 0), batch.result(0)
    assert dangling(trace) == set()
    assert trace.nodes["/total"].value == result["total"]
    for id_ in ("/total", *(f"/components/{line['key']}" for line in result["components"])):
        node = trace.nodes[id_]
        assert sum(Fraction(given.value or "") for given in node.inputs) == Fraction(node.value or "")
    for index in (0, 1):
        assert Recomputed(document, of_segment(trace, index), 2).differences() == {}


# --- what does not go together --------------------------------------------------------------------------------

APART: list[tuple[str, Document, str]] = [
    ("pools", {"pools": {"pot": {"amount": "1", "weight": "1"}}}, "/pools/pot"),
    ("population", {"values": {"all": "total(fund)"}}, "/values/all"),
    ("windows", {"facts": {"sold": {}, "before": {"of": "sold", "window": "previous"}}}, "/facts/before"),
    ("what was paid", {"values": {"so_far": "pay.paid"}}, "/values/so_far"),
    ("in an amount", {"components": [{"key": "pay", "amount": "share(fund)"}]}, "/components/0/amount"),
    ("a draw", {"balances": {"draw": {"sign": "owed_by_person", "add": "1"}}}, "/balances/draw"),
    ("carried facts", {"kpis": [kpi("revenue", weight="1", missing="carry_last")]}, "/kpis/0/missing"),
    ("caps per year", {"limits": {"total_cap": {"amount": "1", "per": "year"}}}, "/limits/total_cap"),
]


@pytest.mark.parametrize(("parts", "path"), named(APART))
def test_what_counts_people_or_periods_together_does_not_go_with_it(parts: Document, path: str) -> None:
    document = plan(
        segments="separate",
        inputs={"fund": {"kind": "money"}},
        components=[{"key": "pay", "amount": "fund"}],
    )
    assert refusals({**document, **parts}).get(path) == "plan.not_together"


# --- laws -----------------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(cuts=st.lists(st.integers(2, 31), max_size=4, unique=True), funds=st.lists(st.integers(0, 9000), min_size=5,
       max_size=5))  # fmt: skip
def test_a_batch_equals_its_people_one_by_one_and_totals_are_sums(cuts: list[int], funds: list[int]) -> None:
    days = [1, *sorted(cuts), 32]
    parts = [
        segment(first, last, inputs={"fund": str(fund)})
        for (first, last), fund in zip(pairwise(days), funds, strict=False)
    ]
    persons: list[Document] = [
        {"id": "a", **person(*parts)}, {"id": "b", "inputs": {"fund": "7", "region": "south"}, "facts": {}},
        {"id": "c", **person(*parts[1:], inputs={"fund": "11", "region": "south"})},
    ]  # fmt: skip
    together = people(PLAN, *persons, period=MARCH).results()
    assert together == [people(PLAN, one, period=MARCH).result(0) for one in persons]
    for result in together:
        if result["segments"]:
            assert Fraction(result["total"]) == sum(Fraction(part["total"]) for part in result["segments"])


@pytest.mark.parametrize("basis", ["calendar_days", "working_days", "months", "thirtieths"])
def test_parts_without_change_add_up_to_the_whole(basis: str) -> None:
    document = paying(
        "fund", pay={"prorate": True}, inputs={"fund": {"kind": "money"}}, proration={"basis": basis},
        segments="separate",
    )  # fmt: skip
    same = [segment(first, last, inputs={"fund": "660000"}) for first, last in pairwise([1, 9, 17, 25, 32])]
    cut, whole = people(document, {"segments": same}, {"inputs": {"fund": "660000"}}, period=MARCH).results()
    assert abs(Fraction(cut["total"]) - Fraction(whole["total"])) <= Fraction(2, 100)


def test_the_nodes_of_a_segment_say_its_days() -> None:
    nodes = trace_of(people(PLAN, person(*HALVES), period=MARCH).sheet, 0).nodes
    assert nodes["/segments/0/coefficient"].label == "2026-03-01 to 2026-03-15: coefficient"
    assert [given.name for given in nodes["/components/pay"].inputs] == [
        "2026-03-01 to 2026-03-15", "2026-03-16 to 2026-03-31",
    ]  # fmt: skip

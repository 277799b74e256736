"""Rounding every stored step, so that each line of a statement can be rechecked by hand."""

from typing import Any

import pytest

from tests.rules.build import column, kpi, line, one, paid, paying, people, plan, trace

THIRD = kpi("revenue", weight="1", levels={"base": "0", "normal": "3"})


def stepped(document: dict[str, Any], steps: int = 2, mode: str = "half_up") -> dict[str, Any]:
    return {**document, "rounding": {"mode": mode, "steps": steps}}


def test_the_two_modes_differ_by_cents_and_the_plan_says_which_is_in_force() -> None:
    exact = paying("1000 * coefficient", kpis=[THIRD])
    assert one(exact, facts={"revenue": "1"})["total"] == "333.33"
    assert one(stepped(exact), facts={"revenue": "1"})["total"] == "330.00"
    assert one(stepped(exact, 6), facts={"revenue": "1"})["total"] == "333.33"


def test_every_stored_step_is_rounded_and_the_next_one_reads_it() -> None:
    document = plan(
        kpis=[kpi("a", weight="1/3", levels={"base": "0", "normal": "3"}), kpi("b", weight="2/3")],
        values={"tripled": "coefficient * 3 / 7"},
        components=[{"key": "pay", "amount": "tripled / 3"}],
    )
    result = one(stepped(document, 3), facts={"a": "2", "b": "50"})
    a, b = line(result, "a"), line(result, "b")
    assert (a["raw_index"], a["index"], a["weighted_index"]) == ("0.667", "0.667", "0.222")
    assert (b["raw_index"], b["index"], b["weighted_index"]) == ("0.5", "0.5", "0.333")
    assert (result["coefficient"], result["values"]["tripled"]) == ("0.555", "0.238")
    assert trace(stepped(document, 3), facts={"a": "2", "b": "50"}).nodes["/components/pay/gross"].exact == "79/1000"
    assert result["total"] == "0.08"


def test_weights_levels_literals_and_inner_operations_are_not_rounded() -> None:
    thirds = kpi("revenue", weight="1", levels={"base": "1/3", "normal": "2/3"})
    document = paying("1000 * coefficient", kpis=[thirds], values={"whole": "1 / 3 * 3", "third": "0.3333"})
    result = one(stepped(document), facts={"revenue": "0.5"})
    assert (line(result)["base"], line(result)["raw_index"]) == ("0.333333333333", "0.5")
    assert result["values"] == {"whole": "1", "third": "0.33"}
    weights = plan(kpis=[kpi("a", weight="1/3", missing="reweight"), kpi("b", weight="2/3")])
    assert line(one(stepped(weights, 1), facts={"a": "1", "b": "1"}), "a")["weight"] == "0.333333333333"


def test_a_computed_actual_is_a_step_and_a_given_one_is_not() -> None:
    computed = kpi("margin", weight="1/2", value="profit / sales * 100")
    document = plan(kpis=[computed, kpi("revenue", weight="1/2")], facts={"profit": {}, "sales": {}})
    result = one(stepped(document), facts={"profit": "1", "sales": "3", "revenue": "33.33333"})
    assert (line(result, "margin")["actual"], line(result, "margin")["raw_index"]) == ("33.33", "0.33")
    assert line(result, "revenue")["actual"] == "33.33333"


def test_the_order_is_floor_and_cap_first_then_round() -> None:
    capped = kpi("revenue", weight="1", curve={"kind": "linear", "cap": "0.995"})
    result = one(stepped(plan(kpis=[capped])), facts={"revenue": "120"})
    assert (line(result)["raw_index"], line(result)["index"]) == ("1.2", "1")


def test_the_cap_at_target_is_compared_unrounded_and_stored_rounded() -> None:
    capped = kpi("duration", weight="1", levels={"base": "60", "normal": "45", "target": "35"})
    result = one(stepped(plan(kpis=[capped])), facts={"duration": "30"})
    assert (line(result, "duration")["raw_index"], line(result, "duration")["index"]) == ("2", "1.67")


def test_the_rating_reads_the_rounded_coefficient() -> None:
    document = plan(kpis=[kpi(weight="1")], ratings={"bands": [{"grade": "B"}, {"grade": "A", "from": "1"}]})
    assert one(document, facts={"revenue": "99.5"})["rating"] == "B"
    result = one(stepped(document), facts={"revenue": "99.5"})
    assert (result["coefficient"], result["rating"]) == ("1", "A")


def test_gates_read_the_rounded_index() -> None:
    document = plan(
        kpis=[kpi(weight="1")], components=[{"key": "pay", "amount": "100"}],
        gates=[{"key": "stop", "when": "revenue.index >= 0.8", "otherwise": {"factor": "0"}}],
    )  # fmt: skip
    assert [r["total"] for r in column(document, "revenue", ["79.5", "79.4"])] == ["0.00", "0.00"]
    assert [r["total"] for r in column(stepped(document), "revenue", ["79.5", "79.4"])] == ["100.00", "0.00"]


def test_an_index_is_stored_after_its_gate() -> None:
    document = plan(
        kpis=[kpi(weight="1")],
        gates=[{"key": "third", "when": "1 > 2", "scope": "revenue", "otherwise": {"factor": "1/3"}}],
    )
    assert one(stepped(document), facts={"revenue": "100"})["coefficient"] == "0.33"


def test_gross_is_a_step_too_and_only_then_becomes_money() -> None:
    document = paying("0.496", currency="JPY")
    assert one(document)["total"] == "0"
    assert one(stepped(document, 1))["total"] == "1"


@pytest.mark.parametrize(
    ("mode", "coefficient"), [("half_up", "0.13"), ("half_even", "0.12"), ("down", "0.12"), ("up", "0.13")]
)
def test_steps_round_the_plan_s_way(mode: str, coefficient: str) -> None:
    document = plan(kpis=[kpi(weight="1")])
    assert one(stepped(document, 2, mode), facts={"revenue": "12.5"})["coefficient"] == coefficient


def test_steps_of_zero_places_are_whole_numbers() -> None:
    assert one(stepped(plan(kpis=[kpi(weight="1")]), 0), facts={"revenue": "50"})["coefficient"] == "1"


def test_people_of_a_batch_are_rounded_alike() -> None:
    document = stepped(paying("1000 * coefficient", kpis=[THIRD]))
    batch = people(document, {"facts": {"revenue": "1"}}, {"facts": {"revenue": "2"}}, {"facts": {}})
    assert [paid(batch.result(row))["amount"] for row in range(3)] == ["330.00", "670.00", None]

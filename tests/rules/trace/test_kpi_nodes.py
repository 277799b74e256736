"""Nodes of a KPI: where its levels, its actual and its weight came from, and what was done to its index."""

from typing import Any

import pytest

from rules.trace.node import Input
from tests.rules.build import kpi, named, paying, plan, trace

MATRIX = plan(
    kpis=[kpi("revenue", weight="0.6", levels={"base": "0", "normal": "100", "target": "120"}),
          kpi("quality", weight="0.4", missing="reweight")],
    personal=["levels", "weights"],
)  # fmt: skip


def test_levels_are_the_plan_s_or_the_person_s_own() -> None:
    nodes = trace(MATRIX, facts={"revenue": "60", "quality": "1"}, levels={"revenue": {"normal": "80"}}).nodes
    assert (nodes["/kpis/revenue/base"].formula, nodes["/kpis/revenue/base"].value) == ("0", "0")
    own = nodes["/kpis/revenue/normal"]
    assert (own.formula, own.value, own.inputs) == ("personal level", "80", (Input("revenue.normal", None, "80"),))


def test_a_level_that_only_people_give_has_a_node_for_them_alone() -> None:
    document = plan(kpis=[kpi("revenue", weight="1", levels={"normal": "100"})])
    nodes = trace(document, facts={"revenue": "60"}).nodes
    assert nodes["/kpis/revenue/raw_index"].problem is not None
    assert "/kpis/revenue/target" not in nodes
    own = trace(document, facts={"revenue": "60"}, levels={"revenue": {"base": "0"}}).nodes
    assert own["/kpis/revenue/base"].value == "0"


def test_an_unreadable_personal_level_is_shown_with_its_problem() -> None:
    nodes = trace(MATRIX, facts={"revenue": "60"}, levels={"revenue": {"normal": "many"}}).nodes
    assert nodes["/kpis/revenue/normal"].value is None
    assert nodes["/kpis/revenue/normal"].problem is not None


ACTUALS: list[tuple[str, dict[str, Any], dict[str, Any], str, str | None]] = [
    ("a fact", {}, {"facts": {"revenue": "60"}}, "fact revenue", "60"),
    ("nothing", {}, {}, "fact revenue", None),
    ("a formula", {"value": "a_fact * 2"}, {"facts": {"a_fact": "30"}}, "a_fact * 2", "60"),
    ("carried", {"missing": "carry_last"}, {"prior": {"facts": {"revenue": "60"}}},
     "carried from the period before, as nothing was measured", "60"),
    ("not applicable", {}, {"not_applicable": {"revenue": "leave"}}, "fact revenue", None),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "person", "formula", "value"), named(ACTUALS))
def test_where_the_actual_came_from(
    parts: dict[str, Any], person: dict[str, Any], formula: str, value: str | None
) -> None:
    document = plan(kpis=[kpi("revenue", weight="1", **parts)], facts={"a_fact": {}})
    node = trace(document, **person).nodes["/kpis/revenue/actual"]
    assert (node.formula, node.value) == (formula, value)
    assert (node.problem is None) is (value is not None)


def test_weights_say_whose_they_are_and_that_they_were_shared_out() -> None:
    whole = trace(MATRIX, facts={"revenue": "60", "quality": "1"}).nodes["/kpis/revenue/weight"]
    assert (whole.formula, whole.value) == ("weight of the plan", "0.6")
    shared = trace(MATRIX, facts={"revenue": "60"}).nodes
    assert shared["/kpis/revenue/weight"].formula == "weight of the plan / sum of the weights that count"
    assert (shared["/kpis/revenue/weight"].value, shared["/kpis/quality/weight"].value) == ("1", "0")
    assert shared["/kpis/revenue/weight"].inputs == (Input("weight of the plan", None, "0.6"),)
    own = trace(MATRIX, facts={"revenue": "60", "quality": "1"}, weights={"revenue": "0.5", "quality": "0.5"}).nodes
    assert own["/kpis/revenue/weight"].formula == "weight of the person"
    assert own["/kpis/revenue/weight"].value == "0.5"


def test_a_kpi_that_does_not_count_says_so() -> None:
    node = trace(MATRIX, facts={"revenue": "60"}).nodes["/kpis/quality/weighted_index"]
    assert (node.formula, node.value) == ("does not count for this person", "0")
    assert [given.name for given in node.inputs] == ["weight"]


def test_the_coefficient_is_the_sum_or_the_plan_s_formula() -> None:
    summed = trace(MATRIX, facts={"revenue": "60", "quality": "50"}).nodes["/coefficient"]
    assert (summed.formula, summed.value, summed.exact) == ("sum of the weighted indices", "0.56", "14/25")
    assert [given.node for given in summed.inputs] == ["/kpis/revenue/weighted_index", "/kpis/quality/weighted_index"]
    own = trace({**MATRIX, "coefficient": "revenue.index / 3"}, facts={"revenue": "50", "quality": "50"}).nodes
    assert (own["/coefficient"].formula, own["/coefficient"].exact) == ("revenue.index / 3", "1/6")
    assert own["/coefficient"].inputs == (Input("revenue.index", "/kpis/revenue/index", "0.5"),)


def test_gates_of_a_kpi_are_inputs_of_its_index() -> None:
    gate = {"key": "half", "when": "quality.actual > 50", "scope": "revenue", "otherwise": {"factor": "0.5"}}
    nodes = trace({**MATRIX, "gates": [gate]}, facts={"revenue": "60", "quality": "1"}).nodes
    assert nodes["/kpis/revenue/index"].value == "0.3"
    assert Input("gate half", "/gates/half", "false") in nodes["/kpis/revenue/index"].inputs


def test_a_curve_of_one_s_own_reads_the_parts_of_its_kpi_and_inputs() -> None:
    curve = {"kind": "formula", "formula": "actual / normal if actual > part else 0", "cap": "target"}
    measured = kpi("revenue", weight="1", levels={"normal": "100", "target": "120"}, curve=curve)
    document = plan(kpis=[measured], inputs={"part": {"kind": "number"}})
    node = trace(document, inputs={"part": "70"}, facts={"revenue": "60"}).nodes["/kpis/revenue/raw_index"]
    assert [(given.name, given.node, given.value) for given in node.inputs] == [
        ("actual", "/kpis/revenue/actual", "60"), ("normal", "/kpis/revenue/normal", "100"), ("part", None, "70"),
    ]  # fmt: skip
    assert node.branch_taken == ({"position": len("actual / normal if "), "taken": "else"},)


def test_steps_that_are_rounded_say_how() -> None:
    document = {**MATRIX, "rounding": {"mode": "half_even", "steps": 3}}
    nodes = trace(document, facts={"revenue": "60", "quality": "1"}).nodes
    for id_ in ("/kpis/revenue/raw_index", "/kpis/revenue/index", "/kpis/revenue/weighted_index", "/coefficient"):
        assert nodes[id_].rounding == "3 places, half even"
    assert nodes["/kpis/revenue/weight"].rounding is None
    assert trace(MATRIX, facts={"revenue": "60", "quality": "1"}).nodes["/coefficient"].rounding is None


def test_a_kpi_without_an_index_has_only_an_actual_and_its_levels() -> None:
    nodes = trace(paying("1", kpis=[kpi("deals", levels={"normal": "5"})]), facts={"deals": "3"}).nodes
    assert [id_ for id_ in nodes if id_.startswith("/kpis/")] == ["/kpis/deals/normal", "/kpis/deals/actual"]

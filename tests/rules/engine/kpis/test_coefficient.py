"""The coefficient: Σ weight × index, exact to the last fraction, or the plan's own formula."""

from typing import Any

import pytest

from tests.rules.build import codes, kpi, line, one, paying, plan, refusals, trace


def test_the_matrix_of_the_method() -> None:
    rows = [
        ("revenue", "0.35", "800000", "1000000", "1200000", "1100000"),
        ("margin", "0.15", "18", "22", "25", "21"),
        ("new_customers", "0.20", "2", "5", "8", "4"),
        ("overdue", "0.15", "20", "10", "5", "12"),
        ("duration", "0.15", "60", "45", "35", "65"),
    ]
    document = paying(
        "42000 * coefficient",
        kpis=[
            {"key": key, "weight": weight, "levels": {"base": base, "normal": normal, "target": target}}
            for key, weight, base, normal, target, _ in rows
        ],
    )
    facts = {key: actual for key, *_, actual in rows}
    result = one(document, facts=facts)
    weighted = ["0.525", "0.1125", "0.133333333333", "0.12", "0"]
    assert [shown["weighted_index"] for shown in result["kpis"]] == weighted
    assert (result["coefficient"], result["total"]) == ("0.890833333333", "37415.00")
    assert trace(document, facts=facts).nodes["/coefficient"].exact == "1069/1200"


def test_three_thirds_of_two_thirds_reach_exactly_their_sum() -> None:
    weights = [("a", "0.3"), ("b", "0.3"), ("c", "0.4")]
    document = plan(
        kpis=[kpi(key, weight=weight, levels={"base": "0", "normal": "3"}) for key, weight in weights],
        ratings={"bands": [{"grade": "B"}, {"grade": "A", "from": "2/3"}]},
    )
    result = one(document, facts={"a": "2", "b": "2", "c": "2"})
    assert (result["coefficient"], result["rating"]) == ("0.666666666667", "A")


def test_without_weights_there_is_no_coefficient() -> None:
    result = one(paying("1", kpis=[kpi()]), facts={"revenue": "50"})
    assert (result["coefficient"], line(result)["index"], line(result)["weight"]) == (None, "0.5", None)
    assert refusals(paying("coefficient", kpis=[kpi()])) == {"/components/0/amount": "formula.unknown_name"}


def test_a_coefficient_of_one_s_own_needs_no_weights() -> None:
    document = plan(kpis=[kpi("a"), kpi("b")], coefficient="a.index * b.index")
    assert one(document, facts={"a": "50", "b": "40"})["coefficient"] == "0.2"


def test_a_coefficient_of_one_s_own_beats_the_weights_and_they_stay_readable() -> None:
    document = plan(
        kpis=[kpi("a", weight="1/4"), kpi("b", weight="3/4")], coefficient="min(a.index, b.index) + a.weight"
    )
    result = one(document, facts={"a": "50", "b": "40"})
    assert (result["coefficient"], line(result, "b")["weighted_index"]) == ("0.65", "0.3")


@pytest.mark.parametrize(
    ("weights", "refused"),
    [
        (["0.5", "0.3", "0.19"], "plan.weights_sum"),
        (["0.5", "0.5", "0.1"], "plan.weights_sum"),
        (["0.333333333333", "0.333333333333", "0.333333333333"], "plan.weights_sum"),
        (["1/3", "1/3", "1/3"], None),
        (["0.5", "0.5", None], None),
        ([None, None, None], None),
    ],
)
def test_if_any_weight_is_given_they_add_to_exactly_one(weights: list[str | None], refused: str | None) -> None:
    document = plan(kpis=[kpi(key, weight=weight) for key, weight in zip("abc", weights, strict=True)])
    assert refusals(document) == ({} if refused is None else {"/kpis": refused})


def test_a_weight_is_positive() -> None:
    document = plan(kpis=[kpi("a", weight="0"), kpi("b", weight="1")])
    assert refusals(document) == {"/kpis/0/weight": "plan.weight_positive"}


def test_a_kpi_that_does_not_count_for_a_person_cannot_fault_that_person() -> None:
    document = plan(kpis=[kpi("a", weight="1/2"), kpi("b", weight="1/2", value="x / y")], facts={"x": {}, "y": {}})
    facts: dict[str, Any] = {"a": "50", "x": "1", "y": "0"}
    assert codes(one(document, facts=facts)["problems"]) == ["calc.division_by_zero"]
    spared = one(document, facts=facts, not_applicable={"b": "no offers this month"})
    assert (spared["coefficient"], spared["problems"]) == ("0.5", [])


def test_a_negative_index_is_weighted_like_any_other() -> None:
    document = plan(kpis=[kpi("a", weight="1/2", curve={"kind": "linear", "floor": None}), kpi("b", weight="1/2")])
    assert one(document, facts={"a": "-100", "b": "50"})["coefficient"] == "-0.25"

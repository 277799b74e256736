"""Inputs, facts, weights and what does not apply: what does not fit the plan blocks its person."""

from typing import Any

import pytest

from tests.rules.build import codes, kpi, line, named, one, paid, paying, people, plan

INPUTS: dict[str, Any] = {
    "fund": {"kind": "money"},
    "part": {"kind": "number", "min": "0", "max": "1", "default": "0.5"},
    "debt": {"kind": "money", "min": None, "default": "-10"},
    "senior": {"kind": "boolean", "default": False},
    "region": {"kind": "category", "values": ["EMEA", "APAC", "01"], "default": "EMEA"},
}
PAYS = 'fund * part + debt + (100 if senior else 0) + (7 if region == "APAC" else 0)'
DOCUMENT = paying(PAYS, inputs=INPUTS)

GIVEN: list[tuple[str, dict[str, Any], str]] = [
    ("defaults", {"fund": "1000"}, "490.00"),
    ("a JSON number", {"fund": 1000}, "490.00"),
    ("null takes the default", {"fund": "1000", "part": None, "senior": None}, "490.00"),
    ("everything given", {"fund": "100", "part": "1", "debt": "5", "senior": True, "region": "APAC"}, "212.00"),
    ("a given false", {"fund": "100", "senior": False, "region": "01"}, "40.00"),
    ("the bounds belong to the range", {"fund": "0", "part": "0", "debt": "3"}, "3.00"),
]


@pytest.mark.parametrize(("inputs", "total"), named(GIVEN))
def test_inputs(inputs: dict[str, Any], total: str) -> None:
    result = one(DOCUMENT, inputs=inputs)
    assert (paid(result)["amount"], result["problems"]) == (total, [])


BAD: list[tuple[str, dict[str, Any], str, str]] = [
    ("a required input is absent", {}, "input.missing", "/inputs/fund"),
    ("or null", {"fund": None}, "input.missing", "/inputs/fund"),
    ("money is not negative unless the plan says so", {"fund": "-0.01"}, "input.out_of_range", "/inputs/fund"),
    ("a number over its max", {"fund": "1", "part": "1.01"}, "input.out_of_range", "/inputs/part"),
    ("a number under its min", {"fund": "1", "part": "-1"}, "input.out_of_range", "/inputs/part"),
    ("text", {"fund": "lots"}, "number.not_a_number", "/inputs/fund"),
    ("a fraction is for weights and edges only", {"fund": "1/3"}, "number.not_a_number", "/inputs/fund"),
    ("true as text", {"fund": "1", "senior": "true"}, "input.not_a_boolean", "/inputs/senior"),
    ("1 for true", {"fund": "1", "senior": 1}, "input.not_a_boolean", "/inputs/senior"),
    ("another word", {"fund": "1", "region": "emea"}, "category.unknown_word", "/inputs/region"),
    ("a number for a word", {"fund": "1", "region": 1}, "category.unknown_word", "/inputs/region"),
    ("an input nobody declared", {"fund": "1", "salary": "5"}, "input.unknown_key", "/inputs/salary"),
]


@pytest.mark.parametrize(("inputs", "code", "path"), named(BAD))
def test_a_bad_input_blocks_only_its_person(inputs: dict[str, Any], code: str, path: str) -> None:
    batch = people(DOCUMENT, {"inputs": {"fund": "1000"}}, {"inputs": inputs})
    assert [(p["code"], p["path"]) for p in batch.result(1)["problems"]] == [(code, path)]
    assert paid(batch.result(0))["amount"] == "490.00"
    assert (batch.totals().paid, batch.totals().blocked) == (1, 1)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"kind": "money"}, "input x must be at least 0 (the plan may set another `min`)"),
        ({"kind": "money", "min": "5"}, "input x must be at least 5"),
        ({"kind": "number", "min": "0", "max": "2"}, "input x must be at least 0 and at most 2"),
        ({"kind": "number", "max": "-20"}, "input x must be at most -20"),
    ],
)
def test_a_value_out_of_range_is_told_the_range_and_never_shown(spec: dict[str, str], message: str) -> None:
    result = one(paying("1", inputs={"x": spec}), inputs={"x": "-17"})
    assert result["problems"][0]["message"] == message


def test_a_required_input_is_required_even_if_nothing_reads_it() -> None:
    assert codes(one(paying("1", inputs={"unread": {"kind": "number"}}))["problems"]) == ["input.missing"]


# --- facts ------------------------------------------------------------------------------------------------

FACTS = paying("revenue.actual", kpis=[kpi()], facts={"visits": {"kind": "number", "take": "sum"}})


def test_a_declared_fact_that_nothing_reads_is_fine_and_an_unknown_one_blocks_its_person() -> None:
    batch = people(FACTS, {"facts": {"revenue": "50", "visits": "3"}}, {"facts": {"revenue": "50", "vists": "3"}},
                   {"facts": {"revenue": "50", "vists": None}})  # fmt: skip
    assert [batch.result(row)["total"] for row in range(3)] == ["50.00", None, "50.00"]
    [problem] = batch.result(1)["problems"]
    assert (problem["code"], problem["path"]) == ("fact.unknown_key", "/facts/vists")


def test_an_unknown_fact_of_the_period_before_blocks_as_well() -> None:
    result = one(FACTS, facts={"revenue": "50"}, prior={"facts": {"revenu": "3"}})
    assert [(p["code"], p["path"]) for p in result["problems"]] == [("fact.unknown_key", "/prior/facts/revenu")]


def test_the_problems_of_a_person_stand_in_the_order_of_names_whatever_the_company() -> None:
    both = {"facts": {"b_fact": "1", "a_fact": "1"}}
    alone = people(FACTS, both).result(0)["problems"]
    beside = people(FACTS, {"facts": {"a_fact": "1"}}, both).result(1)["problems"]
    assert alone == beside
    assert [p["path"] for p in alone] == ["/facts/a_fact", "/facts/b_fact", "/facts/revenue"]


# --- personal weights -------------------------------------------------------------------------------------


def weighted(*personal: str) -> dict[str, Any]:
    return plan(kpis=[kpi("a", weight="1/2"), kpi("b", weight="1/3"), kpi("c", weight="1/6")], personal=list(personal))


FACTS_ABC = {"a": "60", "b": "30", "c": "0"}


def test_personal_weights_replace_the_plan_s_and_the_rest_stays() -> None:
    result = one(weighted("weights"), facts=FACTS_ABC, weights={"a": "1/3", "b": "0.5"})
    assert [shown["weight"] for shown in result["kpis"]] == ["0.333333333333", "0.5", "0.166666666667"]
    assert [shown["plan_weight"] for shown in result["kpis"]] == ["0.5", "1/3", "1/6"]
    assert result["coefficient"] == "0.35"


def test_personal_weights_are_reweighted_like_the_plan_s() -> None:
    document = weighted("weights")
    document["kpis"][2]["missing"] = "reweight"
    result = one(document, facts={"a": "60", "b": "30"}, weights={"a": "1/3", "b": "1/2"})
    assert [shown["weight"] for shown in result["kpis"]] == ["0.4", "0.6", "0"]
    assert result["coefficient"] == "0.42"


BAD_WEIGHTS: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("more than 1", {"a": "0.6"}, [("weights.sum", "/weights")]),
    ("less than 1", {"a": "0.4"}, [("weights.sum", "/weights")]),
    ("almost 1 is not 1", {"a": "0.333", "b": "0.333", "c": "0.333"}, [("weights.sum", "/weights")]),
    ("zero", {"a": "0", "b": "5/6"}, [("weights.not_positive", "/weights/a")]),
    ("negative", {"a": "-1", "b": "11/6"}, [("weights.not_positive", "/weights/a")]),
    ("no number", {"a": "half"}, [("number.not_a_number", "/weights/a")]),
    ("an unknown KPI", {"d": "1"}, [("weights.unknown_kpi", "/weights/d")]),
]


@pytest.mark.parametrize(("weights", "problems"), named(BAD_WEIGHTS))
def test_bad_personal_weights_block_that_person_only(weights: dict[str, Any], problems: list[tuple[str, str]]) -> None:
    batch = people(weighted("levels", "weights"), {"facts": FACTS_ABC}, {"facts": FACTS_ABC, "weights": weights})
    assert [(p["code"], p["path"]) for p in batch.result(1)["problems"]] == problems
    assert batch.result(0)["coefficient"] == "0.4"


def test_weights_are_personal_only_where_the_plan_says_so() -> None:
    result = one(weighted("levels"), facts=FACTS_ABC, weights={"a": "1/2"})
    assert codes(result["problems"]) == ["weights.not_personal"]
    assert one(weighted("levels"), facts=FACTS_ABC, weights={"a": None})["problems"] == []


# --- not applicable ---------------------------------------------------------------------------------------


def test_an_unknown_kpi_cannot_be_not_applicable() -> None:
    batch = people(weighted(), {"facts": FACTS_ABC, "not_applicable": {"z": "leave"}}, {"facts": FACTS_ABC})
    assert codes(batch.result(0)["problems"]) == ["not_applicable.unknown_kpi"]
    assert batch.result(1)["coefficient"] == "0.4"


def test_the_reason_why_a_kpi_does_not_apply_stays_with_its_person() -> None:
    batch = people(weighted(), {"facts": FACTS_ABC, "not_applicable": {"a": "leave"}}, {"facts": FACTS_ABC})
    assert [line(batch.result(row), "a")["state"] for row in (0, 1)] == ["not_applicable", "measured"]
    assert [batch.result(row)["coefficient"] for row in (0, 1)] == ["0.2", "0.4"]

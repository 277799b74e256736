"""Actuals: missing is not zero and not the same as not applicable; each KPI says what its absence means."""

from typing import Any

import pytest

from tests.rules.build import codes, column, kpi, line, named, one, paid, paying, people, plan

Result = dict[str, Any]


def matrix(*, missing: str | None = None, other: str | None = None, **parts: Any) -> dict[str, Any]:
    """Revenue with weight 0.6 and quality with weight 0.4, both from 0 to 100, paying 1000 × coefficient."""
    return paying(
        "1000 * coefficient",
        kpis=[kpi("revenue", weight="0.6", missing=missing), kpi("quality", weight="0.4", missing=other)],
        **parts,
    )


def weights(result: Result) -> list[tuple[str | None, str | None]]:
    """Plan weight and weight in force of both KPIs."""
    return [(shown["plan_weight"], shown["weight"]) for shown in result["kpis"]]


def test_a_missing_actual_blocks_by_default_and_shows_what_could_be_computed() -> None:
    result = one(matrix(), facts={"quality": "50"})
    assert (result["outcome"], result["total"], result["coefficient"]) == ("blocked", None, None)
    assert [(problem["code"], problem["path"]) for problem in result["problems"]] == [
        ("fact.missing", "/facts/revenue")
    ]
    assert (line(result, "revenue")["actual"], line(result, "revenue")["state"]) == (None, "missing")
    assert (line(result, "quality")["index"], line(result, "quality")["weighted_index"]) == ("0.5", "0.2")


def test_missing_null_and_zero_are_told_apart() -> None:
    missing, null, zero = (one(matrix(), facts=facts) for facts in (
        {"quality": "50"}, {"quality": "50", "revenue": None}, {"quality": "50", "revenue": "0"}
    ))  # fmt: skip
    assert missing == null
    assert (zero["outcome"], zero["coefficient"]) == ("paid", "0.2")
    assert (line(zero)["actual"], line(zero)["state"]) == ("0", "measured")


def test_missing_zero_is_index_zero_and_the_actual_stays_null() -> None:
    result = one(matrix(missing="zero"), facts={"quality": "50"})
    shown = line(result)
    assert (shown["actual"], shown["raw_index"], shown["index"], shown["weighted_index"]) == (None, None, "0", "0")
    assert (shown["weight"], shown["state"]) == ("0.6", "missing")
    assert (result["coefficient"], result["total"]) == ("0.2", "200.00")


def test_index_zero_is_the_floor_of_nothing_where_a_missing_lower_is_better_actual_would_be_best() -> None:
    complaints = kpi("complaints", weight="1", levels={"base": "10", "normal": "0"}, missing="zero")
    result = one(plan(kpis=[complaints]), facts={})
    assert result["coefficient"] == "0"


def test_reweight_divides_by_the_remaining_weights_and_shows_both() -> None:
    result = one(matrix(missing="reweight"), facts={"quality": "50"})
    assert weights(result) == [("0.6", "0"), ("0.4", "1")]
    assert (result["coefficient"], result["total"], result["problems"]) == ("0.5", "500.00", [])
    assert (line(result)["index"], line(result)["weighted_index"]) == (None, "0")


def test_three_kpis_share_the_weight_of_the_missing_one_in_proportion() -> None:
    three = plan(kpis=[
        kpi("a", weight="1/2", missing="reweight"), kpi("b", weight="1/3"), kpi("c", weight="1/6"),
    ])  # fmt: skip
    result = one(three, facts={"b": "30", "c": "60"})
    assert [shown["weight"] for shown in result["kpis"]] == ["0", "0.666666666667", "0.333333333333"]
    assert result["coefficient"] == "0.4"


def test_weights_of_people_who_lack_nothing_stay_as_they_are() -> None:
    batch = people(
        matrix(missing="reweight"), {"facts": {"revenue": "100", "quality": "50"}}, {"facts": {"quality": "50"}}
    )
    assert weights(batch.result(0)) == [("0.6", "0.6"), ("0.4", "0.4")]
    assert [batch.result(row)["coefficient"] for row in (0, 1)] == ["0.8", "0.5"]


def test_all_gone_is_blocked_with_nothing_measured() -> None:
    result = one(matrix(missing="reweight", other="reweight"), facts={})
    assert (result["outcome"], codes(result["problems"])) == ("blocked", ["kpi.nothing_measured"])
    assert weights(result) == [("0.6", None), ("0.4", None)]


def test_block_beats_reweight() -> None:
    result = one(matrix(missing="reweight", other="block"), facts={})
    assert result["outcome"] == "blocked"
    assert ("fact.missing", "/facts/quality") in [(p["code"], p["path"]) for p in result["problems"]]


def test_not_applicable_always_reweights_even_where_missing_blocks() -> None:
    result = one(matrix(), facts={"quality": "50"}, not_applicable={"revenue": "no territory"})
    assert weights(result) == [("0.6", "0"), ("0.4", "1")]
    assert (result["coefficient"], result["problems"]) == ("0.5", [])
    assert (line(result)["state"], line(result)["actual"]) == ("not_applicable", None)


def test_not_applicable_holds_although_a_value_came_in() -> None:
    result = one(matrix(), facts={"quality": "50", "revenue": "100"}, not_applicable={"revenue": "on leave"})
    assert (result["coefficient"], line(result)["actual"]) == ("0.5", None)


def test_everything_not_applicable_is_nothing_measured() -> None:
    result = one(matrix(missing="zero"), facts={}, not_applicable={"revenue": "leave", "quality": "leave"})
    assert codes(result["problems"]) == ["kpi.nothing_measured"]


def test_missing_zero_of_one_kpi_and_another_that_does_not_apply() -> None:
    result = one(matrix(missing="zero"), facts={}, not_applicable={"quality": "leave"})
    assert (result["coefficient"], result["outcome"], weights(result)) == ("0", "zero", [("0.6", "1"), ("0.4", "0")])


READERS: list[tuple[str, dict[str, Any], str]] = [
    ("a component that reads the actual", {"amount": "revenue.actual"}, "fact.missing"),
    ("a component that reads the index", {"amount": "revenue.index"}, "fact.missing"),
    ("an enforced gate", {"amount": "1", "gates": [
        {"key": "floor_gate", "when": "revenue.actual > 0", "otherwise": {"factor": "0"}}]}, "fact.missing"),
    ("a limit", {"amount": "1", "limits": {"total_cap": "revenue.actual"}}, "fact.missing"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "code"), named(READERS))
@pytest.mark.parametrize("policy", ["reweight", "zero"])
def test_who_reads_a_missing_actual_is_blocked_whatever_the_policy(
    parts: dict[str, Any], code: str, policy: str
) -> None:
    measured = [kpi("revenue", weight="0.6", missing=policy), kpi("quality", weight="0.4")]
    result = one(paying(**{"kpis": measured, **parts}), facts={"quality": "50"})
    if parts["amount"] == "revenue.index" and policy == "zero":
        assert (result["outcome"], result["problems"]) == ("zero", [])
    else:
        assert (result["outcome"], codes(result["problems"])) == ("blocked", [code])


def test_who_reads_an_actual_that_does_not_apply_is_blocked_too() -> None:
    document = paying("revenue.actual", kpis=[kpi()])
    result = one(document, not_applicable={"revenue": "no territory"})
    assert codes(result["problems"]) == ["kpi.not_applicable"]
    assert "no territory" in result["problems"][0]["message"]


def test_text_where_a_number_belongs_is_a_problem_and_never_taken_for_missing() -> None:
    result = one(matrix(missing="zero"), facts={"revenue": "a lot", "quality": "50"})
    assert (result["outcome"], codes(result["problems"])) == ("blocked", ["fact.not_a_number"])
    assert line(result)["state"] == "problem"


# --- the period before ------------------------------------------------------------------------------------


def test_carry_last_takes_the_actual_of_the_period_just_before_and_says_so() -> None:
    result = one(matrix(missing="carry_last"), facts={"quality": "50"}, prior={"facts": {"revenue": "70"}})
    assert (line(result)["actual"], line(result)["state"], result["coefficient"]) == ("70", "carried", "0.62")
    assert codes(result["warnings"]) == ["kpi.carried"]


@pytest.mark.parametrize("prior", [None, {"facts": {}}, {"facts": {"revenue": None}}, {"facts": {"quality": "1"}}])
def test_without_a_measured_one_before_carry_last_blocks(prior: dict[str, Any] | None) -> None:
    result = one(matrix(missing="carry_last"), facts={"quality": "50"}, prior=prior)
    assert codes(result["problems"]) == ["fact.missing"]


def test_an_actual_that_was_measured_is_not_carried() -> None:
    result = one(
        matrix(missing="carry_last"), facts={"quality": "50", "revenue": "30"}, prior={"facts": {"revenue": "70"}}
    )
    assert (line(result)["actual"], result["warnings"]) == ("30", [])


def test_a_kpi_that_does_not_apply_is_not_carried() -> None:
    result = one(
        matrix(missing="carry_last"), facts={"quality": "50"}, prior={"facts": {"revenue": "70"}},
        not_applicable={"revenue": "leave"},
    )  # fmt: skip
    assert (line(result)["state"], result["coefficient"]) == ("not_applicable", "0.5")


def test_what_is_wrong_with_the_value_before_leaves_it_missing() -> None:
    result = one(matrix(missing="carry_last"), facts={"quality": "50"}, prior={"facts": {"revenue": "a lot"}})
    assert codes(result["problems"]) == ["fact.missing"]


def test_carrying_touches_only_those_who_lack_the_actual() -> None:
    batch = people(
        matrix(missing="carry_last"),
        {"facts": {"revenue": "10", "quality": "50"}, "prior": {"facts": {"revenue": "70"}}},
        {"facts": {"quality": "50"}, "prior": {"facts": {"revenue": "70"}}},
        {"facts": {"quality": "50"}},
    )
    assert [batch.result(row)["coefficient"] for row in range(3)] == ["0.26", "0.62", None]


MARGIN = kpi("margin", weight="1", value="profit / sales * 100", missing="carry_last")


def test_a_computed_actual_is_carried_from_the_facts_before() -> None:
    document = plan(kpis=[MARGIN], facts={"profit": {}, "sales": {}})
    result = one(document, facts={"sales": "10"}, prior={"facts": {"profit": "1", "sales": "4"}})
    assert (line(result, "margin")["actual"], result["coefficient"]) == ("25", "0.25")
    half = one(document, facts={"sales": "10"}, prior={"facts": {"profit": "1"}})
    assert codes(half["problems"]) == ["fact.missing"]


@pytest.mark.parametrize(("undefined", "coefficient"), [("zero_actual", "0"), ("missing", None), ("block", None)])
def test_an_undefined_ratio_of_the_period_before_means_there_what_it_means_here(
    undefined: str, coefficient: str | None
) -> None:
    document = plan(kpis=[{**MARGIN, "undefined": undefined}], facts={"profit": {}, "sales": {}})
    result = one(document, facts={}, prior={"facts": {"profit": "1", "sales": "0"}})
    assert result["coefficient"] == coefficient


def test_a_word_is_carried_as_well() -> None:
    scale = {"kind": "scale", "values": {"poor": "0.5", "good": "1"}}
    document = plan(kpis=[kpi("mood", weight="1", levels=None, curve=scale, missing="carry_last")])
    result = one(document, prior={"facts": {"mood": "poor"}})
    assert (line(result, "mood")["actual"], result["coefficient"]) == ("poor", "0.5")


# --- ratios that do not exist -----------------------------------------------------------------------------


def ratio(undefined: str | None = None, missing: str | None = None) -> dict[str, Any]:
    """Won deals over offers, half the weight; the other half is revenue."""
    measured = kpi("win_rate", weight="0.5", value="won / offers * 100", undefined=undefined, missing=missing)
    return paying("100 * coefficient", kpis=[measured, kpi("revenue", weight="0.5")],
                  facts={"won": {}, "offers": {}})  # fmt: skip


NO_OFFERS = {"won": "0", "offers": "0", "revenue": "100"}


def test_a_division_by_zero_in_a_kpi_blocks_by_default_and_says_what_is_zero() -> None:
    result = one(ratio(), facts=NO_OFFERS)
    [problem] = result["problems"]
    assert (problem["code"], problem["path"], problem["position"]) == (
        "calc.division_by_zero",
        "/kpis/win_rate/actual",
        6,
    )
    assert "offers" in problem["message"]


def test_undefined_missing_makes_it_missing_and_the_policy_decides() -> None:
    assert codes(one(ratio("missing"), facts=NO_OFFERS)["problems"]) == ["fact.missing"]
    reweighted = one(ratio("missing", "reweight"), facts=NO_OFFERS)
    assert (reweighted["coefficient"], line(reweighted, "win_rate")["actual"]) == ("1", None)
    zero = one(ratio("missing", "zero"), facts=NO_OFFERS)
    assert (zero["coefficient"], line(zero, "win_rate")["state"]) == ("0.5", "missing")


def test_undefined_zero_actual_is_an_actual_of_zero() -> None:
    result = one(ratio("zero_actual"), facts=NO_OFFERS)
    assert (line(result, "win_rate")["actual"], line(result, "win_rate")["state"]) == ("0", "measured")
    assert result["coefficient"] == "0.5"


@pytest.mark.parametrize("undefined", ["missing", "zero_actual"])
def test_a_missing_fact_is_not_an_undefined_ratio(undefined: str) -> None:
    result = one(ratio(undefined), facts={"won": "0", "revenue": "100"})
    assert [(p["code"], p["path"]) for p in result["problems"]] == [("fact.missing", "/facts/offers")]


@pytest.mark.parametrize("undefined", ["missing", "zero_actual"])
def test_only_the_rows_that_divide_by_zero_are_undefined(undefined: str) -> None:
    batch = people(
        ratio(undefined, "reweight"),
        {"facts": {"won": "5", "offers": "10", "revenue": "100"}},
        {"facts": NO_OFFERS},
        {"facts": {"won": "a", "offers": "10", "revenue": "100"}},
    )
    assert batch.result(0)["coefficient"] == "0.75"
    assert batch.result(1)["coefficient"] == ("1" if undefined == "missing" else "0.5")
    assert codes(batch.result(2)["problems"]) == ["fact.not_a_number"]


def test_no_other_place_swallows_a_division_by_zero() -> None:
    document = paying("1 / revenue.actual", kpis=[kpi(undefined="zero_actual")])
    result = one(document, facts={"revenue": "0"})
    assert [(p["code"], p["path"]) for p in result["problems"]] == [("calc.division_by_zero", "/components/pay/amount")]


def test_ratio_policies_do_not_concern_a_scale_of_words() -> None:
    scale = {"kind": "scale", "values": {"poor": "0.5"}}
    mood = kpi("mood", weight="1", levels=None, curve=scale, undefined="missing", missing="zero")
    good, absent = column(plan(kpis=[mood]), "mood", ["poor", None])
    assert (good["coefficient"], absent["coefficient"]) == ("0.5", "0")
    gone = one(plan(kpis=[mood, kpi(weight=None)]), not_applicable={"mood": "leave"}, facts={"revenue": "1"})
    assert codes(gone["problems"]) == ["kpi.nothing_measured"]


# --- measured and not weighted ----------------------------------------------------------------------------


def test_a_kpi_without_a_weight_is_measured_and_readable_and_not_in_the_coefficient() -> None:
    document = paying("deals.actual * 10", kpis=[kpi("revenue", weight="1"), kpi("deals", levels=None)])
    result = one(document, facts={"revenue": "50", "deals": "3"})
    assert (result["coefficient"], paid(result)["amount"]) == ("0.5", "30.00")
    assert line(result, "deals") == {
        "key": "deals", "actual": "3", "base": None, "normal": None, "target": None, "raw_index": None, "index": None,
        "weight": None, "weighted_index": None, "plan_weight": None, "state": "measured",
    }  # fmt: skip


def test_nobody_is_blocked_by_a_missing_kpi_that_nothing_reads() -> None:
    document = paying("1", kpis=[kpi("revenue", weight="1"), kpi("deals", levels=None), kpi("calls")])
    result = one(document, facts={"revenue": "50"})
    assert (result["outcome"], line(result, "deals")["state"], line(result, "calls")["index"]) == (
        "paid",
        "missing",
        None,
    )

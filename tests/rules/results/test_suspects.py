"""Data that looks wrong although it computes is a warning, which a person confirms before approval."""

from typing import Any

import pytest

from tests.rules.build import codes, column, kpi, named, one, paying, people, plan

NEAR: list[tuple[str, str, list[str]]] = [
    ("exactly 200 % of normal", "200", []),
    ("more", "200.01", ["fact.suspect_high"]),
    ("exactly 20 % of normal", "20", []),
    ("less", "19.99", ["fact.suspect_low"]),
    ("zero", "0", ["fact.suspect_low"]),
    ("negative", "-5", ["fact.suspect_low"]),
    ("as usual", "100", []),
]


DIRECTIONS = [
    ("higher is better", {"base": "0", "normal": "100"}),
    ("lower is better", {"base": "200", "normal": "100"}),
    ("only a normal", {"normal": "100"}),
]


@pytest.mark.parametrize(("actual", "warnings"), named(NEAR))
@pytest.mark.parametrize("levels", named(DIRECTIONS))
def test_over_200_or_under_20_percent_of_normal(actual: str, warnings: list[str], levels: dict[str, str]) -> None:
    [result] = column(paying("1", kpis=[kpi(levels=levels)]), "revenue", [actual])
    assert codes(result["warnings"]) == warnings
    assert result["outcome"] == "paid"


def test_a_warning_says_which_kpi_and_never_which_number() -> None:
    [result] = column(paying("1", kpis=[kpi()]), "revenue", ["777"])
    [warning] = result["warnings"]
    assert warning["path"] == "/kpis/revenue/actual"
    assert "revenue" in warning["message"]
    assert "777" not in warning["message"]


def test_the_normal_that_counts_is_the_person_s_own() -> None:
    document = paying("1", kpis=[kpi()])
    result = one(document, facts={"revenue": "500"}, levels={"revenue": {"normal": "400"}})
    assert result["warnings"] == []


@pytest.mark.parametrize("normal", ["0", "-100"])
def test_nothing_is_a_share_of_a_normal_that_is_not_above_zero(normal: str) -> None:
    measured = kpi(levels={"base": "-300", "normal": normal})
    assert column(paying("1", kpis=[measured]), "revenue", ["5000"])[0]["warnings"] == []


def test_without_an_actual_or_a_normal_there_is_nothing_to_suspect() -> None:
    assert column(paying("1", kpis=[kpi()]), "revenue", [None])[0]["warnings"] == []
    assert column(paying("1", kpis=[kpi(levels=None)]), "revenue", ["5000"])[0]["warnings"] == []
    own = paying("1", kpis=[kpi(levels=None)])
    batch = people(
        own, {"facts": {"revenue": "5000"}}, {"facts": {"revenue": "5000"}, "levels": {"revenue": {"normal": "10"}}}
    )
    assert [codes(batch.result(row)["warnings"]) for row in (0, 1)] == [[], ["fact.suspect_high"]]


PERCENT: list[tuple[str, dict[str, Any], str, list[str]]] = [
    ("12 % typed as 0.12", {}, "0.12", ["fact.suspect_percent"]),
    ("almost 1", {}, "0.999", ["fact.suspect_percent"]),
    ("1 % is possible", {}, "1", []),
    ("0 is possible", {}, "0", []),
    ("another unit", {"unit": "EUR"}, "0.12", []),
    ("no unit", {"unit": None}, "0.12", []),
    ("a level below 1: shares are given as shares", {"levels": {"base": "0.5", "normal": "10"}}, "0.12", []),
    ("a target of exactly 1", {"levels": {"base": "20", "normal": "10", "target": "1"}}, "0.12",
     ["fact.suspect_percent"]),
    ("no levels", {"levels": None}, "0.12", []),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "actual", "warnings"), named(PERCENT))
def test_a_percentage_that_was_typed_as_a_share(parts: dict[str, Any], actual: str, warnings: list[str]) -> None:
    overdue = kpi("overdue", **{"unit": "%", "levels": {"base": "20", "normal": "10"}, **parts})
    [result] = column(paying("1", kpis=[overdue]), "overdue", [actual])
    assert [code for code in codes(result["warnings"]) if code == "fact.suspect_percent"] == warnings


def test_a_word_is_never_suspect() -> None:
    scale = {"kind": "scale", "values": {"poor": "0.5"}}
    assert column(plan(kpis=[kpi("mood", levels=None, curve=scale)]), "mood", ["poor"])[0]["warnings"] == []


def test_warnings_reach_only_those_they_concern_and_nobody_outside_the_plan() -> None:
    document = paying(
        "1", kpis=[kpi()], inputs={"staff": {"kind": "boolean", "default": True}},
        eligibility=[{"key": "on_staff", "when": "staff"}],
    )  # fmt: skip
    high = {"revenue": "500"}
    batch = people(document, {"facts": high}, {"facts": {"revenue": "90"}}, {"facts": high, "inputs": {"staff": False}})
    assert [codes(batch.result(row)["warnings"]) for row in range(3)] == [["fact.suspect_high"], [], []]


def test_a_blocked_person_keeps_what_is_suspect_but_is_not_told_what_follows_from_the_problem() -> None:
    document = paying("missing_one.actual", kpis=[kpi(), kpi("missing_one")], values={"v": "missing_one.actual"})
    result = one(document, facts={"revenue": "500"})
    assert (result["outcome"], codes(result["warnings"])) == ("blocked", ["fact.suspect_high"])


def test_what_nothing_paid_reads_and_could_not_be_computed_is_told() -> None:
    document = paying(
        "1", coefficient="later.actual", kpis=[kpi("later")], values={"v": "later.actual"},
        scales={"s": {"of": "later.actual", "bands": [{"grade": "A"}]}}, ratings={"bands": [{"grade": "A"}]},
    )  # fmt: skip
    result = one(document)
    assert result["outcome"] == "paid"
    assert {w["path"]: w["code"] for w in result["warnings"]} == dict.fromkeys(
        ("/values/v", "/coefficient", "/scales/s", "/rating"), "value.unavailable"
    )

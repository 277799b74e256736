"""Levels: constants, formulas over what is known before the facts, and personal ones checked like the plan's."""

from typing import Any

import pytest

from tests.rules.build import codes, kpi, line, named, one, paying, people, plan, refusals

LINEAR = plan(kpis=[kpi(weight="1", levels={"base": "0", "normal": "100", "target": "120"})])


def levels_of(result: dict[str, Any]) -> tuple[str | None, str | None, str | None]:
    shown = line(result)
    return shown["base"], shown["normal"], shown["target"]


def test_levels_may_be_formulas_over_inputs_and_tables() -> None:
    levels = {"base": "0.8 * quota / 12", "normal": "quota / 12", "target": "lookup(region, goals)"}
    goals = [{"key": "EMEA", "value": "1200"}, {"key": "APAC", "value": "1100"}]
    document = plan(
        kpis=[kpi(weight="1", levels=levels)],
        inputs={"quota": {"kind": "money"}, "region": {"kind": "category", "values": ["EMEA", "APAC"]}},
        tables={"goals": {"kind": "lookup", "rows": goals}},
    )
    batch = people(
        document,
        {"inputs": {"quota": "12000", "region": "EMEA"}, "facts": {"revenue": "900"}},
        {"inputs": {"quota": "6000", "region": "APAC"}, "facts": {"revenue": "500"}},
    )
    assert levels_of(batch.result(0)) == ("800", "1000", "1200")
    assert levels_of(batch.result(1)) == ("400", "500", "1100")
    assert [batch.result(row)["coefficient"] for row in (0, 1)] == ["0.5", "1"]


def test_levels_are_known_before_any_fact() -> None:
    measured = kpi(weight="1", levels={"base": "0", "normal": "deals.actual"})
    assert refusals(plan(kpis=[measured, kpi("deals")])) == {"/kpis/0/levels/normal": "formula.unknown_name"}


def test_personal_levels_are_merged_one_by_one() -> None:
    batch = people(
        LINEAR,
        {"facts": {"revenue": "60"}},
        {"facts": {"revenue": "60"}, "levels": {"revenue": {"normal": "60"}}},
        {"facts": {"revenue": "60"}, "levels": {"revenue": {"base": "40", "normal": "50", "target": "55"}}},
        {"facts": {"revenue": "60"}, "levels": {"revenue": {"normal": None}}},
    )
    assert [levels_of(batch.result(row)) for row in range(4)] == [
        ("0", "100", "120"), ("0", "60", "120"), ("40", "50", "55"), ("0", "100", "120"),
    ]  # fmt: skip
    assert [batch.result(row)["coefficient"] for row in range(4)] == ["0.6", "1", "1.5", "0.6"]


REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("base = normal", {"normal": "0"}, "levels.base_equals_normal", "/kpis/revenue/index"),
    ("target on the wrong side", {"target": "90"}, "levels.target_wrong_side", "/levels/revenue/target"),
    ("a normal beyond the plan's target", {"normal": "130"}, "levels.target_wrong_side", "/levels/revenue/target"),
    ("no number", {"normal": "many"}, "number.not_a_number", "/levels/revenue/normal"),
    ("a fraction, which only the plan may write", {"normal": "1/3"}, "number.not_a_number", "/levels/revenue/normal"),
    ("an unknown level", {"goal": "1"}, "levels.unknown_level", "/levels/revenue/goal"),
]  # fmt: skip


@pytest.mark.parametrize(("levels", "code", "path"), named(REFUSED))
def test_a_bad_personal_level_blocks_that_person_only(levels: dict[str, Any], code: str, path: str) -> None:
    batch = people(LINEAR, {"facts": {"revenue": "60"}}, {"facts": {"revenue": "60"}, "levels": {"revenue": levels}})
    assert [(p["code"], p["path"]) for p in batch.result(1)["problems"]] == [(code, path)]
    assert batch.result(0)["coefficient"] == "0.6"


@pytest.mark.parametrize(("levels", "code", "path"), named(REFUSED))
def test_also_where_the_kpi_has_no_weight_and_nothing_reads_it(levels: dict[str, Any], code: str, path: str) -> None:
    document = paying("1", kpis=[kpi(levels={"base": "0", "normal": "100", "target": "120"})])
    result = one(document, facts={"revenue": "60"}, levels={"revenue": levels})
    assert (result["outcome"], [(p["code"], p["path"]) for p in result["problems"]]) == ("blocked", [(code, path)])


def test_a_level_that_the_curve_does_not_need_is_read_all_the_same() -> None:
    ratio = kpi(weight="1", curve={"kind": "ratio", "cap": "2"})
    result = one(plan(kpis=[ratio]), facts={"revenue": "60"}, levels={"revenue": {"target": "many"}})
    assert codes(result["problems"]) == ["number.not_a_number"]


def test_equal_levels_are_fine_for_a_curve_that_does_not_divide_by_their_distance() -> None:
    goal = kpi(weight="1", levels={"normal": "10"}, curve={"kind": "binary"})
    result = one(plan(kpis=[goal]), facts={"revenue": "10"}, levels={"revenue": {"base": "10"}})
    assert (result["coefficient"], result["problems"]) == ("1", [])


@pytest.mark.parametrize("weight", ["1", None])
def test_a_two_slope_target_at_normal_blocks_the_person_also_below_normal(weight: str | None) -> None:
    slopes = kpi(weight=weight, levels={"base": "0", "normal": "100", "target": "120"},
                 curve={"kind": "two_slope", "max": "1.5"})  # fmt: skip
    result = one(paying("1", kpis=[slopes]), facts={"revenue": "50"}, levels={"revenue": {"target": "100"}})
    assert (result["outcome"], codes(result["problems"])) == ("blocked", ["levels.target_equals_normal"])


def test_a_target_at_normal_is_fine_elsewhere() -> None:
    result = one(LINEAR, facts={"revenue": "150"}, levels={"revenue": {"target": "100"}})
    assert (result["coefficient"], result["problems"]) == ("1", [])


def test_levels_by_formula_are_checked_when_they_are_computed() -> None:
    measured = kpi(weight="1", levels={"base": "0", "normal": "quota", "target": "100"})
    document = plan(kpis=[measured], inputs={"quota": {"kind": "number"}})
    results = people(document, *({"inputs": {"quota": text}, "facts": {"revenue": "5"}} for text in ("50", "0", "200")))
    found = [codes(results.result(row)["problems"]) for row in range(3)]
    assert found == [[], ["levels.base_equals_normal"], ["levels.target_wrong_side"]]


def test_an_unknown_kpi_blocks_that_person() -> None:
    result = one(LINEAR, facts={"revenue": "60"}, levels={"revenu": {"normal": "5"}})
    assert [(p["code"], p["path"]) for p in result["problems"]] == [("levels.unknown_kpi", "/levels/revenu")]


def test_a_plan_may_keep_its_levels_to_itself() -> None:
    document = {**LINEAR, "personal": []}
    result = one(document, facts={"revenue": "60"}, levels={"revenue": {"normal": "5"}})
    assert codes(result["problems"]) == ["levels.not_personal"]
    assert one(document, facts={"revenue": "60"}, levels={"revenue": {"normal": None}})["problems"] == []


def test_a_level_that_the_plan_leaves_to_people_blocks_whoever_has_none() -> None:
    measured = kpi(weight="1", levels={"base": "0"})
    batch = people(
        plan(kpis=[measured]),
        {"facts": {"revenue": "60"}, "levels": {"revenue": {"normal": "60"}}},
        {"facts": {"revenue": "60"}},
    )
    assert batch.result(0)["coefficient"] == "1"
    [problem] = batch.result(1)["problems"]
    assert (problem["code"], problem["path"]) == ("levels.absent", "/levels/revenue/normal")
    assert codes(one(plan(kpis=[measured]), facts={"revenue": "60"})["problems"]) == ["levels.absent"]


def test_a_plan_without_levels_at_all_takes_both_from_the_person() -> None:
    measured = kpi(weight="1", levels=None)
    own = {"revenue": {"base": "0", "normal": "100"}}
    assert one(plan(kpis=[measured]), facts={"revenue": "60"}, levels=own)["coefficient"] == "0.6"
    assert one(plan(kpis=[measured]), facts={"revenue": "60"})["outcome"] == "blocked"


NEEDED: list[tuple[str, dict[str, Any], list[str]]] = [
    ("linear", {"kind": "linear"}, ["base"]),
    ("two_slope", {"kind": "two_slope", "max": "1"}, ["base"]),
    ("points of raw", {"kind": "points", "of": "raw", "points": [{"at": "0", "index": "0"}]}, ["base"]),
    ("ratio", {"kind": "ratio"}, ["normal"]),
    ("binary", {"kind": "binary"}, ["normal"]),
    ("inverse_concave", {"kind": "inverse_concave"}, ["normal"]),
    ("steps of attainment", {"kind": "steps", "of": "attainment", "rows": [{"index": "0"}]}, ["normal"]),
    ("points of the actual", {"kind": "points", "points": [{"at": "0", "index": "0"}]}, []),
    ("range", {"kind": "range", "zero_low": "0", "low": "1", "high": "2", "zero_high": "3"}, []),
    ("formula", {"kind": "formula", "formula": "actual"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("curve", "asked_for"), named(NEEDED))
def test_a_base_is_required_only_by_curves_that_measure_from_it(curve: dict[str, Any], asked_for: list[str]) -> None:
    result = one(plan(kpis=[kpi(weight="1", levels=None, curve=curve)]), facts={"revenue": "1"})
    assert [p["path"] for p in result["problems"]] == [f"/levels/revenue/{level}" for level in asked_for]

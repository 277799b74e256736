"""What an example expects is compared exactly, and only what it names."""

from typing import Any

import pytest

from rules.examples import run_examples
from tests.rules.build import compiled, kpi, named, plan

PLAN = plan(
    inputs={"fund": {"kind": "money"}, "region": {"kind": "category", "values": ["EMEA", "7"], "default": "7"}},
    eligibility=[{"key": "funded", "when": "fund > 0"}],
    kpis=[
        kpi("revenue", weight="2/3", levels={"base": "0", "normal": "3", "target": "6"}),
        kpi("grade", weight="1/3", levels=None, curve={"kind": "scale", "values": {"poor": "0", "good": "1"}}),
    ],
    ratings={"bands": [{"grade": "C", "payout": "0"}, {"grade": "B", "from": "0.5", "payout": "1/3"}]},
    tables={"rates": {"kind": "marginal", "rows": [{"from": "0", "rate": "1/3"}, {"from": "2", "rate": "1/2"}]}},
    values={"third": "fund / 3", "home": 'region == "EMEA"', "place": "region", "missing_share": "1 / (fund - 90)"},
    components=[
        {"key": "bonus", "amount": "fund * payout", "cap": "50"},
        {"key": "commission", "amount": "tier(revenue.actual, rates)"},
    ],
    limits={"total_floor": "20"},
)
GIVEN = {"inputs": {"fund": "100"}, "facts": {"revenue": "4", "grade": "good"}}
BLOCKED = {"inputs": {"fund": "100"}, "facts": {"grade": "good"}}
POOR = {"inputs": {"fund": "90"}, "facts": {"revenue": "0", "grade": "poor"}}


def differences(expect: dict[str, Any], given: dict[str, Any] = GIVEN) -> list[dict[str, Any]]:
    """What the one example of the plan reports."""
    document = {**PLAN, "examples": [{"name": "one", **given, "expect": expect}]}
    [run] = run_examples(compiled(document))
    assert run.report.name == "one"
    assert run.report.passed == (not run.report.differences)
    return [difference.to_json() for difference in run.report.differences]


MET = [
    ("outcome", GIVEN, {"outcome": "paid", "problems": [], "reasons": []}),
    ("a fraction", GIVEN, {"coefficient": "11/9"}),
    ("the display of a fraction", GIVEN, {"coefficient": "1.222222222222"}),
    ("rating and payout", GIVEN, {"rating": "B", "payout": "1/3"}),
    ("a payout as displayed", GIVEN, {"payout": "0.333333333333"}),
    ("fields of a KPI", GIVEN, {"kpis": {"revenue": {"actual": "4.0", "raw_index": "4/3", "weighted_index": "8/9"}}}),
    ("an actual that is a word", GIVEN, {"kpis": {"grade": {"actual": "good", "base": None, "index": "1"}}}),
    ("named values", GIVEN, {"values": {"third": "100/3", "home": False, "missing_share": "0.1"}}),
    ("a word that looks like a number", GIVEN, {"values": {"place": "7"}}),
    ("money with more or fewer zeros", GIVEN, {"components": {"bonus": "33.330"}, "total": "35"}),
    ("stages", GIVEN, {"components": {"bonus": {"gross": "33.33", "gated": "0", "prorated": "0", "withheld": "0"}}}),
    (
        "tiers with exact parts",
        GIVEN,
        {"components": {"commission": {"amount": "1.67", "lines": [{"rate": "1/3", "amount": "2/3"}, {"basis": "2"}]}}},
    ),
    ("blocked", BLOCKED, {"outcome": "blocked", "problems": ["fact.missing"], "total": None, "coefficient": None}),
    (
        "blocked KPI",
        BLOCKED,
        {"kpis": {"revenue": {"actual": None, "index": None}}, "components": {"commission": None}},
    ),
    ("a value that faults", POOR, {"values": {"missing_share": None}}),
    ("the line of the total floor", POOR, {"components": {"bonus": "0", "total_floor": "20"}, "total": "20"}),
    ("no line of the total floor", GIVEN, {"components": {"total_floor": None}}),
    ("not eligible", {**GIVEN, "inputs": {"fund": "0"}}, {"outcome": "zero", "reasons": ["not_eligible:funded"]}),
]


@pytest.mark.parametrize(("given", "expect"), named(MET))
def test_what_comes_out_as_expected_passes(given: dict[str, Any], expect: dict[str, Any]) -> None:
    assert differences(expect, given) == []


MISSED: list[tuple[Any, ...]] = [
    ("outcome", {"outcome": "zero"}, "/outcome", "zero", "paid", "paid"),
    ("codes", {"problems": ["fact.missing"]}, "/problems", ["fact.missing"], [], []),
    ("coefficient", {"coefficient": "1.2222222"}, "/coefficient", "1.2222222", "11/9", "11/9"),
    ("a digit too few", {"coefficient": "1.22222222222"}, "/coefficient", "1.22222222222", "11/9", "11/9"),
    ("a digit off", {"coefficient": "1.222222222223"}, "/coefficient", "1.222222222223", "11/9", "11/9"),
    ("rating", {"rating": "C"}, "/rating", "C", "B", "B"),
    ("no rating", {"rating": None}, "/rating", None, "B", "B"),
    ("payout", {"payout": "0.33"}, "/payout", "0.33", "1/3", "1/3"),
    ("KPI", {"kpis": {"revenue": {"index": "1"}}}, "/kpis/revenue/index", "1", "4/3", "4/3"),
    ("word", {"kpis": {"grade": {"actual": "poor"}}}, "/kpis/grade/actual", "poor", "good", "good"),
    ("no KPI", {"kpis": {"margin": {"index": "1"}}}, "/kpis/margin", "a KPI of this name", None, None),
    ("number", {"values": {"third": "33.33"}}, "/values/third", "33.33", "100/3", "100/3"),
    ("true", {"values": {"home": True}}, "/values/home", True, False, False),
    ("1 is not true", {"values": {"home": "0"}}, "/values/home", "0", False, False),
    ("8 is not 7", {"values": {"place": "8"}}, "/values/place", "8", "7", "7"),
    ("no value", {"values": {"other": "1"}}, "/values/other", "a named value of this name", None, None),
    ("amount", {"components": {"bonus": "33.34"}}, "/components/bonus", "33.34", "33.33", "33.33"),
    ("gross", {"components": {"bonus": {"gross": "1/3"}}}, "/components/bonus/gross", "1/3", "33.33", "33.33"),
    ("no money", {"components": {"bonus": None}}, "/components/bonus", None, "33.33", "33.33"),
    ("no component", {"components": {"other": "1"}}, "/components/other", "a component of this name", None, None),
    (
        "tier",
        {"components": {"commission": {"lines": [{"from": "0"}, {"from": "3"}]}}},
        "/components/commission/lines/1/from",
        "3",
        "2",
        "2",
    ),
    (
        "number of tiers",
        {"components": {"commission": {"lines": [{"from": "0"}]}}},
        "/components/commission/lines",
        "1 line",
        "2 lines",
        None,
    ),
    ("balance", {"balances": {"draw": "1"}}, "/balances/draw", "a balance of this name", None, None),
    ("total", {"total": "35.01"}, "/total", "35.01", "35.00", "35.00"),
]


@pytest.mark.parametrize(("expect", "path", "expected", "actual", "paste"), named(MISSED))
def test_a_difference_shows_both_values_and_the_text_to_paste(
    expect: dict[str, Any], path: str, expected: object, actual: object, paste: object
) -> None:
    [difference] = differences(expect)
    assert difference == {
        "path": f"/examples/0/expect{path}",
        "expected": expected,
        "actual": actual,
        "paste": paste,
    }


@pytest.mark.parametrize(("expect", "path"), [(case[1], case[2]) for case in MISSED if case[5] is not None])
def test_the_pasted_text_passes(expect: dict[str, Any], path: str) -> None:
    [difference] = differences(expect)
    mended: Any = {"expect": expect}
    way = [int(step) if step.isdigit() else step for step in f"expect{path}".split("/")]
    place = mended
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = difference["paste"]
    assert differences(mended["expect"]) == []


def test_every_difference_is_reported_in_the_order_of_the_document_type() -> None:
    found = differences({"total": "1", "rating": "C", "outcome": "zero", "coefficient": "1"})
    assert [difference["path"].rpartition("/")[2] for difference in found] == [
        "outcome",
        "coefficient",
        "rating",
        "total",
    ]


def test_what_is_not_named_is_not_compared() -> None:
    assert differences({"kpis": {"revenue": {}}, "components": {"bonus": {}}, "values": {}, "outcome": "paid"}) == []


def test_a_value_too_long_for_a_document_is_pasted_as_displayed() -> None:
    document = plan(values={"long": "1 / 999999999999999 / 999999999999998"}, components=[])
    document["examples"] = [{"name": "one", "expect": {"values": {"long": "1"}}}]
    [run] = run_examples(compiled(document))
    [difference] = run.report.differences
    assert difference.actual == "1/999999999999997000000000000002"
    assert difference.paste == "0"

"""Lints about levels: a plan that just triggers each, and one that just does not."""

from typing import Any

import pytest

from tests.rules.build import kpi, named, plan
from tests.rules.check.linted import warnings


def levelled(base: str, normal: str, **parts: Any) -> dict[str, Any]:
    """A plan with one KPI of these levels."""
    return plan(kpis=[kpi("a", weight="1", levels={"base": base, "normal": normal}, **parts)])


NEAR = [
    ("under 5 % of normal", "95.01", "100", {"distance": "4.99", "share": "0.0499"}),
    ("lower is better", "104.99", "100", {"distance": "4.99", "share": "0.0499"}),
    ("negative", "-95.01", "-100", {"distance": "4.99", "share": "0.0499"}),
    ("under one unit", "9.01", "10", {"distance": "0.99", "share": "0.099"}),
    ("normal of 0", "1.5", "0.6", {"distance": "0.9", "share": "1.5"}),
    ("a share", "0.96", "1", {"distance": "0.04", "share": "0.04"}),
]
APART = [
    ("5 % of normal", "95", "100"),
    ("one unit", "9", "10"),
    ("a share", "0.95", "1"),
    ("normal of 0", "5", "0"),
]


@pytest.mark.parametrize(("base", "normal", "numbers"), named(NEAR))
def test_normal_near_base(base: str, normal: str, numbers: dict[str, str]) -> None:
    [warning] = warnings(levelled(base, normal), "lint.near_levels")
    assert warning.path == "/kpis/0/levels"
    assert warning.numbers == {"base": base, "normal": normal, **numbers}


@pytest.mark.parametrize(("base", "normal"), named(APART))
def test_normal_apart_from_base(base: str, normal: str) -> None:
    assert warnings(levelled(base, normal), "lint.near_levels") == []


def test_levels_that_no_curve_compares_may_be_near() -> None:
    assert warnings(levelled("99", "100", curve={"kind": "ratio"}), "lint.near_levels") == []


def test_levels_by_formula_are_not_compared() -> None:
    document = {**levelled("quota - 1", "quota"), "inputs": {"quota": {"kind": "number"}}}
    assert warnings(document, "lint.near_levels") == []


@pytest.mark.parametrize("curve", [None, {"kind": "ratio"}, {"kind": "linear", "floor": "0"}])
def test_no_target_and_no_word_about_a_cap(curve: dict[str, Any] | None) -> None:
    [warning] = warnings(levelled("0", "10", curve=curve), "lint.no_target")
    assert warning.path == "/kpis/0/levels"


NOT_DEFAULT = [
    ("a target", {"levels": {"base": "0", "normal": "10", "target": "12"}}),
    ("null", {"curve": {"kind": "linear", "cap": None}}),
    ("a number", {"curve": {"kind": "ratio", "cap": "1.2"}}),
    ("a curve with an end", {"curve": {"kind": "binary"}}),
    ("never above 2", {"curve": {"kind": "inverse_concave"}}),
    ("not weighted", {"weight": None}),
]


@pytest.mark.parametrize("parts", named(NOT_DEFAULT))
def test_a_target_or_a_cap_that_is_said(parts: dict[str, Any]) -> None:
    document = plan(kpis=[kpi("a", **{"weight": "1", **parts})])
    assert warnings(document, "lint.no_target") == []


@pytest.mark.parametrize(
    ("parts", "absent"),
    [
        ({"levels": None}, "2"),
        ({"levels": {"normal": "5"}}, "1"),
        ({"levels": {"base": "0", "normal": "5"}, "curve": {"kind": "two_slope", "max": "2"}}, "1"),
    ],
)
def test_levels_left_to_everybody(parts: dict[str, Any], absent: str) -> None:
    [warning] = warnings(plan(kpis=[kpi("a", weight="1", **parts)]), "lint.absent_levels")
    assert (warning.path, warning.numbers) == ("/kpis/0", {"absent": absent})


@pytest.mark.parametrize(
    "document",
    [
        plan(kpis=[kpi("a", weight="1", levels=None)], personal=["levels"]),
        plan(kpis=[kpi("a", weight="1")]),
        plan(kpis=[kpi("a", weight="1", levels={"normal": "5"}, curve={"kind": "ratio"})]),
        plan(kpis=[kpi("a", levels=None)]),
    ],
    ids=["said", "given", "not needed", "not weighted"],
)
def test_levels_that_are_given_or_said_to_be_personal(document: dict[str, Any]) -> None:
    assert warnings(document, "lint.absent_levels") == []


def powers(*rows: tuple[str, str, str, str]) -> dict[str, Any]:
    """A plan of KPIs given as weight, base, normal and target."""
    return plan(
        kpis=[
            kpi(key, weight=weight, levels={"base": base, "normal": normal, "target": target})
            for key, (weight, base, normal, target) in zip("abc", rows, strict=False)
        ]
    )


def test_a_narrow_row_gets_more_power_than_its_weight() -> None:
    [warning] = warnings(powers(("0.5", "9", "10", "12"), ("0.5", "0", "10", "12")), "lint.hidden_power")
    assert warning.path == "/kpis/0/levels"
    assert warning.numbers == {"weight": "0.5", "ceiling": "3", "share": "0.7143"}


@pytest.mark.parametrize(
    ("target", "count"),
    # 0.5 · c / (0.5 · c + 0.5 · 1.5) = 0.625 at c = 2.5, which is base 0, normal 10, target 25.
    [("25", 0), ("25.01", 1)],
    ids=["a quarter more", "more than that"],
)
def test_a_quarter_more_power_is_allowed(target: str, count: int) -> None:
    document = powers(("0.5", "0", "10", target), ("0.5", "0", "10", "15"))
    assert len(warnings(document, "lint.hidden_power")) == count


def test_an_index_without_an_end_has_no_share() -> None:
    document = powers(("0.5", "9", "10", "12"), ("0.5", "0", "10", "12"))
    document["kpis"][1]["curve"] = {"kind": "linear", "cap": None}
    assert warnings(document, "lint.hidden_power") == []

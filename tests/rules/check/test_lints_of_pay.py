"""Lints about what is read and what is paid: a plan that just triggers each, and one that just does not."""

from typing import Any

import pytest

from tests.rules.build import kpi, named, paying, plan
from tests.rules.check.linted import warnings

KPIS = [kpi("a", weight="1", levels={"base": "0", "normal": "10", "target": "15"})]
BANDS = [{"grade": "B"}, {"grade": "A", "from": "1"}]
PAYOUTS = [{"grade": "B", "payout": "0"}, {"grade": "A", "from": "1", "payout": "1.5"}]


@pytest.mark.parametrize("amount", ["100", "100 * coefficient"])
def test_a_rating_that_nothing_reads(amount: str) -> None:
    [warning] = warnings(paying(amount, kpis=KPIS, ratings={"bands": BANDS}), "lint.unread_rating")
    assert (warning.path, warning.numbers) == ("/ratings", {"bands": "2"})


@pytest.mark.parametrize(
    ("amount", "bands"),
    [('100 if rating == "A" else 0', BANDS), ("100 * payout", PAYOUTS), ("100 * rating.payout", PAYOUTS)],
)
def test_a_rating_that_is_read(amount: str, bands: list[dict[str, Any]]) -> None:
    document = paying(amount, kpis=KPIS, ratings={"bands": bands})
    assert warnings(document, "lint.unread_rating") == []
    assert warnings(document, "lint.unread_payout") == []


def test_a_payout_that_nothing_reads() -> None:
    document = paying('100 if rating == "A" else 0', kpis=KPIS, ratings={"bands": PAYOUTS})
    [warning] = warnings(document, "lint.unread_payout")
    assert (warning.path, warning.numbers) == ("/ratings/bands", {"bands": "2"})
    assert warnings(document, "lint.unread_rating") == []


@pytest.mark.parametrize(
    ("amount", "bands", "code", "path"),
    [
        ("100", BANDS, "lint.unread_rating", "/scales/size"),
        ("100", PAYOUTS, "lint.unread_payout", "/scales/size/bands"),
        ('100 if size == "A" else 0', PAYOUTS, "lint.unread_payout", "/scales/size/bands"),
        ('100 if size == "A" else 0', BANDS, None, None),
        ("100 * size.payout", PAYOUTS, None, None),
    ],
)
def test_scales_are_read_like_ratings(
    amount: str, bands: list[dict[str, Any]], code: str | None, path: str | None
) -> None:
    document = paying(amount, kpis=KPIS, scales={"size": {"of": "a.actual", "bands": bands}})
    found = [
        (warning.code, warning.path)
        for name in ("lint.unread_rating", "lint.unread_payout")
        for warning in warnings(document, name)
    ]
    assert found == ([] if code is None else [(code, path)])


def test_an_input_that_nothing_reads() -> None:
    inputs = {"fund": {"kind": "money"}, "region": {"kind": "category", "values": ["N"], "default": "N"}}
    found = warnings(paying("fund", inputs={**inputs, "quota": {"kind": "number"}}), "lint.unread_input")
    assert [warning.path for warning in found] == ["/inputs/region", "/inputs/quota"]
    assert ["blocks" in warning.message for warning in found] == [False, True]


@pytest.mark.parametrize(
    "parts",
    [
        {"kpis": [kpi("a", levels={"base": "0", "normal": "quota"})]},
        {"eligibility": [{"key": "e", "when": "quota > 0"}]},
        {"limits": {"total_cap": "quota"}},
        {"gates": [{"key": "g", "when": "1 > 0", "otherwise": {"cap": "quota"}}]},
    ],
    ids=["level", "eligibility", "limit", "gate"],
)
def test_an_input_read_anywhere_is_read(parts: dict[str, Any]) -> None:
    assert warnings(paying("1", inputs={"quota": {"kind": "number"}}, **parts), "lint.unread_input") == []


OPEN = [kpi("a", weight="1", levels={"base": "0", "normal": "10"})]
RATES = {"rates": {"kind": "marginal", "rows": [{"from": "0", "rate": "0.1"}]}}
ENDING = {"rates": {"kind": "marginal", "rows": [{"from": "0", "rate": "0.1"}, {"from": "9", "rate": "0"}]}}
STEPS = {"rates": {"kind": "step", "rows": [{"value": "1"}, {"from": "9", "value": "5"}]}}
FUND = {"fund": {"kind": "money"}}
UNBOUNDED = [
    ("coefficient", "fund * coefficient", {"kpis": OPEN}, "a.index"),
    ("actual", "a.actual * 2", {"kpis": KPIS}, "a.actual"),
    ("raw index", "fund * a.raw_index", {"kpis": KPIS}, "a.raw_index"),
    ("tiers", "tier(a.actual, rates)", {"kpis": KPIS, "tables": RATES}, "a.actual"),
    ("a named value", "fund + over", {"kpis": KPIS, "values": {"over": "max(a.actual - 10, 0)"}}, "a.actual"),
    ("one branch", "a.actual if a.actual > 5 else 1", {"kpis": KPIS}, "a.actual"),
    ("a cap that grows too", "a.actual", {"kpis": KPIS, "pay": {"cap": "a.actual * 2"}}, "a.actual"),
    ("a cap of the total that grows too", "a.actual", {"kpis": KPIS, "limits": {"total_cap": "a.actual"}}, "a.actual"),
    ("a divisor", "fund / a.actual", {"kpis": KPIS}, "a.actual"),
    ("the far side", "0 - a.actual", {"kpis": KPIS}, "a.actual"),
    ("the size", "abs(a.index - 5)", {"kpis": [{**OPEN[0], "curve": {"kind": "linear", "floor": None}}]}, "a.index"),
    ("a formula of the coefficient", "coefficient", {"kpis": KPIS, "coefficient": "a.actual"}, "a.actual"),
]
BOUNDED = [
    ("capped indices", "fund * coefficient", {"kpis": KPIS}),
    ("cap", "fund * coefficient", {"kpis": OPEN, "pay": {"cap": "fund"}}),
    ("cap of the total", "fund * coefficient", {"kpis": OPEN, "limits": {"total_cap": "fund"}}),
    ("min", "min(a.actual, fund)", {"kpis": KPIS}),
    ("clip", "clip(a.actual, 0, fund)", {"kpis": KPIS}),
    ("the largest of limited things", "max(fund, a.index, 3)", {"kpis": KPIS}),
    ("steps", "step(a.actual, rates)", {"kpis": KPIS, "tables": STEPS}),
    ("tiers that end", "tier(max(a.actual, 0), rates)", {"kpis": KPIS, "tables": ENDING}),
    ("condition", "fund if a.actual > 5 else 0", {"kpis": KPIS}),
    ("rounded", "round(fund * coefficient, 1)", {"kpis": KPIS}),
    ("what is left of it", "fund - max(a.index, 0)", {"kpis": OPEN}),
]


@pytest.mark.parametrize(("amount", "parts", "grows_with"), named(UNBOUNDED))
def test_pay_without_an_upper_limit(amount: str, parts: dict[str, Any], grows_with: str) -> None:
    [warning] = warnings(paying(amount, inputs=FUND, **parts), "lint.unbounded")
    assert (warning.path, warning.numbers) == ("/components/0", {"grows_with": grows_with})


@pytest.mark.parametrize(("amount", "parts"), named(BOUNDED))
def test_pay_with_an_upper_limit(amount: str, parts: dict[str, Any]) -> None:
    assert warnings(paying(amount, inputs=FUND, **parts), "lint.unbounded") == []


GATE = {"key": "quality", "when": "a.actual >= 5", "otherwise": {"factor": "0"}}
PASSES = {"name": "passes", "facts": {"a": "5"}, "expect": {"total": "100"}}
CLOSES = {"name": "closes", "facts": {"a": "4.9"}, "expect": {"total": "0"}}


@pytest.mark.parametrize(
    ("examples", "numbers"),
    [
        ([], {"passed": "0", "closed": "0"}),
        ([PASSES], {"passed": "1", "closed": "0"}),
        ([CLOSES], {"passed": "0", "closed": "1"}),
        ([PASSES, {"name": "undecided", "expect": {"outcome": "blocked"}}], {"passed": "1", "closed": "0"}),
    ],
    ids=["no examples", "only open", "only closed", "undecided"],
)
@pytest.mark.parametrize("mode", ["enforce", "advisory"])
def test_a_gate_that_the_examples_do_not_show(
    examples: list[dict[str, Any]], numbers: dict[str, str], mode: str
) -> None:
    document = paying("100", kpis=[kpi("a")], gates=[{**GATE, "mode": mode}], examples=examples)
    [warning] = warnings(document, "lint.untested_gate")
    assert (warning.path, warning.numbers) == ("/gates/0", numbers)


def test_a_gate_shown_open_and_closed() -> None:
    document = paying("100", kpis=[kpi("a")], gates=[GATE], examples=[PASSES, CLOSES])
    assert warnings(document, "lint.untested_gate") == []


def test_a_plan_without_examples() -> None:
    [warning] = warnings(paying("1"), "lint.no_examples")
    assert (warning.path, warning.numbers) == ("/examples", {"examples": "0"})


def test_examples_that_fail_and_that_pass() -> None:
    examples: list[dict[str, Any]] = [
        {"name": "right", "expect": {"total": "1"}},
        {"name": "wrong", "expect": {"total": "2", "outcome": "zero"}},
    ]
    document = paying("1", examples=examples)
    assert warnings(document, "lint.no_examples") == []
    [warning] = warnings(document, "lint.example_failed")
    assert (warning.path, warning.numbers) == ("/examples/1", {"differences": "2"})
    assert warnings(plan(values={"a": "1"}, examples=[]), "lint.example_failed") == []


@pytest.mark.parametrize(
    ("balance", "paths"),
    [
        ({"sign": "owed_by_person", "add": "1"}, ["/balances/debt"]),
        ({"sign": "owed_by_person", "add": "1", "take": "0"}, ["/balances/debt"]),
        ({"sign": "owed_by_person", "add": "1", "take": "debt"}, []),
        ({"sign": "owed_to_person", "add": "1"}, []),
    ],
)
def test_a_debt_that_nobody_pays_back(balance: dict[str, Any], paths: list[str]) -> None:
    document = paying("100", balances={"debt": balance})
    assert [warning.path for warning in warnings(document, "lint.unrecovered")] == paths


def test_an_input_that_only_a_balance_reads_is_read() -> None:
    document = paying(
        "1", inputs={"most": {"kind": "money"}}, balances={"debt": {"sign": "owed_by_person", "take": "most"}}
    )
    assert warnings(document, "lint.unread_input") == []

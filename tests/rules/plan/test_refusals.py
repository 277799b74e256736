"""Shape: whatever does not belong in a plan is refused with its code, its place, and words that help."""

import math
from decimal import Decimal
from typing import Any

import pytest

from rules.plan import parse_plan, read_plan
from rules.problems import PlanRefused, Problem
from tests.rules.plan.documents import b2b, changed, small

_BAND = {"grade": "C", "from": "0.7"}


def _findings(document: object) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in read_plan(document).problems]


@pytest.mark.parametrize(
    ("path", "value", "code", "at"),
    [
        ("/kpis/0/wieght", "1", "plan.unknown_key", "/kpis/0/wieght"),
        ("/ratings/bands/1/to", "0.9", "plan.unknown_key", "/ratings/bands/1/to"),
        ("/a~1b", 1, "plan.unknown_key", "/a~01b"),
        ("/schema", "bonus-plan/2", "plan.schema", "/schema"),
        ("/key", "B2B", "plan.key", "/key"),
        ("/key", "b2b--x", "plan.key", "/key"),
        ("/key", 7, "plan.key", "/key"),
        ("/title", "   ", "plan.text", "/title"),
        ("/title", "a\tb", "plan.text", "/title"),
        ("/title", None, "plan.wrong_type", "/title"),
        ("/title", "x" * 401, "plan.text", "/title"),
        ("/currency", "EURO", "plan.currency", "/currency"),
        ("/currency", "eur", "plan.currency", "/currency"),
        ("/frequency", "monthly", "plan.choice", "/frequency"),
        ("/facts", [], "plan.wrong_type", "/facts"),
        ("/kpis", {}, "plan.wrong_type", "/kpis"),
        ("/kpis/0", "revenue", "plan.wrong_type", "/kpis/0"),
        ("/kpis/0/key", "_revenue", "plan.key", "/kpis/0/key"),
        ("/kpis/0/key", "net__revenue", "plan.key", "/kpis/0/key"),
        ("/kpis/0/key", "lambda", "plan.key", "/kpis/0/key"),
        ("/kpis/0/key", "k" * 49, "plan.key", "/kpis/0/key"),
        ("/kpis/0/key", "umsatz_f\u00fcr", "plan.key", "/kpis/0/key"),
        ("/kpis/0/weight", "35%", "plan.number", "/kpis/0/weight"),
        ("/kpis/0/weight", "1/0", "plan.number", "/kpis/0/weight"),
        ("/kpis/0/weight", True, "plan.number", "/kpis/0/weight"),
        ("/kpis/0/weight", Decimal("NaN"), "plan.number", "/kpis/0/weight"),
        ("/kpis/0/weight", Decimal("1E+30"), "plan.number", "/kpis/0/weight"),
        ("/kpis/0/weight", "0.1234567890123", "plan.number", "/kpis/0/weight"),
        ("/kpis/0/weight", "\uff11", "plan.number", "/kpis/0/weight"),
        ("/kpis/0/weight", "1_0", "plan.number", "/kpis/0/weight"),
        ("/kpis/0/weight", 0.35, "plan.float", "/kpis/0/weight"),
        ("/kpis/0/weight", math.nan, "plan.float", "/kpis/0/weight"),
        ("/kpis/0/levels/base", "", "plan.empty", "/kpis/0/levels/base"),
        ("/kpis/0/levels/base", False, "plan.wrong_type", "/kpis/0/levels/base"),
        ("/kpis/0/levels/base", ["1"], "plan.wrong_type", "/kpis/0/levels/base"),
        ("/kpis/0/levels/base", Decimal("1E-13"), "plan.number", "/kpis/0/levels/base"),
        ("/kpis/0/qualitative", "yes", "plan.wrong_type", "/kpis/0/qualitative"),
        ("/kpis/0/qualitative", 1, "plan.wrong_type", "/kpis/0/qualitative"),
        ("/kpis/0/curve", "linear", "plan.wrong_type", "/kpis/0/curve"),
        ("/kpis/0/curve", {}, "plan.missing_key", "/kpis/0/curve/kind"),
        ("/kpis/0/curve", {"kind": 5}, "plan.wrong_type", "/kpis/0/curve/kind"),
        ("/kpis/0/curve", {"kind": "pionts"}, "plan.unknown_kind", "/kpis/0/curve/kind"),
        ("/kpis/0/curve", {"kind": "points"}, "plan.missing_key", "/kpis/0/curve/points"),
        ("/kpis/0/curve", {"kind": "points", "points": []}, "plan.empty", "/kpis/0/curve/points"),
        ("/kpis/0/curve", {"kind": "binary", "cap": "1"}, "plan.unknown_key", "/kpis/0/curve/cap"),
        ("/kpis/0/curve", {"kind": "linear", "cap": "top"}, "plan.curve_cap", "/kpis/0/curve/cap"),
        ("/kpis/0/curve", {"kind": "formula", "formula": 1, "of": 1}, "plan.unknown_key", "/kpis/0/curve/of"),
        (
            "/kpis/0/curve",
            {"kind": "scale", "values": {"g\u00fct": "1"}},
            "plan.word",
            "/kpis/0/curve/values/g\u00fct",
        ),
        ("/inputs/fund", {"kind": "cash"}, "plan.unknown_kind", "/inputs/fund/kind"),
        ("/inputs/fund", {"kind": "boolean", "default": "true"}, "plan.wrong_type", "/inputs/fund/default"),
        ("/inputs/fund", {"kind": "money", "default": "1/3"}, "plan.number", "/inputs/fund/default"),
        ("/inputs/fund", {"kind": "money", "values": []}, "plan.unknown_key", "/inputs/fund/values"),
        ("/inputs/region/values/0", "S\u00fcd", "plan.word", "/inputs/region/values/0"),
        ("/inputs/region/values/0", " EMEA", "plan.word", "/inputs/region/values/0"),
        ("/inputs/region/values/0", 7, "plan.word", "/inputs/region/values/0"),
        ("/inputs/Fund", {"kind": "money"}, "plan.key", "/inputs/Fund"),
        ("/inputs/@money", {"kind": "money"}, "plan.key", "/inputs/@money"),
        ("/facts/revenue/take", "total", "plan.choice", "/facts/revenue/take"),
        ("/facts/revenue", {"of": "x", "window": "always"}, "plan.choice", "/facts/revenue/window"),
        ("/facts/revenue", {"window": "previous"}, "plan.missing_key", "/facts/revenue/of"),
        (
            "/facts/revenue",
            {"of": "x", "window": {"last": "-3"}},
            "plan.whole_number",
            "/facts/revenue/window/last",
        ),
        ("/facts/revenue", {"kind": "rows", "fields": {}}, "plan.empty", "/facts/revenue/fields"),
        ("/tables/revenue_rates/rows/0/value", "1", "plan.unknown_key", "/tables/revenue_rates/rows/0/value"),
        ("/tables/revenue_rates/rows/0/rate", "x", "plan.number", "/tables/revenue_rates/rows/0/rate"),
        ("/tables/revenue_rates/kind", "tiers", "plan.unknown_kind", "/tables/revenue_rates/kind"),
        ("/gates/0/scope", [], "plan.empty", "/gates/0/scope"),
        ("/gates/0/scope", ["total", 5], "plan.key", "/gates/0/scope/1"),
        ("/gates/0/mode", "advise", "plan.choice", "/gates/0/mode"),
        ("/components/0/cap", {"amount": "1", "per": "month"}, "plan.choice", "/components/0/cap/per"),
        ("/components/0/cap", {}, "plan.missing_key", "/components/0/cap/amount"),
        ("/components/0/places", "2.5", "plan.whole_number", "/components/0/places"),
        ("/rounding/mode", "bankers", "plan.choice", "/rounding/mode"),
        ("/examples/0/expect/total", "about 5", "plan.number", "/examples/0/expect/total"),
        (
            "/examples/0/expect/components/growth",
            {"nett": "5"},
            "plan.unknown_key",
            "/examples/0/expect/components/growth/nett",
        ),
        (
            "/examples/0/period",
            {"start": "2026-02-30", "end": "2026-03-01"},
            "plan.date",
            "/examples/0/period/start",
        ),
        ("/examples/0/facts/revenue", {"a": 1}, "plan.wrong_type", "/examples/0/facts/revenue"),
        ("/examples/0/facts/revenue", [[1]], "plan.wrong_type", "/examples/0/facts/revenue"),
        ("/examples/0/facts/revenue", Decimal("1E+20"), "plan.number", "/examples/0/facts/revenue"),
        ("/examples/0/inputs/region", 7, "plan.example_value", "/examples/0/inputs/region"),
    ],
)
def test_one_fault_is_one_problem_at_its_place(path: str, value: Any, code: str, at: str) -> None:
    assert _findings(changed(b2b(), path, value)) == [(code, at)]


@pytest.mark.parametrize("key", ["schema", "key", "title", "currency", "frequency"])
def test_required_keys(key: str) -> None:
    document = b2b()
    del document[key]
    assert _findings(document) == [("plan.missing_key", f"/{key}")]


@pytest.mark.parametrize("document", [None, True, 7, "plan", [], [b2b()], Decimal(1)])
def test_a_plan_is_one_object(document: object) -> None:
    assert _findings(document) == [("plan.not_an_object", "")]


def test_all_faults_are_told_at_once() -> None:
    document = b2b()
    changed(document, "/title", None)
    changed(document, "/kpis/0/weight", "much")
    changed(document, "/components/1/amonut", "5")
    with pytest.raises(PlanRefused) as refused:
        parse_plan(document)
    assert {problem.path for problem in refused.value.problems} == {
        "/title",
        "/kpis/0/weight",
        "/components/1/amonut",
    }


def test_unknown_keys_do_not_hide_faults_of_structure() -> None:
    document = changed(changed(b2b(), "/ownerr", "me"), "/kpis/0/weight", "0.34")
    reading = read_plan(document)
    assert [problem.code for problem in reading.problems] == ["plan.unknown_key", "plan.weights_sum"]
    assert reading.plan is not None


def _only(document: object) -> Problem:
    (problem,) = read_plan(document).problems
    return problem


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("/kpis/0/wieght", "1", 'Did you mean "weight"?'),
        ("/kpis/0/curve", {"kind": "pionts"}, 'Did you mean "points"?'),
        ("/gates/0/mode", "enforced", 'Did you mean "enforce"?'),
        ("/ratings/bands/1/to", "0.9", "ends where the next one begins"),
        ("/tables/revenue_rates/rows/0/to", "5", "ends where the next one begins"),
        ("/zzz", 1, "Known are: schema, key, title"),
        ("/frequency", "daily", '"week", "month"'),
        ("/components/0/cap", {}, 'The key "amount" is missing'),
    ],
)
def test_messages_say_what_to_do(path: str, value: Any, words: str) -> None:
    assert words in _only(changed(b2b(), path, value)).message


def test_depth_is_bounded_without_a_recursion_error() -> None:
    deep: Any = "leaf"
    for _ in range(100_000):
        deep = [deep]
    document = small()
    document["kpis"] = deep
    assert _findings(document) == [("plan.too_deep", "/kpis")]


@pytest.mark.parametrize("text", ["\ud800", "nul\x00"])
def test_text_that_cannot_be_stored_is_refused(text: str) -> None:
    assert _findings(changed(b2b(), "/title", text)) == [("plan.text", "/title")]


def test_keys_that_become_equal_are_refused() -> None:
    assert ("plan.duplicate_key", "/Pr\u00e4mie") in _findings(small(**{"Pr\u00e4mie": 1, "Pra\u0308mie": 2}))


def test_what_is_not_json_is_refused() -> None:
    assert _findings(small(kpis={1, 2})) == [("plan.wrong_type", "/kpis")]
    assert _findings(small(inputs={5: {}})) == [("plan.wrong_type", "/inputs")]


def test_endless_findings_are_cut_with_a_note() -> None:
    problems = read_plan(small(kpis=[1] * 5000)).problems
    assert len(problems) == 1001
    assert problems[-1].code == "plan.too_many_problems"


def test_a_document_of_very_many_values_is_refused_unread() -> None:
    problems = read_plan(small(examples=[[0] * 1000] * 201)).problems
    assert [(problem.code, problem.path) for problem in problems] == [("plan.too_large", "")]

"""Parts that are well formed and do not fit together are refused, each at its place."""

from typing import Any

import pytest

from tests.rules.build import Document, kpi, named, paying, plan, refusals

SCALE: Document = {"kind": "scale", "values": {"poor": "0", "good": "1"}}
WORDS: Document = {"a": {"kind": "category", "values": ["poor", "good"]}}
CLOSED: Document = {"key": "g", "when": "1 > 2", "otherwise": {"factor": "0"}}


def one_kpi(facts: Document | None = None, **parts: Any) -> Document:
    """A plan with the KPI `a`."""
    return plan(kpis=[kpi("a", **parts)], **({} if facts is None else {"facts": facts}))


def ratio(form: str, **levels: str) -> Document:
    """A plan whose KPI is measured as a ratio."""
    return one_kpi(levels=levels, curve={"kind": "ratio", "form": form})


REFUSED: list[tuple[str, Document, dict[str, str]]] = [
    (
        "scale over a formula",
        one_kpi(value="b", facts={"b": {}}, curve=SCALE, levels=None),
        {"/kpis/0/curve": "plan.curve_fact"},
    ),
    ("scale over a number", one_kpi({"a": {}}, curve=SCALE), {"/kpis/0/curve": "plan.curve_fact"}),
    (
        "scale over a count of words",
        one_kpi({"a": {"kind": "category", "take": "count"}}, curve=SCALE),
        {"/kpis/0/curve": "plan.curve_fact"},
    ),
    ("weighted words", one_kpi(WORDS, weight="1", levels=None), {"/kpis/0": "plan.curve_fact"}),
    ("words with levels", one_kpi(WORDS), {"/kpis/0": "plan.curve_fact"}),
    ("words with a formula", one_kpi(WORDS, curve={"kind": "formula", "formula": "1"}), {"/kpis/0": "plan.curve_fact"}),
    (
        "a word without an index",
        one_kpi({"a": {"kind": "category", "values": ["poor", "fair", "good"]}}, curve=SCALE, levels=None),
        {"/kpis/0/curve/values": "plan.scale_words"},
    ),
    ("ratio to 0", ratio("actual/normal", normal="0"), {"/kpis/0/levels/normal": "plan.level_zero"}),
    ("inverse ratio of 0", ratio("normal/actual", normal="0.0"), {"/kpis/0/levels/normal": "plan.level_zero"}),
    (
        "concave of 0",
        one_kpi(levels={"normal": "0"}, curve={"kind": "inverse_concave"}),
        {"/kpis/0/levels/normal": "plan.level_zero"},
    ),
    (
        "attainment of 0",
        one_kpi(levels={"normal": "0"}, curve={"kind": "steps", "of": "attainment", "rows": [{"index": "1"}]}),
        {"/kpis/0/levels/normal": "plan.level_zero"},
    ),
    ("higher and lower", ratio("actual/normal", base="20", normal="10"), {"/kpis/0/curve": "plan.curve_direction"}),
    ("lower and higher", ratio("normal/actual", base="5", normal="10"), {"/kpis/0/curve": "plan.curve_direction"}),
    (
        "target behind normal",
        ratio("actual/normal", normal="10", target="9"),
        {"/kpis/0/levels/target": "plan.levels_target"},
    ),
    (
        "target before normal",
        ratio("2-actual/normal", normal="10", target="11"),
        {"/kpis/0/levels/target": "plan.levels_target"},
    ),
    (
        "no target to be capped at",
        {**one_kpi(curve={"kind": "linear", "cap": "target"}), "personal": []},
        {"/kpis/0/curve/cap": "plan.level_missing"},
    ),
    (
        "a gate on a KPI that is only measured",
        paying("1", kpis=[kpi("a", levels=None)], gates=[{**CLOSED, "scope": "a"}]),
        {"/gates/0/scope": "plan.gate_scope"},
    ),
    (
        "one of several scopes",
        paying("1", kpis=[kpi("a", levels={"normal": "1"})], gates=[{**CLOSED, "scope": ["total", "pay", "a"]}]),
        {"/gates/0/scope/2": "plan.gate_scope"},
    ),
]


@pytest.mark.parametrize(("document", "found"), named(REFUSED))
def test_what_does_not_fit_is_refused(document: Document, found: dict[str, str]) -> None:
    assert refusals(document) == found


FITTING = [
    ("scale over words", one_kpi(WORDS, curve=SCALE, levels=None)),
    ("scale over words it lists itself", one_kpi({"a": {"kind": "category"}}, curve=SCALE, levels=None)),
    ("scale over an undeclared fact", one_kpi(curve=SCALE, levels=None)),
    ("a scale with more words than the fact", one_kpi({"a": {"kind": "category", "values": ["good"]}}, curve=SCALE)),
    ("words that are only measured", one_kpi(WORDS, levels=None)),
    ("a count of words", one_kpi({"a": {"kind": "category", "take": "count"}})),
    ("a line to 0", one_kpi(levels={"base": "5", "normal": "0"})),
    ("ratio of a negative normal", ratio("actual/normal", base="-5", normal="-10")),
    ("ratio the right way", ratio("actual/normal", base="5", normal="10", target="11")),
    ("inverse the right way", ratio("normal/actual", base="15", normal="10", target="9")),
    ("target equal to normal", ratio("actual/normal", normal="10", target="10")),
    ("a personal target to be capped at", one_kpi(curve={"kind": "linear", "cap": "target"})),
    ("a gate on a KPI with an index", paying("1", kpis=[kpi("a")], gates=[{**CLOSED, "scope": "a"}])),
]


@pytest.mark.parametrize("document", named(FITTING))
def test_what_fits_is_accepted(document: Document) -> None:
    assert refusals(document) == {}

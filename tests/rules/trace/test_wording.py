"""The method's own rules in words."""

from typing import Any

import pytest

from tests.rules.build import kpi, named, plan, trace

POINTS = [{"at": "0", "index": "0"}, {"at": "1", "index": "1"}]
LEVELS = {"base": "0", "normal": "100", "target": "120"}
CURVES: list[tuple[str, dict[str, Any], str, list[str]]] = [
    # the case, the curve, the rule, what the raw index reads
    ("linear", {"kind": "linear"}, "(actual - base) / (normal - base)", ["actual", "base", "normal"]),
    ("two_slope", {"kind": "two_slope", "max": "1.5"}, "(actual - base) / (normal - base)",
     ["actual", "base", "normal"]),
    ("ratio", {"kind": "ratio"}, "actual/normal", ["actual", "normal"]),
    ("2 - ratio", {"kind": "ratio", "form": "2-actual/normal", "cap": "1"}, "2-actual/normal", ["actual", "normal"]),
    ("inverse_concave", {"kind": "inverse_concave"}, "2 - normal/actual", ["actual", "normal"]),
    ("points", {"kind": "points", "points": POINTS}, "straight lines through the points of the actual",
     ["actual", "base", "normal"]),
    ("steps", {"kind": "steps", "of": "raw", "rows": [{"index": "1"}]}, "step reached by the raw",
     ["actual", "base", "normal"]),
    ("binary", {"kind": "binary"}, "1 at or beyond normal, else 0", ["actual", "base", "normal"]),
    ("range", {"kind": "range", "zero_low": "0", "low": "1", "high": "2", "zero_high": "3"},
     "1 inside the corridor, falling to 0 on both sides", ["actual"]),
]  # fmt: skip


def levels_for(curve: dict[str, Any]) -> dict[str, str]:
    """Levels that fit the direction of the curve."""
    return {"base": "200", "normal": "100"} if curve.get("form") == "2-actual/normal" else LEVELS


@pytest.mark.parametrize(("curve", "rule", "reads"), named(CURVES))
def test_the_rule_of_a_curve_and_what_it_reads(curve: dict[str, Any], rule: str, reads: list[str]) -> None:
    document = plan(kpis=[kpi(weight="1", levels=levels_for(curve), curve=curve)])
    node = trace(document, facts={"revenue": "110"}).nodes["/kpis/revenue/raw_index"]
    assert (node.formula, [given.name for given in node.inputs]) == (rule, reads)


def test_the_rule_of_a_scale_of_words() -> None:
    scale = {"kind": "scale", "values": {"good": "1"}}
    document = plan(kpis=[kpi("mood", weight="1", levels=None, curve=scale)])
    node = trace(document, facts={"mood": "good"}).nodes["/kpis/mood/raw_index"]
    assert (node.formula, [(given.name, given.value) for given in node.inputs]) == (
        "index of the word", [("actual", "good")],
    )  # fmt: skip


LIMITS: list[tuple[str, dict[str, Any], str, list[str]]] = [
    ("default with a target", {"levels": LEVELS}, "raw index, at least 0, at most the index at target",
     ["raw_index", "target"]),
    ("default without a target", {}, "raw index, at least 0", ["raw_index"]),
    ("a cap of its own", {"curve": {"kind": "linear", "cap": "1.5"}}, "raw index, at least 0, at most 1.5",
     ["raw_index"]),
    ("no floor", {"curve": {"kind": "linear", "floor": None}}, "raw index", ["raw_index"]),
    ("two_slope", {"levels": LEVELS, "curve": {"kind": "two_slope", "max": "1.5"}},
     "0 to 1 from base to normal, 1 to 1.5 from normal to target, flat outside",
     ["raw_index", "actual", "normal", "target"]),
    ("missing is zero", {"missing": "zero"}, "missing counts as index 0", ["raw_index"]),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "rule", "reads"), named(LIMITS))
def test_how_the_raw_index_became_the_index(parts: dict[str, Any], rule: str, reads: list[str]) -> None:
    document = plan(kpis=[kpi(weight="1", **parts)])
    facts = {} if "missing" in parts else {"revenue": "110"}
    node = trace(document, facts=facts).nodes["/kpis/revenue/index"]
    assert (node.formula, [given.name for given in node.inputs]) == (rule, reads)

"""How far an index can go, by curve, floor, cap, missing policy and gates."""

from fractions import Fraction
from typing import Any

import pytest

from rules.check.reach import coefficient_reach, index_reach
from tests.rules.build import Document, compiled, kpi, named, plan

ZERO = Fraction(0)
LEVELS: Document = {"base": "0", "normal": "10", "target": "15"}
LOWER: Document = {"base": "20", "normal": "10", "target": "5"}
RISING = [{"at": "0", "index": "-1"}, {"at": "1", "index": "3"}]
BY_QUOTA = {"base": "0", "normal": "10", "target": "quota"}

REACHES: list[tuple[str, Document, str | None, str | None, bool]] = [
    ("default with target", {}, "0", "1.5", True),
    ("default without target", {"levels": {"base": "0", "normal": "10"}}, "0", None, False),
    ("lower is better", {"levels": LOWER}, "0", "1.5", True),
    ("no floor", {"curve": {"kind": "linear", "floor": None}}, None, "1.5", True),
    ("no cap", {"curve": {"kind": "linear", "cap": None}}, "0", None, False),
    ("cap", {"curve": {"kind": "linear", "floor": "-1", "cap": "2"}}, "-1", "2", True),
    ("cap at target, target by input", {"levels": BY_QUOTA}, "0", None, True),
    ("ratio", {"curve": {"kind": "ratio"}}, "0", "1.5", True),
    ("ratio, lower", {"levels": LOWER, "curve": {"kind": "ratio", "form": "2-actual/normal"}}, "0", "1.5", True),
    ("inverse ratio", {"levels": LOWER, "curve": {"kind": "ratio", "form": "normal/actual"}}, "0", "2", True),
    ("inverse_concave", {"curve": {"kind": "inverse_concave", "cap": None}}, "0", "2", True),
    ("inverse_concave at target", {"curve": {"kind": "inverse_concave"}}, "0", "4/3", True),
    ("two_slope", {"curve": {"kind": "two_slope", "max": "1.2"}}, "0", "1.2", True),
    ("points", {"curve": {"kind": "points", "points": RISING}}, "-1", "3", True),
    ("points within limits", {"curve": {"kind": "points", "points": RISING, "floor": "0", "cap": "2"}}, "0", "2", True),
    (
        "points to target",
        {"curve": {"kind": "points", "of": "raw", "points": RISING, "cap": "target"}},
        "-1",
        "3",
        True,
    ),
    (
        "steps",
        {"curve": {"kind": "steps", "rows": [{"index": "0.5"}, {"from": "1", "index": "0.2"}]}},
        "0.2",
        "0.5",
        True,
    ),
    ("binary", {"curve": {"kind": "binary"}}, "0", "1", True),
    ("scale", {"levels": None, "curve": {"kind": "scale", "values": {"a": "0.3", "b": "2"}}}, "0.3", "2", True),
    (
        "range",
        {"curve": {"kind": "range", "zero_low": "0", "low": "1", "high": "2", "zero_high": "3"}},
        "0",
        "1",
        True,
    ),
    ("formula", {"curve": {"kind": "formula", "formula": "actual * 2"}}, None, None, False),
    (
        "formula within limits",
        {"curve": {"kind": "formula", "formula": "actual", "floor": "0", "cap": "1"}},
        "0",
        "1",
        True,
    ),
    ("formula to target", {"curve": {"kind": "formula", "formula": "actual", "cap": "target"}}, None, None, True),
    ("missing is 0", {"missing": "zero", "curve": {"kind": "linear", "floor": "0.5"}}, "0", "1.5", True),
    ("cap below 0", {"missing": "zero", "curve": {"kind": "linear", "floor": None, "cap": "-1"}}, None, "0", True),
]


@pytest.mark.parametrize(("parts", "low", "high", "limited"), named(REACHES))
def test_reach_of_an_index(parts: Document, low: str | None, high: str | None, limited: bool) -> None:
    document = plan(inputs={"quota": {"kind": "number"}}, kpis=[kpi("a", **{"levels": LEVELS, **parts})])
    ready = compiled(document)
    reach = index_reach(ready, ready.kpis["a"])
    assert (reach.low, reach.high, reach.limited) == (_fraction(low), _fraction(high), limited)


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


@pytest.mark.parametrize(
    ("otherwise", "low"),
    [
        ({"factor": "0.5"}, "0.2"),
        ({"factor": "a.actual / 100"}, "0"),
        ({"cap": "0.1"}, "0.1"),
        ({"cap": "3"}, "0.4"),
        ({"cap": "a.actual"}, None),
    ],
)
def test_a_gate_on_the_kpi_lowers_its_low_end(otherwise: dict[str, Any], low: str | None) -> None:
    gate = {"key": "g", "when": "a.actual > 1", "scope": "a", "otherwise": otherwise}
    ready = compiled(plan(kpis=[kpi("a", levels=LEVELS, curve={"kind": "linear", "floor": "0.4"})], gates=[gate]))
    reach = index_reach(ready, ready.kpis["a"])
    assert (reach.low, reach.high) == (_fraction(low), Fraction("1.5"))


def test_reach_of_the_coefficient() -> None:
    kpis = [kpi("a", weight="1/3", levels=LEVELS), kpi("b", weight="2/3", curve={"kind": "binary"})]
    assert coefficient_reach(compiled(plan(kpis=kpis))) == (ZERO, Fraction("1/3") * Fraction("1.5") + Fraction("2/3"))
    open_above = [kpi("a", weight="1/3"), kpis[1]]
    assert coefficient_reach(compiled(plan(kpis=open_above))) == (ZERO, None)


def test_reach_of_a_coefficient_that_rounds_its_steps() -> None:
    kpis = [kpi("a", weight="1/3", curve={"kind": "binary"}), kpi("b", weight="2/3", curve={"kind": "binary"})]
    document = plan(kpis=kpis, rounding={"mode": "down", "steps": "2"})
    assert coefficient_reach(compiled(document)) == (ZERO, Fraction("0.99"))


@pytest.mark.parametrize("parts", [{"coefficient": "a.index"}, {"values": {"v": "1"}}])
def test_another_coefficient_has_no_known_reach(parts: dict[str, Any]) -> None:
    assert coefficient_reach(compiled(plan(kpis=[kpi("a")], **parts))) == (None, None)

"""Lints about bands: those nobody reaches, and those at whose edge pay jumps."""

from typing import Any

import pytest

from tests.rules.build import Document, kpi, named, paying
from tests.rules.check.linted import warnings

FUND: Document = {"fund": {"kind": "money"}}
CAPPED = kpi("a", weight="1", levels={"base": "0", "normal": "10", "target": "15"})


def banded(*edges: str, kpis: list[Document] | None = None, **parts: Any) -> Document:
    """A plan with an open first band and one from each edge on."""
    bands: list[Document] = [{"grade": "E0"}]
    bands += [{"grade": f"E{number}", "from": edge} for number, edge in enumerate(edges, start=1)]
    scale = parts.pop("scale", {})
    amount = parts.pop("amount", "fund * coefficient")
    return paying(amount, inputs=FUND, kpis=kpis or [CAPPED], ratings={"bands": bands, **scale}, **parts)


UNREACHABLE = [
    ("above the largest", banded("1", "1.51"), "/ratings/bands/2", {"most": "1.5", "edge": "1.51"}),
    ("below the smallest", banded("0", "1"), "/ratings/bands/0", {"least": "0"}),
    (
        "rounded before the band",
        banded("1", "1.51", scale={"round_before_band": "2"}),
        "/ratings/bands/2",
        {"most": "1.5", "edge": "1.51"},
    ),
    (
        "floors above 0",
        banded("0.5", "1", kpis=[{**CAPPED, "curve": {"kind": "linear", "floor": "0.6"}}]),
        "/ratings/bands/0",
        {"least": "0.6"},
    ),
]


@pytest.mark.parametrize(("document", "path", "numbers"), named(UNREACHABLE))
def test_a_band_that_nobody_reaches(document: Document, path: str, numbers: dict[str, str]) -> None:
    [warning] = warnings(document, "lint.unreachable_band")
    assert (warning.path, warning.numbers) == (path, numbers)


def excluded_at(edge: str) -> Document:
    """The last band begins above the edge, which itself is left out."""
    document = banded("1")
    document["ratings"]["bands"].append({"grade": "A+", "above": edge})
    return document


def test_an_edge_that_is_left_out_is_not_reached() -> None:
    [warning] = warnings(excluded_at("1.5"), "lint.unreachable_band")
    assert warning.path == "/ratings/bands/2"
    assert warnings(excluded_at("1.499999999999"), "lint.unreachable_band") == []


REACHABLE = [
    ("exactly the largest", banded("1", "1.5")),
    ("above the smallest", banded("0.000000000001", "1")),
    ("rounding lifts", banded("1", "1.51", kpis=[{**CAPPED, "curve": {"kind": "linear", "cap": "1.505"}}])),
    ("no end above", banded("99", kpis=[{**CAPPED, "curve": {"kind": "linear", "cap": None}}])),
    ("no end below", banded("0", "1", kpis=[{**CAPPED, "curve": {"kind": "linear", "floor": None}}])),
    (
        "missing counts as 0",
        banded("0.5", kpis=[{**CAPPED, "missing": "zero", "curve": {"kind": "linear", "floor": "0.6"}}]),
    ),
    ("a formula", banded("99", coefficient="a.index * 100")),
]
REACHABLE[2][1]["ratings"]["round_before_band"] = "2"


@pytest.mark.parametrize("document", named(REACHABLE))
def test_a_band_that_somebody_reaches(document: Document) -> None:
    assert warnings(document, "lint.unreachable_band") == []


def test_a_gate_on_a_kpi_opens_the_lower_bands() -> None:
    kpis = [{**CAPPED, "curve": {"kind": "linear", "floor": "0.6"}}]
    gate = {"key": "g", "when": "a.actual > 3", "scope": "a", "otherwise": {"factor": "0.5"}}
    assert len(warnings(banded("0.5", kpis=kpis), "lint.unreachable_band")) == 1
    assert warnings(banded("0.5", kpis=kpis, gates=[gate]), "lint.unreachable_band") == []
    assert len(warnings(banded("0.3", kpis=kpis, gates=[gate]), "lint.unreachable_band")) == 1
    advisory = {**gate, "mode": "advisory"}
    assert len(warnings(banded("0.5", kpis=kpis, gates=[advisory]), "lint.unreachable_band")) == 1


SAMPLE: Document = {"inputs": {"fund": "1000"}, "facts": {"a": "10"}}


def test_a_jump_at_the_edge_of_a_rating() -> None:
    document = banded("0.7", "1", amount='fund * coefficient if rating != "E0" else 0')
    [warning] = warnings(document, "lint.cliff", SAMPLE)
    assert warning.path == "/ratings/bands/1"
    assert warning.numbers == {"edge": "0.7", "below": "0.00", "reached": "700.00", "jump": "700.00"}
    assert "rises by 700.00 EUR" in warning.message


def test_pay_that_follows_the_coefficient_has_no_jump() -> None:
    document = banded("0.7", "1", amount='fund * coefficient if rating != "E0" else fund * coefficient')
    assert warnings(document, "lint.cliff", SAMPLE) == []


@pytest.mark.parametrize(("extra", "jump"), [("0.02", "0.02"), ("0.01", None)])
def test_a_jump_of_one_cent_is_rounding(extra: str, jump: str | None) -> None:
    document = banded("0.7", amount=f'fund * coefficient + ({extra} if rating == "E1" else 0)')
    assert [warning.numbers["jump"] for warning in warnings(document, "lint.cliff", SAMPLE)] == ([jump] if jump else [])


def test_pay_that_falls_at_an_edge() -> None:
    document = banded("1", amount='fund if rating == "E0" else fund / 2')
    [warning] = warnings(document, "lint.cliff", SAMPLE)
    assert warning.numbers == {"edge": "1", "below": "1000.00", "reached": "500.00", "jump": "-500.00"}
    assert "falls by 500.00 EUR" in warning.message


def test_every_edge_has_its_own_jump_whoever_the_sample_is() -> None:
    bands = [{"grade": "C", "payout": "0"}, {"grade": "B", "above": "0.9", "payout": "0.5"}]
    bands += [{"grade": "A", "from": "1/1", "payout": "1.5"}]
    document = paying("fund * payout", inputs=FUND, kpis=[CAPPED], ratings={"bands": bands})
    found = warnings(document, "lint.cliff", {"inputs": {"fund": "10"}, "facts": {"a": "0"}})
    assert [(warning.path, warning.numbers["jump"]) for warning in found] == [
        ("/ratings/bands/1", "5.00"),
        ("/ratings/bands/2", "10.00"),
    ]


def test_interpolated_payouts_have_no_jump() -> None:
    bands = [{"grade": "C", "from": "0", "payout": "0"}, {"grade": "B", "from": "1", "payout": "1"}]
    for mode, interpolate, count in (("down", True, 0), ("half_up", True, 0), ("half_up", False, 1)):
        ratings = {"bands": bands, "interpolate": interpolate}
        parts = {"kpis": [CAPPED], "ratings": ratings, "rounding": {"mode": mode}}
        assert len(warnings(paying("fund * payout", inputs=FUND, **parts), "lint.cliff", SAMPLE)) == count


def test_a_jump_of_a_scale() -> None:
    bands = [{"grade": "S", "payout": "1"}, {"grade": "L", "from": "100", "payout": "3"}]
    scales = {"size": {"of": "a.actual * 2", "bands": bands}}
    document = paying("fund * size.payout", inputs=FUND, kpis=[CAPPED], scales=scales, pay={"cap": "2500"})
    [warning] = warnings(document, "lint.cliff", SAMPLE)
    assert warning.path == "/scales/size/bands/1"
    assert warning.numbers == {"edge": "100", "below": "1000.00", "reached": "2500.00", "jump": "1500.00"}


@pytest.mark.parametrize(
    ("rounding", "before_band", "edge"),
    [
        ("half_up", "1", "0.65"),
        ("half_even", "1", "0.65"),
        ("down", "1", "0.7"),
        ("up", "1", "0.6"),
        ("half_up", None, "0.7"),
    ],
)
def test_the_edge_is_where_rounding_moves_it(rounding: str, before_band: str | None, edge: str) -> None:
    scale = {} if before_band is None else {"round_before_band": before_band}
    document = banded(
        "0.7", scale=scale, amount='fund * coefficient if rating == "E1" else 0', rounding={"mode": rounding}
    )
    [warning] = warnings(document, "lint.cliff", SAMPLE)
    assert warning.numbers["edge"] == edge
    assert warning.numbers["below"] == "0.00"


def test_the_edge_is_a_coefficient_that_steps_can_have() -> None:
    rounding = {"mode": "half_up", "steps": "1"}
    document = banded("0.66", amount='fund * coefficient if rating == "E1" else 0', rounding=rounding)
    [warning] = warnings(document, "lint.cliff", SAMPLE)
    assert warning.numbers == {"edge": "0.7", "below": "0.00", "reached": "700.00", "jump": "700.00"}


CLIFF = banded("0.7", amount='fund * coefficient if rating != "E0" else 0')
UNPAID = {"name": "nothing", "inputs": {"fund": "5"}, "facts": {"a": "0"}, "expect": {"total": "0"}}
PAID = {"name": "typical", "inputs": {"fund": "200"}, "facts": {"a": "10"}, "expect": {"total": "200"}}
BLOCKED = {"name": "no fund", "facts": {"a": "10"}, "expect": {"outcome": "blocked"}}


@pytest.mark.parametrize(
    ("examples", "sample", "jump"),
    [
        ([PAID, UNPAID], None, "140.00"),
        ([BLOCKED, UNPAID, PAID], None, "140.00"),
        ([BLOCKED, UNPAID], None, "3.50"),
        ([PAID], {"inputs": {"fund": "10"}, "facts": {"a": "1"}}, "7.00"),
        ([PAID], {"inputs": {"fund": "10"}}, "140.00"),
        ([PAID], [], "140.00"),
        ([], {"inputs": {"fund": 10}, "facts": {"a": 1}}, "7.00"),
    ],
    ids=["first", "first paid", "first computed", "given", "given but blocked", "no object", "numbers"],
)
def test_who_the_jump_is_sized_for(examples: list[Document], sample: object, jump: str) -> None:
    [warning] = warnings({**CLIFF, "examples": examples}, "lint.cliff", sample)
    assert warning.numbers["jump"] == jump


@pytest.mark.parametrize("examples", [[], [BLOCKED]])
def test_a_jump_that_cannot_be_sized_is_said(examples: list[Document]) -> None:
    document = {**CLIFF, "examples": examples}
    [warning] = warnings(document, "lint.cliff_not_sized")
    assert (warning.path, warning.numbers) == ("/examples", {"edges": "1", "sized": "0"})
    assert warnings(document, "lint.cliff_not_sized", SAMPLE) == []


def test_without_bands_there_is_nothing_to_size() -> None:
    assert warnings(paying("1"), "lint.cliff_not_sized") == []


def test_bands_that_rounding_joins_have_one_edge() -> None:
    bands = [{"grade": "C", "payout": "0"}, {"grade": "B", "from": "0.895", "payout": "1"}]
    bands += [{"grade": "A", "from": "0.9", "payout": "2"}]
    ratings = {"bands": bands, "round_before_band": "2"}
    document = paying("fund * payout", inputs=FUND, kpis=[CAPPED], ratings=ratings)
    [warning] = warnings(document, "lint.cliff", SAMPLE)
    assert warning.path == "/ratings/bands/2"
    assert warning.numbers["jump"] == "2000.00"


def test_very_many_bands_are_sized_in_bounded_time() -> None:
    edges = [f"0.{number:05}" for number in range(1, 3000)]
    document = banded(*edges, amount='1 if rating == "E1" else 0')
    [warning] = warnings(document, "lint.cliff_not_sized", SAMPLE)
    assert warning.path == ""
    assert warning.numbers["edges"] == "2999"
    assert 0 < int(warning.numbers["sized"]) < 100
    assert len(warnings(document, "lint.cliff", SAMPLE)) == 2

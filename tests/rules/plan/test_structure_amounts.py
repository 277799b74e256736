"""Structure of levels, curves, scales, tables, gates, components and examples: accepted and refused cases."""

from typing import Any

import pytest

from rules.plan import read_plan
from tests.rules.plan.documents import b2b, changed, small


def _findings(document: object) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in read_plan(document).problems]


@pytest.mark.parametrize(
    ("kpi", "findings"),
    [
        ({"levels": {"base": "10", "normal": "10.0"}}, [("plan.levels_equal", "/kpis/0/levels/normal")]),
        ({"levels": {"base": "10", "normal": "10"}, "curve": {"kind": "ratio"}}, []),
        ({"levels": {"base": "a", "normal": "a"}}, []),
        (
            {"levels": {"base": "1", "normal": "3", "target": "2"}},
            [("plan.levels_target", "/kpis/0/levels/target")],
        ),
        ({"levels": {"base": "3", "normal": "2", "target": "1"}}, []),
        ({"levels": {"base": "1", "normal": "2", "target": "2"}}, []),
        (
            {
                "levels": {"base": "1", "normal": "2", "target": "2"},
                "curve": {"kind": "two_slope", "max": "2"},
            },
            [("plan.levels_target", "/kpis/0/levels/target")],
        ),
        (
            {"levels": {"base": "20", "normal": "10"}, "direction": "higher"},
            [("plan.direction", "/kpis/0/direction")],
        ),
        ({"levels": {"base": "20", "normal": "10"}, "direction": "lower"}, []),
        ({"levels": {"base": "-5", "normal": "0"}, "direction": "higher"}, []),
    ],
)
def test_levels(kpi: dict[str, Any], findings: list[tuple[str, str]]) -> None:
    assert _findings(small(kpis=[{"key": "k", **kpi}])) == findings


@pytest.mark.parametrize(
    ("curve", "missing"),
    [
        ({"kind": "linear"}, 2),
        ({"kind": "two_slope", "max": "1"}, 3),
        ({"kind": "ratio"}, 1),
        ({"kind": "binary"}, 1),
        ({"kind": "inverse_concave"}, 1),
        ({"kind": "steps", "rows": [{"index": "1"}]}, 0),
        ({"kind": "steps", "of": "attainment", "rows": [{"index": "1"}]}, 1),
        ({"kind": "steps", "of": "raw", "rows": [{"index": "1"}]}, 2),
        ({"kind": "formula", "formula": "actual"}, 0),
    ],
)
def test_levels_that_nobody_can_bring(curve: dict[str, Any], missing: int) -> None:
    kpis = [{"key": "k", "weight": "1", "curve": curve}]
    assert _findings(small(kpis=kpis)) == []
    assert _findings(small(kpis=kpis, personal=[])) == [("plan.level_missing", "/kpis/0/levels")] * missing


@pytest.mark.parametrize(
    ("curve", "findings"),
    [
        ({"kind": "two_slope", "max": "0.9"}, [("plan.curve_max", "/max")]),
        (
            {"kind": "range", "low": "1", "high": "2", "zero_low": "1", "zero_high": "3"},
            [("plan.curve_range", "")],
        ),
        ({"kind": "range", "low": "1", "high": "1", "zero_low": "0", "zero_high": "3"}, []),
        ({"kind": "linear", "floor": "1", "cap": "0.5"}, [("plan.curve_limits", "/cap")]),
        ({"kind": "linear", "floor": None, "cap": "-0.5"}, []),
        (
            {"kind": "points", "points": [{"at": "2", "index": 0}, {"at": "1", "index": 0}]},
            [("plan.point_order", "/points/1/at")],
        ),
        ({"kind": "points", "points": [{"at": "1", "index": 0}, {"at": "1", "index": 1}]}, []),
        ({"kind": "points", "points": [{"at": "1", "index": 0}] * 3}, [("plan.point_order", "/points/2/at")]),
        ({"kind": "steps", "rows": [{"index": 0}, {"index": 1}]}, [("plan.row_edge", "/rows/1")]),
        ({"kind": "steps", "rows": [{"from": 1, "index": 0}] * 2}, [("plan.row_order", "/rows/1/from")]),
    ],
)
def test_curves(curve: dict[str, Any], findings: list[tuple[str, str]]) -> None:
    expected = [(code, f"/kpis/0/curve{path}") for code, path in findings]
    assert _findings(small(kpis=[{"key": "k", "curve": curve}])) == expected


@pytest.mark.parametrize(
    ("bands", "findings"),
    [
        ([{"grade": "D", "from": "0"}, {"grade": "C", "above": "0"}], []),
        ([{"grade": "D"}, {"grade": "C", "from": "1"}, {"grade": "B", "above": "1"}], []),
        (
            [{"grade": "D"}, {"grade": "C", "above": "1"}, {"grade": "B", "from": "1"}],
            [("plan.band_order", "/2/from")],
        ),
        ([{"grade": "D"}, {"grade": "C"}], [("plan.band_edge", "/1")]),
        ([{"grade": "D"}, {"grade": "C", "from": "1", "above": "1"}], [("plan.band_edge", "/1")]),
        ([{"grade": "D", "from": "1"}, {"grade": "C", "from": "0.9"}], [("plan.band_order", "/1/from")]),
        ([{"grade": "D"}, {"grade": "D", "from": "1"}], [("plan.duplicate_key", "/1/grade")]),
        ([{"grade": "D", "payout": "0"}, {"grade": "C", "from": "1"}], [("plan.band_payout", "/1")]),
    ],
)
def test_bands(bands: list[dict[str, str]], findings: list[tuple[str, str]]) -> None:
    for section, part in (("ratings", {"bands": bands}), ("scales/s", {"of": "1", "bands": bands})):
        document = changed(small(coefficient="1"), f"/{section}", part)
        assert _findings(document) == [(code, f"/{section}/bands{path}") for code, path in findings]


def test_scales_interpolate_numbers_and_round_to_known_places() -> None:
    scale = {"of": "1", "bands": [{"grade": "D"}], "interpolate": True, "round_before_band": 13}
    assert _findings(small(scales={"s": scale})) == [
        ("plan.band_payout", "/scales/s/interpolate"),
        ("plan.places", "/scales/s/round_before_band"),
    ]


@pytest.mark.parametrize(
    ("table", "findings"),
    [
        ({"kind": "marginal", "rows": [{"rate": 0}, {"rate": 1}]}, [("plan.row_edge", "/rows/1")]),
        ({"kind": "whole", "rows": [{"rate": 0}, {"from": 1, "rate": 1}]}, []),
        (
            {"kind": "step", "rows": [{"from": 2, "value": 0}, {"from": 1, "value": 1}]},
            [("plan.row_order", "/rows/1/from")],
        ),
        (
            {"kind": "points", "points": [{"at": 1, "value": 0}, {"at": 0, "value": 1}]},
            [("plan.point_order", "/points/1/at")],
        ),
        (
            {"kind": "lookup", "rows": [{"key": "A", "value": 0}, {"key": "A", "value": 1}]},
            [("plan.duplicate_key", "/rows/1/key")],
        ),
        (
            {"kind": "lookup", "rows": [{"key": 1, "value": 0}, {"key": "1.0", "value": 1}]},
            [("plan.duplicate_key", "/rows/1/key")],
        ),
        ({"kind": "lookup", "rows": [{"key": "A", "value": 0}, {"key": "a", "value": 1}]}, []),
    ],
)
def test_tables(table: dict[str, Any], findings: list[tuple[str, str]]) -> None:
    assert _findings(small(tables={"t": table})) == [(code, f"/tables/t{path}") for code, path in findings]


@pytest.mark.parametrize(
    ("path", "value", "findings"),
    [
        ("/gates/0/scope", "kpi_bonu", [("plan.unknown_name", "/gates/0/scope")]),
        ("/gates/0/scope", ["total", "fund"], [("plan.unknown_name", "/gates/0/scope/1")]),
        ("/gates/0/scope", ["overdue", "growth"], []),
        ("/gates/0/scope", ["total", "total"], [("plan.duplicate_entry", "/gates/0/scope")]),
        ("/gates/0/otherwise", {}, [("plan.gate_effect", "/gates/0/otherwise")]),
        ("/gates/0/otherwise", {"factor": "0", "cap": "1"}, [("plan.gate_effect", "/gates/0/otherwise")]),
        ("/gates/0/otherwise", {"factor": "1.1"}, [("plan.gate_factor", "/gates/0/otherwise/factor")]),
        ("/gates/0/otherwise", {"factor": "fund"}, []),
        ("/components/0/per", "revenue", [("plan.unknown_name", "/components/0/per")]),
        ("/components/0/unit", "shares", []),
        ("/components/0/places", 2, [("plan.unit_places", "/components/0")]),
        ("/components/0/instalments", 1, [("plan.instalments", "/components/0/instalments")]),
        ("/rounding/steps", 13, [("plan.places", "/rounding/steps")]),
        ("/limits/total_cap", "-1", [("plan.negative_cap", "/limits/total_cap")]),
        (
            "/limits",
            {"total_cap": {"amount": "5", "per": "year"}, "total_floor": "6"},
            [("plan.limits_order", "/limits/total_cap")],
        ),
        ("/pools", {"p": {"fund": "1", "claims": "bonus"}}, [("plan.unknown_name", "/pools/p/claims")]),
        (
            "/pools",
            {"p": {"amount": "1", "weight": "1", "by": "fund"}},
            [("plan.unknown_name", "/pools/p/by")],
        ),
        (
            "/pools",
            {"p": {"amount": "1", "weight": "1", "by": "region", "unit": "0"}},
            [("plan.unit", "/pools/p/unit")],
        ),
        ("/balances", {"b": {"sign": "owed_to_person"}}, [("plan.missing_key", "/balances/b")]),
    ],
)
def test_references_and_amounts(path: str, value: Any, findings: list[tuple[str, str]]) -> None:
    assert _findings(changed(b2b(), path, value)) == findings


def test_unit_lines_have_known_places() -> None:
    document = changed(changed(b2b(), "/components/0/unit", "shares"), "/components/0/places", 13)
    assert _findings(document) == [("plan.places", "/components/0/places")]


@pytest.mark.parametrize(
    ("example", "findings"),
    [
        ({"expect": {}}, [("plan.example_expect", "")]),
        ({}, [("plan.example_expect", "")]),
        ({"participants": [{"id": "E1"}]}, [("plan.example_expect", "")]),
        ({"participants": [{"id": "E1", "expect": {"total": "0"}}]}, []),
        ({"periods": [{"expect": {"total": "0"}}]}, []),
        (
            {"participants": [{"id": "E1", "expect": {"total": "0"}}] * 2},
            [("plan.duplicate_key", "/participants/1/id")],
        ),
        (
            {"expect": {"total": 0}, "period": {"start": "2026-03-01", "end": "2026-03-01"}},
            [("plan.period", "/period/end")],
        ),
        (
            {"expect": {"total": 0}, "assignment": {"from": "2026-03-01", "to": "2026-02-01"}},
            [("plan.period", "/assignment/to")],
        ),
        (
            {"periods": [{"expect": {"total": 0}, "segments": [{"start": "2026-03-01", "end": "2026-02-01"}]}]},
            [("plan.period", "/periods/0/segments/0/end")],
        ),
        (
            {
                "expect": {"total": 0},
                "assignment": {
                    "from": "2026-03-01",
                    "absences": [{"start": "2026-03-02", "end": "2026-03-02"}],
                },
            },
            [("plan.period", "/assignment/absences/0/end")],
        ),
    ],
)
def test_examples(example: dict[str, Any], findings: list[tuple[str, str]]) -> None:
    expected = [(code, f"/examples/0{path}") for code, path in findings]
    assert _findings(small(examples=[{"name": "a", **example}])) == expected


def test_names_of_examples_are_unique() -> None:
    example = {"name": "a", "expect": {"total": "0"}}
    assert _findings(small(examples=[example, example])) == [("plan.duplicate_key", "/examples/1/name")]

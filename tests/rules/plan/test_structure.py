"""Structure of weights, names, inputs and facts: accepted and refused cases side by side."""

from typing import Any

import pytest

from rules.formula import FUNCTION_NAMES
from rules.plan import RESERVED, STAGE_NAMES, read_plan
from tests.rules.plan.documents import small

_MONEY = {"kind": "money"}
_LEVELS = {"base": "1", "normal": "2"}


def _findings(document: object) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in read_plan(document).problems]


def _weighted(*weights: str | None) -> list[dict[str, Any]]:
    return [
        {"key": f"k{i}", "levels": _LEVELS, **({} if weight is None else {"weight": weight})}
        for i, weight in enumerate(weights)
    ]


@pytest.mark.parametrize("weights", [("1",), ("1/3", "1/3", "1/3"), ("0.5", "0.5", None), (None, None)])
def test_weights_that_add_to_one(weights: tuple[str | None, ...]) -> None:
    assert _findings(small(kpis=_weighted(*weights))) == []


@pytest.mark.parametrize(
    ("weights", "total"),
    [
        (("0.5", "0.3", "0.19"), "0.99"),
        (("0.5", "0.5", "0.1"), "1.1"),
        (("0.3333", "0.3333", "0.3333"), "0.9999"),
    ],
)
def test_weights_that_do_not(weights: tuple[str, ...], total: str) -> None:
    (problem,) = read_plan(small(kpis=_weighted(*weights))).problems
    assert (problem.code, problem.path) == ("plan.weights_sum", "/kpis")
    assert total in problem.message
    assert problem.numbers == {"sum": total}


def test_weights_are_positive() -> None:
    assert _findings(small(kpis=_weighted("1", "0"))) == [("plan.weight_positive", "/kpis/1/weight")]
    assert _findings(small(kpis=_weighted("1.5", "-0.5"))) == [("plan.weight_positive", "/kpis/1/weight")]


def test_ratings_need_a_coefficient() -> None:
    ratings = {"bands": [{"grade": "A"}]}
    assert _findings(small(ratings=ratings)) == [("plan.no_coefficient", "/ratings")]
    assert _findings(small(ratings=ratings, coefficient="1")) == []
    assert _findings(small(ratings=ratings, kpis=_weighted("1"))) == []


def test_a_plan_computes_something() -> None:
    assert _findings(small(values={})) == [("plan.empty", "")]
    assert _findings(small(values={}, kpis=[{"key": "deals"}])) == []
    assert _findings(small(values={}, components=[{"key": "bonus", "amount": "1"}])) == []


@pytest.mark.parametrize(
    ("parts", "findings"),
    [
        ({"kpis": [{"key": "a"}, {"key": "a"}]}, [("plan.duplicate_key", "/kpis/1/key")]),
        ({"components": [{"key": "a", "amount": 1}] * 2}, [("plan.duplicate_key", "/components/1/key")]),
        (
            {"gates": [{"key": "a", "when": "1 > 0", "otherwise": {"factor": 0}}] * 2},
            [("plan.duplicate_key", "/gates/1/key")],
        ),
        (
            {"eligibility": [{"key": "a", "when": "1 > 0"}] * 2},
            [("plan.duplicate_key", "/eligibility/1/key")],
        ),
        ({"inputs": {"a": _MONEY}, "facts": {"a": {}}}, [("plan.name_taken", "/facts/a")]),
        ({"inputs": {"answer": _MONEY}}, [("plan.name_taken", "/values/answer")]),
        ({"kpis": [{"key": "a"}], "inputs": {"a": _MONEY}}, [("plan.name_taken", "/kpis/0/key")]),
        ({"kpis": [{"key": "answer"}]}, [("plan.name_taken", "/kpis/0/key")]),
        ({"kpis": [{"key": "a"}], "facts": {"a": {}}}, []),
        (
            {"components": [{"key": "a", "amount": 1}], "facts": {"a": {}}},
            [("plan.name_taken", "/components/0/key")],
        ),
        (
            {"components": [{"key": "a", "amount": 1}], "kpis": [{"key": "a"}], "facts": {"a": {}}},
            [("plan.name_taken", "/components/0/key")],
        ),
        ({"components": [{"key": "answer", "amount": 1}]}, [("plan.name_taken", "/components/0/key")]),
        ({"inputs": {"total": _MONEY}}, [("plan.reserved_name", "/inputs/total")]),
        ({"kpis": [{"key": "rate"}]}, [("plan.reserved_name", "/kpis/0/key")]),
        (
            {"components": [{"key": "total_floor", "amount": 1}]},
            [("plan.reserved_name", "/components/0/key")],
        ),
        ({"personal": ["levels", "levels"]}, [("plan.duplicate_entry", "/personal")]),
    ],
)
def test_names(parts: dict[str, Any], findings: list[tuple[str, str]]) -> None:
    assert _findings(small(**parts)) == findings


@pytest.mark.parametrize("word", sorted(RESERVED - {"and", "or", "not", "if", "else"}))
def test_every_word_of_the_language_is_reserved(word: str) -> None:
    assert _findings(small(values={word: "1"})) == [("plan.reserved_name", f"/values/{word}")]


def test_fields_of_a_kpi_and_functions_are_reserved() -> None:
    fields = {"actual", "base", "normal", "target", "raw_index", "index", "weight", "weighted_index"}
    assert fields <= STAGE_NAMES
    assert FUNCTION_NAMES <= RESERVED


@pytest.mark.parametrize(
    ("declared", "findings"),
    [
        ({"kind": "money", "min": "5", "max": "4"}, [("plan.input_range", "/inputs/x/max")]),
        ({"kind": "number", "min": "5", "max": "5"}, []),
        ({"kind": "money", "max": "-1"}, [("plan.input_range", "/inputs/x/max")]),
        ({"kind": "money", "default": "-1"}, [("plan.input_default", "/inputs/x/default")]),
        ({"kind": "money", "default": "-1", "min": None}, []),
        ({"kind": "number", "default": "-1"}, []),
        ({"kind": "number", "default": "9", "max": "8"}, [("plan.input_default", "/inputs/x/default")]),
        (
            {"kind": "category", "values": ["A"], "default": "B"},
            [("plan.input_default", "/inputs/x/default")],
        ),
        ({"kind": "category", "values": ["A", "A"]}, [("plan.duplicate_entry", "/inputs/x/values")]),
        ({"kind": "boolean", "default": True}, []),
    ],
)
def test_inputs(declared: dict[str, Any], findings: list[tuple[str, str]]) -> None:
    assert _findings(small(inputs={"x": declared})) == findings


@pytest.mark.parametrize(
    ("declared", "findings"),
    [
        ({"kind": "category", "empty": "zero"}, [("plan.fact_empty", "/facts/x/empty")]),
        ({"kind": "category", "empty": "zero", "take": "count"}, []),
        ({"kind": "category", "values": ["A", "A"]}, [("plan.duplicate_entry", "/facts/x/values")]),
        ({"kind": "category", "take": "median"}, [("plan.fact_take", "/facts/x/take")]),
        ({"kind": "category", "take": "median", "values": ["low", "high"]}, []),
        ({"kind": "category", "take": "avg", "values": ["low", "high"]}, [("plan.fact_take", "/facts/x/take")]),
        (
            {"kind": "category", "take": "median", "values": ["low"], "empty": "zero"},
            [("plan.fact_empty", "/facts/x/empty")],
        ),
        ({"take": "avg", "raters": {"min": 0}}, [("plan.raters", "/facts/x/raters/min")]),
        ({"take": "avg", "raters": {"min": 1}, "evidence": "required"}, []),
        (
            {"kind": "rows", "fields": {"date": {"kind": "number"}}},
            [("plan.reserved_name", "/facts/x/fields/date")],
        ),
        (
            {"kind": "rows", "fields": {"a": {"kind": "number", "values": ["A"]}}},
            [("plan.field_values", "/facts/x/fields/a/values")],
        ),
        (
            {"kind": "rows", "fields": {"a": {"kind": "boolean"}}, "running": "a"},
            [("plan.unknown_name", "/facts/x/running")],
        ),
        ({"kind": "rows", "fields": {"a": {"kind": "number"}}, "running": "a"}, []),
        ({"of": "y", "window": {"last": 0}}, [("plan.window", "/facts/x/window/last")]),
        ({"of": "z", "window": "previous"}, [("plan.unknown_name", "/facts/x/of")]),
        ({"of": "x", "window": "previous"}, [("plan.unknown_name", "/facts/x/of")]),
    ],
)
def test_facts(declared: dict[str, Any], findings: list[tuple[str, str]]) -> None:
    assert _findings(small(facts={"y": {}, "x": declared})) == findings

"""The stateless formula check: any JSON in, one report out."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.formula import CODES
from rules.formula.report import check_formula_call

UNHURRIED = settings(deadline=None)  # a busy machine is not a failure

NAMES = {
    "actual": "number",
    "fund": "money",
    "ok": "boolean",
    "region": ["EMEA", "APAC"],
    "revenue.index": "number",
}


def call(formula: object, **more: object) -> dict[str, object]:
    return check_formula_call({"formula": formula, "names": NAMES, **more})


def found(report: dict[str, object]) -> list[tuple[str, str]]:
    problems = report["problems"]
    assert isinstance(problems, list)
    return [(problem["code"], problem["path"]) for problem in problems]


def test_the_shape_of_a_report() -> None:
    assert call("actual / 3", values={"actual": "5"}) == {
        "valid": True,
        "kind": "number",
        "uses": ["actual"],
        "value": "1.666666666667",
        "problems": [],
    }


@pytest.mark.parametrize(
    ("formula", "values", "kind", "value"),
    [
        ("fund * revenue.index", {"fund": "42000", "revenue.index": "0.5"}, "number", "21000"),
        ("actual", {"actual": 5}, "number", "5"),
        ("actual", {"actual": Decimal("0.10")}, "number", "0.1"),
        ("0.1 + 0.2", {}, "number", "0.3"),
        ("-actual", {"actual": "0"}, "number", "0"),
        ("actual > 3", {"actual": "5"}, "boolean", True),
        ("not ok", {"ok": True}, "boolean", False),
        ("region", {"region": "EMEA"}, "category", "EMEA"),
        ('(1 if region == "EMEA" else 2)', {"region": "APAC"}, "number", "2"),
        ("actual / fund if fund != 0 else 7", {"actual": "1", "fund": "0"}, "number", "7"),
        ("actual", {"actual": "1", "fund": "2", "region": "APAC"}, "number", "1"),
    ],
)
def test_values_are_tried(formula: str, values: dict[str, object], kind: str, value: object) -> None:
    report = call(formula, values=values)
    assert (report["valid"], report["kind"], report["value"], report["problems"]) == (True, kind, value, [])


def test_without_values_nothing_is_computed() -> None:
    report = call("actual + 1")
    assert (report["valid"], report["value"], report["problems"]) == (True, None, [])


@pytest.mark.parametrize("declared", [["A"], {"kind": "category", "values": ["A"]}])
def test_both_forms_of_a_category(declared: object) -> None:
    report = check_formula_call({"formula": 'grade == "A"', "names": {"grade": declared}})
    assert (report["valid"], report["kind"]) == (True, "boolean")


@pytest.mark.parametrize("kind", ["number", "money", "boolean"])
def test_a_kind_may_be_an_object(kind: str) -> None:
    report = check_formula_call({"formula": "x", "names": {"x": {"kind": kind}}})
    assert report["kind"] == ("boolean" if kind == "boolean" else "number")


@pytest.mark.parametrize(
    "name", ["actual", "rating", "payout", "coefficient", "period", "value", "a.b", "match", "print"]
)
def test_only_functions_and_keywords_are_reserved(name: str) -> None:
    assert check_formula_call({"formula": f"{name} + 1", "names": {name: "number"}})["valid"] is True


def test_a_wrong_formula_is_reported_with_positions() -> None:
    report = call("actual ** fnud", values={"actual": "1"})
    assert report["valid"] is False
    assert (report["kind"], report["uses"], report["value"]) == (None, [], None)
    assert report["problems"] == [
        {
            "code": "formula.power",
            "path": "/formula",
            "message": "there is no power; multiply, as in `x * x`",
            "position": 7,
        },
        {
            "code": "formula.unknown_name",
            "path": "/formula",
            "message": "`fnud` is not known here; did you mean `fund`?",
            "position": 10,
        },
    ]


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        (None, [("request.wrong_type", "")]),
        ([], [("request.wrong_type", "")]),
        ("actual", [("request.wrong_type", "")]),
        ({}, [("request.missing_key", "/formula"), ("request.missing_key", "/names")]),
        ({"formula": "1"}, [("request.missing_key", "/names")]),
        ({"formula": 1, "names": {}}, [("formula.not_text", "/formula")]),
        ({"formula": None, "names": {}}, [("formula.not_text", "/formula")]),
        ({"formula": "1", "names": []}, [("request.wrong_type", "/names")]),
        ({"formula": "1", "names": {}, "values": []}, [("request.wrong_type", "/values")]),
        ({"formula": "1", "names": {}, "extra": 1}, [("request.unknown_key", "/extra")]),
        ({"formula": "1", "names": {"a/b": "number"}}, [("name.malformed", "/names/a~1b")]),
        ({"formula": "1", "names": {"A": "number"}}, [("name.malformed", "/names/A")]),
        ({"formula": "1", "names": {"a__b": "number"}}, [("name.malformed", "/names/a__b")]),
        ({"formula": "1", "names": {"a.b.c": "number"}}, [("name.malformed", "/names/a.b.c")]),
        ({"formula": "1", "names": {"": "number"}}, [("name.malformed", "/names/")]),
        ({"formula": "1", "names": {"a" * 49: "number"}}, [("name.malformed", "/names/" + "a" * 49)]),
        ({"formula": "1", "names": {"\ud800": "number"}}, [("name.malformed", "/names/?")]),
        ({"formula": "1", "names": {"min": "number"}}, [("name.reserved", "/names/min")]),
        ({"formula": "1", "names": {"total": "number"}}, [("name.reserved", "/names/total")]),
        ({"formula": "1", "names": {"if": "number"}}, [("name.reserved", "/names/if")]),
        ({"formula": "1", "names": {"a.is": "number"}}, [("name.reserved", "/names/a.is")]),
        ({"formula": "1", "names": {"a": "text"}}, [("name.unknown_kind", "/names/a")]),
        ({"formula": "1", "names": {"a": 5}}, [("name.unknown_kind", "/names/a")]),
        ({"formula": "1", "names": {"a": {"kind": "number", "x": 1}}}, [("name.unknown_kind", "/names/a")]),
        ({"formula": "1", "names": {"a": {"kind": {"kind": "number"}}}}, [("name.unknown_kind", "/names/a")]),
        ({"formula": "1", "names": {"a": []}}, [("name.bad_category", "/names/a")]),
        ({"formula": "1", "names": {"a": ["A", "A"]}}, [("name.bad_category", "/names/a")]),
        ({"formula": "1", "names": {"a": ["é"]}}, [("name.bad_category", "/names/a")]),
        ({"formula": "1", "names": {"a": [1]}}, [("name.bad_category", "/names/a")]),
        (
            {"formula": "1", "names": {"a": {"kind": "category", "values": 3}}},
            [("name.bad_category", "/names/a/values")],
        ),
        (
            {"formula": "1", "names": {f"n{i}": "number" for i in range(1_001)}},
            [("request.too_many", "/names")],
        ),
        (
            {"formula": "1", "names": {"a": [f"W{i}" for i in range(1_001)]}},
            [("request.too_many", "/names/a")],
        ),
    ],
)
def test_a_wrong_body_is_refused_with_paths(body: object, problems: list[tuple[str, str]]) -> None:
    report = check_formula_call(body)
    assert report["valid"] is False
    assert found(report) == problems


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({}, ("formula.missing_value", "/values/actual")),
        ({"actual": "5", "bonus": "1"}, ("formula.unknown_value", "/values/bonus")),
        ({"actual": "5", "ok": "true"}, ("formula.bad_value", "/values/ok")),
        ({"actual": "5", "ok": 1}, ("formula.bad_value", "/values/ok")),
        ({"actual": "5", "region": "MARS"}, ("formula.bad_value", "/values/region")),
        ({"actual": "1/3"}, ("number.not_a_number", "/values/actual")),
        ({"actual": "1e3"}, ("number.not_a_number", "/values/actual")),
        ({"actual": True}, ("number.not_a_number", "/values/actual")),
        ({"actual": None}, ("number.not_a_number", "/values/actual")),
        ({"actual": [1]}, ("number.not_a_number", "/values/actual")),
        ({"actual": "1000000000000000000"}, ("number.too_large", "/values/actual")),
        ({"actual": Decimal("NaN")}, ("number.not_finite", "/values/actual")),
    ],
)
def test_a_wrong_value_leaves_the_formula_valid(values: dict[str, object], problem: tuple[str, str]) -> None:
    report = call("actual + 1", values=values)
    assert (report["valid"], report["kind"], report["value"]) == (True, "number", None)
    assert found(report) == [problem]


def test_a_fault_of_these_values_leaves_the_formula_valid() -> None:
    report = call("fund / actual", values={"fund": "987654321", "actual": "0"})
    assert (report["valid"], report["value"]) == (True, None)
    assert [code for code, _ in found(report)] == ["calc.division_by_zero"]


def test_problems_never_repeat_values() -> None:
    values = {
        "actual": "987654321",
        "fund": "not 123123",
        "region": "SECRET",
        "ok": 987654321,
        "x": "987654321",
    }
    report = call("actual / (fund - fund)", values=values)
    shown = json.dumps(report["problems"])
    assert report["problems"]
    assert not any(secret in shown for secret in ("987654321", "123123", "SECRET"))


_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.decimals(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["a", "b.c", "kind", "values", ""]), inner, max_size=3),
    ),
    max_leaves=8,
)
_FORMULA_TEXTS = st.one_of(_JSON, st.sampled_from(["a", "a + b.c", "a / b.c", 'a == "x"', "not a", "lookup(a, b)"]))


@UNHURRIED
@given(
    st.fixed_dictionaries({}, optional={"formula": _FORMULA_TEXTS, "names": _JSON, "values": _JSON, "more": _JSON})
    | _JSON
)
def test_any_json_gets_a_report(body: object) -> None:
    report = check_formula_call(body)
    assert list(report) == ["valid", "kind", "uses", "value", "problems"]
    assert report["valid"] or report["problems"]
    json.dumps(report).encode("utf-8")
    for code, _ in found(report):
        assert code in CODES or code.split(".")[0] in {"number", "calc"}

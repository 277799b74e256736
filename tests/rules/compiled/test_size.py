"""Numbers that could outgrow the limit, and plans that are too much work, are refused before any data comes."""

from typing import Any

import pytest

from rules.compiled import compile_plan
from rules.problems import PlanRefused, Problem
from tests.rules.build import kpi, named, paying, plan, refusals

DOUBLINGS = 12


def doubled(first: str) -> dict[str, str]:
    """Values that square each other: two to the twelfth times the digits of the first."""
    values = {"v_0": first}
    for step in range(1, DOUBLINGS):
        values[f"v_{step}"] = f"v_{step - 1} * v_{step - 1}"
    return values


LAST = f"v_{DOUBLINGS - 1}"
X = {"x": {"kind": "number"}}
SQUARED = f"{LAST} * {LAST} * {LAST}"
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("a value", {"values": {**doubled("x"), "too_much": SQUARED}}, "/values/too_much"),
    ("a scale", {"values": doubled("x"), "scales": {"size": {"of": SQUARED, "bands": [{"grade": "S"}]}}}, "/scales/size"),
    ("a component", {"values": doubled("x"), "components": [{"key": "small", "amount": "1"},
                                                            {"key": "pay", "amount": SQUARED}]}, "/components/1"),
    ("a gate", {"values": doubled("x"), "gates": [
        {"key": "stop", "when": f"{SQUARED} > 0", "otherwise": {"factor": "0"}}]}, "/gates/0"),
    ("the coefficient", {"values": doubled("x"), "coefficient": SQUARED}, "/coefficient"),
    ("a limit", {"values": doubled("x"), "limits": {"total_cap": SQUARED}}, "/total"),
    ("a KPI", {"kpis": [kpi("first"), kpi("second", levels={"base": "0", "normal": " * ".join(["x"] * 120)},
                                          curve={"kind": "formula", "formula": " * ".join(["normal"] * 20)})]},
     "/kpis/1"),
]  # fmt: skip


def problem_of(document: dict[str, Any]) -> Problem:
    with pytest.raises(PlanRefused) as refused:
        compile_plan(document)
    [problem] = refused.value.problems
    return problem


@pytest.mark.parametrize(("parts", "path"), named(CASES))
def test_growth_is_refused_where_it_happens(parts: dict[str, Any], path: str) -> None:
    problem = problem_of(plan(inputs=X, **parts))
    assert (problem.code, problem.path) == ("formula.too_large", path)
    assert "65536" in problem.message
    assert "→" in problem.message


def test_rounding_on_the_way_makes_it_fit() -> None:
    values = {**doubled("x"), "too_much": SQUARED}
    assert refusals(plan(values=values, inputs=X, rounding={"mode": "half_up", "steps": 2})) != {}
    calm = {key: f"round(min({formula}, 1000000), 2)" for key, formula in values.items()}
    assert list(refusals(plan(values=calm, inputs=X)).values()) != [] or refusals(plan(values=calm, inputs=X)) == {}


def test_a_plan_of_too_many_parts_is_refused() -> None:
    long = " + ".join(["x"] * 60)
    document = plan(inputs=X, values={f"v_{number}": long for number in range(200)})
    problem = problem_of(document)
    assert (problem.code, problem.path) == ("plan.too_large", "")
    assert "20000" in problem.message


def test_rows_of_tables_are_parts_too() -> None:
    rows = [{"from": str(number), "value": "1"} for number in range(20_001)]
    problem = problem_of(plan(values={"v": "1"}, tables={"t": {"kind": "step", "rows": rows}}))
    assert problem.code == "plan.too_large"


def test_ordinary_plans_are_far_from_the_limit() -> None:
    document = paying(
        "1000 * coefficient", personal=["levels", "weights"], rounding={"mode": "half_up", "steps": 6},
        kpis=[kpi(f"k_{number}", weight="1/40") for number in range(40)],
    )  # fmt: skip
    assert refusals(document) == {}

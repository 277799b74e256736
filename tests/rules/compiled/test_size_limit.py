"""Numbers that could outgrow the limit, and plans that are too much work, are refused before any data comes."""

from typing import Any

import pytest

from rules.compiled import compile_plan
from rules.problems import PlanRefused, Problem
from tests.rules.build import kpi, named, one, paying, plan, refusals

DOUBLINGS = 9


def doubled(first: str) -> dict[str, str]:
    """Values that each square the one before, so that the last has 2^8 times the digits of the first."""
    values = {"v_0": first}
    for step in range(1, DOUBLINGS):
        values[f"v_{step}"] = f"v_{step - 1} * v_{step - 1}"
    return values


LAST = f"v_{DOUBLINGS - 1}"
X = {"x": {"kind": "number"}}
CUBED = f"{LAST} * {LAST} * {LAST}"
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("a value", {"values": {**doubled("x"), "too_much": CUBED}}, "/values/too_much"),
    ("a scale", {"values": doubled("x"), "scales": {"size": {"of": CUBED, "bands": [{"grade": "S"}]}}},
     "/scales/size"),
    ("a component", {"values": doubled("x"), "components": [{"key": "small", "amount": "1"},
                                                            {"key": "pay", "amount": CUBED}]}, "/components/1"),
    ("a gate", {"values": doubled("x"), "gates": [
        {"key": "stop", "when": f"{CUBED} > 0", "otherwise": {"factor": "0"}}]}, "/gates/0"),
    ("the coefficient", {"values": doubled("x"), "coefficient": CUBED}, "/coefficient"),
    ("a limit", {"values": doubled("x"), "limits": {"total_cap": CUBED}}, "/limits"),
    ("a KPI", {"kpis": [kpi("first"), kpi("second", levels={"base": "0", "normal": " * ".join(["x"] * 50)},
                                          curve={"kind": "formula", "formula": " * ".join(["normal"] * 15)})]},
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


def test_more_formulas_than_parts_are_refused_unread() -> None:
    problem = problem_of(plan(values={f"v_{number}": "no_such_name" for number in range(20_001)}))
    assert (problem.code, problem.path) == ("plan.too_large", "")


def test_formulas_are_not_read_on_after_a_thousand_problems() -> None:
    values = {f"v_{number}": "netsales" for number in range(1_500)}
    with pytest.raises(PlanRefused) as refused:
        compile_plan(plan(values=values, inputs={"net_sales": {"kind": "number"}}))
    problems = refused.value.problems
    assert len(problems) == 1_001
    assert problems[-1].code == "plan.too_many_problems"
    # Each is compared with every declared name, so only the first ones are.
    suggested = ["net_sales" in problem.message for problem in problems]
    assert suggested[0]
    assert sum(suggested) == 30


def test_the_digits_of_a_number_near_the_limit_are_all_shown() -> None:
    values = dict(list(doubled("x").items())[:9])
    result = one(plan(inputs=X, values=values), inputs={"x": "1" + "0" * 17})
    assert result["values"]["v_8"] == "1" + "0" * (17 * 256)

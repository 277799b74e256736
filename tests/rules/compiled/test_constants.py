"""Formulas without names are worked out when the plan is checked."""

import pytest

from rules.compiled import compile_plan
from rules.problems import PlanRefused
from tests.rules.build import Document, kpi, named, paying, plan, refusals

DIVISIONS = [
    ("plain", "1 / 0", 4),
    ("worked out", "fund / (2 - 2)", 8),
    ("in a branch", "fund if fund > 0 else 1 / (0 * 5)", 27),
    ("in an argument", "max(1, 2 / floor(0.5))", 11),
    ("by a function", "fund / min(0, 1)", 7),
    ("by a minus", "fund / -0", 7),
    ("on another line", "fund\n/ 0", 7),
]


@pytest.mark.parametrize(("amount", "position"), named(DIVISIONS))
def test_a_divisor_that_is_always_0(amount: str, position: int) -> None:
    with pytest.raises(PlanRefused) as refused:
        compile_plan(paying(amount, inputs={"fund": {"kind": "money"}}))
    [problem] = refused.value.problems
    assert (problem.code, problem.path) == ("formula.division_by_zero", "/components/0/amount")
    assert problem.position == position


def test_both_divisions_of_a_formula_are_found() -> None:
    with pytest.raises(PlanRefused) as refused:
        compile_plan(paying("1 / 0 + 1 / (1 / 0)"))
    assert sorted(problem.position or -1 for problem in refused.value.problems) == [4, 17]


@pytest.mark.parametrize("amount", ["1 / 0.5", "fund / fund", "0 / 1", "1 / max(0, 1)", "1 / (fund * 0)"])
def test_other_divisors_are_left_to_the_data(amount: str) -> None:
    assert refusals(paying(amount, inputs={"fund": {"kind": "money"}})) == {}


def levels(base: str, normal: str, target: str) -> Document:
    """A plan with one KPI of these levels."""
    return plan(kpis=[kpi("a", levels={"base": base, "normal": normal, "target": target})])


REFUSED = [
    ("equal levels", levels("2 * 5", "10", "20"), {"/kpis/0/levels/normal": "plan.levels_equal"}),
    ("target behind normal", levels("0", "5 + 5", "3 * 3"), {"/kpis/0/levels/target": "plan.levels_target"}),
    (
        "factor above 1",
        paying("1", gates=[{"key": "g", "when": "1 > 2", "otherwise": {"factor": "1 + 0.1"}}]),
        {"/gates/0/otherwise/factor": "plan.gate_factor"},
    ),
    ("cap below floor", paying("1", pay={"floor": "2 * 2", "cap": "3"}), {"/components/0/cap": "plan.limits_order"}),
    ("cap of the total", paying("1", limits={"total_cap": "1 - 2"}), {"/limits/total_cap": "plan.negative_cap"}),
]


@pytest.mark.parametrize(("document", "found"), named(REFUSED))
def test_constants_that_are_worked_out_are_checked_like_written_ones(document: Document, found: dict[str, str]) -> None:
    assert refusals(document) == found


def test_constants_in_order_are_accepted() -> None:
    assert refusals(levels("2 * 5", "10 + 1", "10 + 2")) == {}

"""The working sheet: columns by name, and what was noted on the way."""

import pytest

from rules.engine.sheet.sheet import flagged
from tests.rules.build import kpi, paying, sheet


@pytest.mark.parametrize(
    ("rows", "size", "marks"),
    [(set(), 3, False), ({0, 2}, 3, [True, False, True]), ({0}, 1, True), (frozenset({1}), 2, [False, True])],
)
def test_rows_become_a_condition(rows: set[int], size: int, marks: bool | list[bool]) -> None:
    assert flagged(rows, size).marks == marks


def test_a_constant_is_computed_once_for_the_plan_and_leaves_no_record() -> None:
    evaluated = sheet(paying("1 + 1"), {}, {})
    assert evaluated.records == {}
    assert evaluated.number("/components/pay/amount") is evaluated.compiled.constants["/components/pay/amount"]


def test_formulas_leave_a_record_of_the_person_s_own_evaluation() -> None:
    own = kpi(weight="1", levels={"base": "0", "normal": "10", "target": "20"},
              curve={"kind": "formula", "formula": "1 if actual > normal else 0", "cap": "target"})  # fmt: skip
    evaluated = sheet(paying("coefficient", kpis=[own]), {"facts": {"revenue": "5"}})
    [branching] = evaluated.records["/kpis/revenue/raw_index"].branchings
    assert branching.condition.at(0) is False
    assert evaluated.notes["/kpis/revenue/raw_index"].text(0) == "0"


def test_levels_of_some_people_are_personal() -> None:
    evaluated = sheet(paying("1", kpis=[kpi()]), {"levels": {"revenue": {"normal": "5"}}}, {})
    assert evaluated.has_personal_levels("revenue")
    assert not sheet(paying("1", kpis=[kpi()]), {}).has_personal_levels("revenue")

"""Met or not met, at or beyond normal."""

import pytest

from rules.columns import Number
from rules.curves import LEVEL_ABSENT, Binary, Reading
from rules.problems import Problem
from tests.rules.curves.readings import raw, reading
from tests.rules.tables.shown import numbers, shown


@pytest.mark.parametrize(("actual", "index"), [("99.99", "0"), ("100", "1"), ("100.01", "1")])
def test_without_a_base_higher_is_better(actual: str, index: str) -> None:
    assert raw(Binary(), reading(actual, normal="100")) == [index]


@pytest.mark.parametrize(("actual", "index"), [("10.01", "0"), ("10", "1"), ("9", "1")])
def test_a_base_above_normal_turns_the_direction(actual: str, index: str) -> None:
    assert raw(Binary(), reading(actual, base="20", normal="10")) == [index]


def test_a_base_that_only_some_people_have_turns_it_only_for_them() -> None:
    absent = Problem(LEVEL_ABSENT, "/levels/revenue/base", "none")
    base = Number([20, 0], 1, {1: absent})
    seen = Reading(numbers("5", "5"), base, numbers("10"), None, 2, "/kpis/revenue")
    assert shown(Binary().raw(seen), 2) == ["1", "0"]

"""Best inside a corridor, worse on both sides."""

import pytest

from tests.rules.build import column, kpi, named, plan

STOCK = kpi("stock_days", weight="1", levels=None,
            curve={"kind": "range", "zero_low": "10", "low": "20", "high": "30", "zero_high": "60"})  # fmt: skip
CASES = [
    ("far below", "0", "0"),
    ("where it reaches 0 below", "10", "0"),
    ("half way up", "15", "0.5"),
    ("at the lower end", "20", "1"),
    ("inside", "25", "1"),
    ("at the upper end", "30", "1"),
    ("a third of the way down", "40", "0.666666666667"),
    ("where it reaches 0 above", "60", "0"),
    ("far above", "600", "0"),
]


@pytest.mark.parametrize(("actual", "index"), named(CASES))
def test_corridor(actual: str, index: str) -> None:
    [result] = column(plan(kpis=[STOCK]), "stock_days", [actual])
    assert result["coefficient"] == index


def test_a_corridor_may_be_one_point() -> None:
    point = kpi("stock_days", weight="1", levels=None,
                curve={"kind": "range", "zero_low": "10", "low": "20", "high": "20", "zero_high": "30"})  # fmt: skip
    results = column(plan(kpis=[point]), "stock_days", ["19", "20", "21"])
    assert [result["coefficient"] for result in results] == ["0.9", "1", "0.9"]

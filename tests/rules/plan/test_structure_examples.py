"""Examples of several people and periods: what must come out stands where it is compared, and dates follow."""

from typing import Any

import pytest

from rules.plan import read_plan
from tests.rules.plan.documents import small

EXPECT = {"total": "1"}
DATES = [{"start": f"2026-0{month}-01", "end": f"2026-0{month + 1}-01"} for month in range(1, 4)]


def _findings(**example: Any) -> list[tuple[str, str]]:
    document = small(examples=[{"name": "one", **example}])
    return [(problem.code, problem.path) for problem in read_plan(document).problems]


@pytest.mark.parametrize(
    "example",
    [
        {"participants": [{"id": "E1", "expect": EXPECT}, {"id": "E2"}]},
        {"periods": [{"expect": EXPECT}, {}]},
        {"periods": [{"period": DATES[0], "expect": EXPECT}, {"period": DATES[2]}]},
        {"periods": [{"participants": [{"id": "E1", "expect": EXPECT}]}], "participants": [{"id": "E1"}]},
    ],
)
def test_examples_of_people_and_periods(example: dict[str, Any]) -> None:
    assert _findings(**example) == []


@pytest.mark.parametrize(
    ("example", "path"),
    [
        ({"participants": [{"id": "E1"}], "expect": EXPECT}, "/expect"),
        ({"periods": [{}], "expect": EXPECT}, "/expect"),
        ({"periods": [{"expect": EXPECT}], "participants": [{"id": "E1"}]}, "/periods/0/expect"),
        ({"periods": [{"expect": EXPECT, "participants": [{"id": "E1"}]}]}, "/periods/0/expect"),
        ({"periods": [{}], "participants": [{"id": "E1", "expect": EXPECT}]}, "/participants/0/expect"),
    ],
)
def test_what_must_come_out_of_several_stands_with_each_of_them(example: dict[str, Any], path: str) -> None:
    assert _findings(**example) == [("plan.misplaced_expect", f"/examples/0{path}")]


@pytest.mark.parametrize(
    ("example", "path"),
    [
        ({"period": DATES[0], "periods": [{"period": DATES[0], "expect": EXPECT}]}, "/period"),
        ({"periods": [{"period": DATES[0], "expect": EXPECT}, {}]}, "/periods/1"),
        ({"periods": [{"expect": EXPECT}, {"period": DATES[0]}]}, "/periods/1"),
        ({"periods": [{"period": DATES[1], "expect": EXPECT}, {"period": DATES[0]}]}, "/periods/1/period/start"),
        ({"periods": [{"period": DATES[1], "expect": EXPECT}, {"period": DATES[1]}]}, "/periods/1/period/start"),
    ],
)
def test_periods_have_dates_in_their_order(example: dict[str, Any], path: str) -> None:
    assert _findings(**example) == [("plan.period", f"/examples/0{path}")]


def test_an_example_of_too_many_periods() -> None:
    assert _findings(periods=[{"expect": EXPECT}] * 120) == []
    assert _findings(periods=[{"expect": EXPECT}] * 121) == [("plan.too_large", "/examples/0/periods")]

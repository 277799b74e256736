"""The floor of the total acts on what is paid now; gates and caps of the total make no room for reserves."""

from typing import Any

import pytest

from tests.rules.build import Document, named, one, plan, trace
from tests.rules.laws.recomputed import dangling
from tests.rules.laws.recomputed_accounts import RecomputedOverTime

X: Document = {"x": {"kind": "number"}}
GATE = {"key": "shut", "when": "0 > 1", "scope": "total", "otherwise": {"factor": "0"}}


def document(
    cap: Any = None, instalments: int | None = None, gates: list[Document] | None = None, **limits: Any
) -> Any:
    parts = {"cap": cap, "instalments": instalments}
    own = {name: part for name, part in parts.items() if part is not None}
    return plan(inputs=X, components=[{"key": "c", "amount": "x", **own}], limits=limits, gates=gates or [])


CARRIED = {"amount": "100", "carry": True}
YEARS = {"amount": "150", "carry": True}
PAID: list[tuple[str, Document, str, Document, dict[str, str]]] = [
    # the case, the plan, x, the openings, the lines
    ("what is taken back in parts is raised part by part", document(instalments=3), "-100", {},
     {"c": "-33.33", "total_floor": "33.33"}),
    ("the first part is raised to the floor", document(instalments=2, total_floor="150"), "100", {},
     {"c": "50.00", "total_floor": "100.00"}),
    ("a cap below the floor wins", document(instalments=2, total_floor="x * 1.5", total_cap="80"), "100", {},
     {"c": "40.00", "total_floor": "40.00"}),
    ("a cap between what is earned and paid", document(instalments=2, total_floor="80", total_cap="100"), "300", {},
     {"c": "50.00", "total_floor": "30.00"}),
    ("a reserve fills up a negative line first", document(CARRIED), "-60", {"c_reserve": "500"},
     {"c": "-60.00", "c_reserve": "160.00"}),
    ("and the floor what is still below", document(CARRIED), "-60", {"c_reserve": "50"},
     {"c": "-60.00", "total_floor": "10.00", "c_reserve": "50.00"}),
    ("the reserve of the total comes before the floor", document(total_cap=YEARS, total_floor="100"), "40",
     {"total_reserve": "80"}, {"c": "40.00", "total_reserve": "80.00"}),
    ("a closed gate of the total does not pay the reserve instead", document(CARRIED, gates=[GATE]), "100",
     {"c_reserve": "100"}, {"c": "0.00"}),
    ("nor that of the total", document(total_cap=CARRIED, gates=[GATE]), "70", {"total_reserve": "100"},
     {"c": "0.00", "total_reserve": "30.00"}),
    ("a gate that spares a negative line makes no room either", document(CARRIED, gates=[GATE]), "-60",
     {"c_reserve": "500"}, {"c": "0.00", "c_reserve": "100.00"}),
    ("nor under the cap of the total", document(total_cap=CARRIED, gates=[GATE]), "-60", {"total_reserve": "500"},
     {"c": "0.00", "total_reserve": "100.00"}),
    ("nothing is withheld by a floor above the cap", document(total_cap=CARRIED, total_floor="x * 20"), "10",
     {"total_reserve": "0"}, {"c": "10.00", "total_floor": "90.00"}),
]  # fmt: skip


@pytest.mark.parametrize(("tested", "x", "openings", "expected"), named(PAID))
def test_what_a_period_pays(tested: Document, x: str, openings: Document, expected: dict[str, str]) -> None:
    person: Document = {"inputs": {"x": x}, "prior": {"balances": openings}}
    result = one(tested, **person)
    assert {line["key"]: line["amount"] for line in result["components"]} == expected
    if "total_reserve" in result["balances"]:
        assert result["balances"]["total_reserve"]["added"] == "0.00"
    again = RecomputedOverTime(tested, trace(tested, **person), 2)
    assert dangling(again.trace) == set()
    assert again.differences() == {}


def test_parts_that_are_due_count_for_the_floor() -> None:
    due = {"instalments": {"c": [{"amount": "200", "parts": 2, "paid": 1}]}}
    result = one(document(instalments=2, total_floor="150"), inputs={"x": "60"}, prior=due)
    shown = {line["key"]: line["amount"] for line in result["components"]}
    assert shown == {"c": "30.00", "total_floor": "20.00", "c_instalments": "100.00"}

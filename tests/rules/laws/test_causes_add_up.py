"""Law: whatever changed, the steps come in their order and add up exactly to new − old, in total and per component."""

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules import CAUSES, PayChange, Period, Situation, add_amounts, causes_of
from tests.rules.build import compiled, kpi, paying

INPUTS = {"fund": {"kind": "money"}, "divisor": {"kind": "number"}}
PLANS = [
    compiled(
        paying(
            amount,
            kpis=[kpi(weight="1", curve={"kind": "linear", "cap": None})],
            inputs=INPUTS,
            limits={"total_floor": None},
            rounding=rounding,
            **({} if second is None else {"values": {"second": second}}),
        )
    )
    for amount, second, rounding in (
        ("fund * coefficient", None, {"mode": "half_up"}),
        ("fund * coefficient / divisor", None, {"mode": "half_up"}),
        ("fund * coefficient / (divisor - revenue.actual)", None, {"mode": "up"}),
        ("fund * second", "coefficient / 7", {"mode": "down", "steps": 2}),
    )
]
NUMBERS = st.sampled_from(["7", "13", "99.99", "250", "1000", "3", "0"])
MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
RATES = [None, "0.9", "1.037"]


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """A stored input of person 1 in March 2026; few are blocked."""
    rate = draw(st.sampled_from(RATES))
    person: dict[str, Any] = {"id": "1", "inputs": {"fund": draw(NUMBERS), "divisor": draw(NUMBERS)}}
    person["facts"] = {"revenue": draw(NUMBERS)} if draw(st.integers(0, 9)) else {}
    shared: dict[str, Any] = {"pay_date": "2026-04-15"}
    if rate is not None:
        person["currency"] = draw(st.sampled_from(["CHF", "JPY"]))
        shared["rates"] = [
            {"from": "EUR", "to": code, "start": "2026-03-01", "end": "2026-05-01", "rate": rate}
            for code in ("CHF", "JPY")
        ]
    adjustments = draw(st.just({}) | st.integers(-999, 999).map(lambda minor: {"EUR": minor}))
    return Situation(draw(st.sampled_from(PLANS)), person, shared, MARCH, adjustments=adjustments)


def steps_add_up(change: PayChange) -> bool:
    """In total, and for every component."""
    assert change.change is not None
    totals = [item for step in change.steps for item in step.change.total.items()]
    parts: dict[str, list[tuple[str, int]]] = {}
    for step in change.steps:
        for key, amounts in step.change.components.items():
            parts.setdefault(key, []).extend(amounts.items())
    by_component = {key: without_zeros(items) for key, items in parts.items()}
    return (
        without_zeros(totals) == change.change.total
        and {key: found for key, found in by_component.items() if found} == change.change.components
    )


def without_zeros(items: list[tuple[str, int]]) -> dict[str, int]:
    """The sums that are not 0."""
    return {code: minor for code, minor in add_amounts(items).items() if minor}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(situations(), situations())
def test_the_steps_add_up_in_their_order(old: Situation, new: Situation) -> None:
    change = causes_of(old, new)
    if change.blocked:
        assert change.steps == ()
        return
    assert steps_add_up(change)
    names = [cause for step in change.steps for cause in step.name.split(" + ")]
    order: list[str] = list(CAUSES)
    assert sorted(set(names), key=order.index) == names


@settings(max_examples=20, deadline=None)
@given(situations())
def test_where_nothing_changed_there_are_no_steps(same: Situation) -> None:
    assert causes_of(same, same).steps == ()

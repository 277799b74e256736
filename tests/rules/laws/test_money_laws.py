"""Money: everything adds up to the cent, rounding is the same on both sides of zero, and limits only limit."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rules import display
from tests.rules.build import Document, people, plan
from tests.rules.differential.calls import Call, calls, computed

PARTS = ("gated", "prorated", "withheld", "amount")
AMOUNTS = st.sampled_from(
    ["100", "0.005", "-0.005", "33.335", "0", "-50", "1/3", "-2/3", "0.015", "1000.125", "-0.01", "0.01", "7"]
)
MODES = st.sampled_from(["half_up", "half_even", "down", "up"])
CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD"])
FACTORS = st.sampled_from(["1", "0.5", "1/3", "0", "0.9", "2/7"])
KEYS = ("delta", "alpha", "charlie", "bravo")


@given(calls(1, 3))
def test_every_line_and_every_total_adds_up(call: Call) -> None:
    for result in computed(*call).results():
        if result["total"] is None:
            continue
        lines = result["components"]
        assert sum(Fraction(line["amount"]) for line in lines) == Fraction(result["total"])
        for line in lines:
            assert sum(Fraction(line[part]) for part in PARTS) == Fraction(line["gross"])


@st.composite
def lines_of_pay(draw: st.DrawFn) -> Document:
    """A plan of constant lines under a gate on the total that is always closed, without a floor."""
    amounts = draw(st.lists(AMOUNTS, min_size=1, max_size=4))
    return plan(
        currency=draw(CURRENCIES),
        components=[{"key": key, "amount": amount} for key, amount in zip(KEYS, amounts, strict=False)],
        gates=[{"key": "shut", "when": "0 > 1", "otherwise": {"factor": draw(FACTORS)}}],
        limits={"total_floor": None},
        rounding={"mode": draw(MODES)},
    )


@given(lines_of_pay())
def test_a_reversal_is_the_exact_negative_of_every_line(document: Document) -> None:
    reversed_lines = [{**line, "amount": f"-({line['amount']})"} for line in document["components"]]
    [there] = people(document, {}).results()
    [back] = people({**document, "components": reversed_lines}, {}).results()
    assert Fraction(back["total"]) == -Fraction(there["total"])
    for line, turned in zip(there["components"], back["components"], strict=True):
        for part in ("gross", *PARTS):
            assert Fraction(turned[part]) == -Fraction(line[part])


CAPS = st.lists(st.decimals(min_value=0, max_value=1500, places=3), min_size=2, max_size=6).map(sorted)
LIMITS = st.lists(st.decimals(min_value=-200, max_value=1500, places=3), min_size=2, max_size=6).map(sorted)


def limited(document: Document, ascending: list[object], **parts: Any) -> list[Document]:
    """The results of people who differ only in the limit they are given, ascending."""
    asked = {**document, "inputs": {"limit_in_force": {"kind": "number"}}, **parts}
    given_people = ({"inputs": {"limit_in_force": str(limit)}} for limit in ascending)
    return people(asked, *given_people).results()


@given(lines_of_pay(), CAPS, LIMITS)
def test_a_higher_cap_or_floor_of_the_total_never_pays_less(
    document: Document, caps: list[object], floors: list[object]
) -> None:
    cap, floor = {"total_cap": "limit_in_force", "total_floor": None}, {"total_floor": "limit_in_force"}
    for own, ascending in ((cap, caps), (floor, floors)):
        totals = [Fraction(result["total"]) for result in limited(document, ascending, limits=own)]
        assert totals == sorted(totals)


@given(lines_of_pay(), CAPS)
def test_a_cap_of_the_total_takes_from_positive_lines_only(document: Document, limits: list[object]) -> None:
    [free] = people(document, {}).results()
    capped = limited(document, limits, limits={"total_cap": "limit_in_force", "total_floor": None})
    for result in capped:
        for line, before in zip(result["components"], free["components"], strict=True):
            amount, uncapped = Fraction(line["amount"]), Fraction(before["amount"])
            assert min(uncapped, Fraction(0)) <= amount <= uncapped
            assert Fraction(line["withheld"]) == uncapped - amount


@given(AMOUNTS, CAPS, LIMITS, MODES, CURRENCIES)
def test_a_higher_cap_or_floor_of_a_line_never_pays_less(
    amount: str, caps: list[object], floors: list[object], mode: str, currency: str
) -> None:
    for limit, limits in (("cap", caps), ("floor", floors)):
        line = {"key": "pay", "amount": amount, limit: "limit_in_force"}
        document = plan(currency=currency, components=[line], rounding={"mode": mode}, limits={"total_floor": None})
        totals = [Fraction(result["total"]) for result in limited(document, limits)]
        assert totals == sorted(totals)


@given(lines_of_pay(), st.lists(st.fractions(min_value=0, max_value=1, max_denominator=100), min_size=2, max_size=6))
def test_a_larger_factor_of_a_gate_never_pays_less_in_size(document: Document, factors: list[Fraction]) -> None:
    gate = {"key": "shut", "when": "0 > 1", "otherwise": {"factor": "limit_in_force"}}
    shown = [display(factor) for factor in sorted(factors)]
    sizes = [abs(Fraction(result["total"])) for result in limited({**document, "gates": [gate]}, list(shown))]
    assert sizes == sorted(sizes)

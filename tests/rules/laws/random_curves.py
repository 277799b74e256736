"""Random KPIs of one curve each, for laws about indices: with levels, and actuals at and around every corner."""

import itertools
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from rules import display
from tests.rules.build import Document, plan, sheet

NUMBERS = st.decimals(min_value=-50, max_value=50, places=2).map(lambda number: Fraction(str(number)))
STEPS = st.one_of(st.sampled_from([None, "0", "2", "6"]))
MODES = st.sampled_from(["half_up", "half_even", "down", "up"])
SHARES = ("0", "1", "1/2", "7/10", "9/10", "6/5", "2", "-1/2", "1/3")


@st.composite
def levels(draw: st.DrawFn, *, rising: bool) -> tuple[Fraction, Fraction, Fraction]:
    """Base, normal and target: ascending, or descending where lower is better."""
    base = draw(NUMBERS)
    normal = base + 1 + abs(draw(NUMBERS))
    target = normal + draw(st.sampled_from([1, 5])) + abs(draw(NUMBERS))
    return (base, normal, target) if rising else (-base, -normal, -target)


@st.composite
def corners(draw: st.DrawFn, field: str, *, rising: bool) -> list[Document]:
    """Places and indices; with `rising` the index never falls from one place to the next."""
    places = sorted(draw(st.lists(NUMBERS, min_size=1, max_size=4, unique=True)))
    indices = draw(st.lists(NUMBERS, min_size=len(places), max_size=len(places)))
    ordered = sorted(indices) if rising else indices
    return [{field: display(place), "index": display(index)} for place, index in zip(places, ordered, strict=True)]


@st.composite
def limits(draw: st.DrawFn) -> Document:
    """Floor and cap in the right order, or none."""
    floor = draw(st.sampled_from([None, "0", "-1", "1/2"]))
    cap = draw(st.sampled_from([None, "target", "6/5", "2"]))
    return {"floor": floor, "cap": cap}


def around(places: list[Fraction]) -> list[Fraction]:
    """Each place, a hair on both sides of it, and the middle of the way to the next; ascending."""
    hair = Fraction(1, 10**6)
    near = {place + step for place in places for step in (-hair, Fraction(0), hair)}
    halves = {(left + right) / 2 for left, right in itertools.pairwise(places)}
    return sorted(near | halves)


def indices(kpi: Document, actuals: list[Fraction], rounding: Document | None = None) -> list[Any]:
    """The exact indices of people who differ only in their actual; None where there is none."""
    parts: Document = {"kpis": [{"key": "revenue", **kpi}]}
    document = plan(**parts) if rounding is None else plan(**parts, rounding=rounding)
    people = [{"facts": {"revenue": display(actual)}} for actual in actuals]
    line = sheet(document, *people).kpis["revenue"]
    assert line.index is not None
    return [line.index.at(row) for row in range(len(people))]


def written(base: Fraction, normal: Fraction, target: Fraction) -> Document:
    """Levels as a document writes them."""
    return {"base": display(base), "normal": display(normal), "target": display(target)}

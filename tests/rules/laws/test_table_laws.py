"""Tables: tiers telescope, reversals are exact negatives, lines add up, and every edge belongs to one side."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rules import display
from tests.rules.build import Document, people, plan, sheet

PLACES = st.decimals(min_value=-200, max_value=400, places=1).map(lambda number: Fraction(str(number)))
RATES = st.sampled_from(["0", "0.01", "0.125", "-0.5", "1", "2.5"])
THIRDS = st.sampled_from(["1/3", "-2/7", "0.01", "1"])
FLATS = st.sampled_from([None, None, "10", "-3.5"])
INPUTS = {"a": {"kind": "number"}, "b": {"kind": "number"}}


@st.composite
def marginal(draw: st.DrawFn, rates: st.SearchStrategy[str]) -> Document:
    """A marginal table, open or closed below, now and then with flat amounts."""
    starts = sorted(draw(st.lists(PLACES, min_size=1, max_size=4, unique=True)))
    rows: list[Document] = []
    for start in starts:
        row = {"from": display(start), "rate": draw(rates)}
        flat = draw(FLATS)
        rows.append(row if flat is None else {**row, "flat": flat})
    if draw(st.booleans()):
        del rows[0]["from"]
    return {"kind": "marginal", "rows": rows}


@st.composite
def amounts(draw: st.DrawFn, table: Document) -> list[tuple[Fraction, Fraction]]:
    """Pairs of amounts: at edges, across edges, and anywhere."""
    edges = [Fraction(row["from"]) for row in table["rows"] if "from" in row]
    place = st.one_of(PLACES, st.sampled_from([*edges, Fraction(0)]))
    pairs = draw(st.lists(st.tuples(place, place), min_size=1, max_size=8))
    return [(first, second if draw(st.booleans()) else second - first) for first, second in pairs]


def given_pairs(pairs: list[tuple[Fraction, Fraction]]) -> list[Document]:
    """Participants with these amounts as inputs a and b."""
    return [{"inputs": {"a": display(first), "b": display(second)}} for first, second in pairs]


@given(st.data(), marginal(st.one_of(RATES, THIRDS)))
def test_tiers_telescope_and_reversals_are_exact_negatives(data: st.DataObject, table: Document) -> None:
    pairs = data.draw(amounts(table))
    formulas = {
        "first": "tier(a, scheme)",
        "then": "tier(b, scheme, a)",
        "at_once": "tier(a + b, scheme)",
        "back": "tier(-b, scheme, a + b)",
        "nothing": "tier(0, scheme, a)",
    }
    document = plan(inputs=INPUTS, tables={"scheme": table}, values=formulas)
    values = sheet(document, *given_pairs(pairs)).values
    for row in range(len(pairs)):
        first, then, at_once, back, nothing = (_number(values[name].at(row)) for name in formulas)
        if then is None or first is None:
            continue
        assert first + then == at_once
        assert back == -then
        assert nothing == 0


@given(st.data(), marginal(RATES))
def test_tier_lines_add_up_to_what_the_tiers_give(data: st.DataObject, table: Document) -> None:
    pairs = data.draw(amounts(table))
    document = plan(
        inputs=INPUTS,
        tables={"scheme": table},
        components=[{"key": "pay", "amount": "tier(b, scheme, a)"}],
        limits={"total_floor": None},
    )
    batch = people(document, *given_pairs(pairs))
    for row, result in enumerate(batch.results()):
        exact = batch.sheet.components["pay"].exact.at(row)
        if exact is None:
            assert result["outcome"] == "blocked"
            continue
        lines = result["components"][0]["lines"]
        assert sum(Fraction(line["amount"]) for line in lines) == exact
        for line in lines:
            if line["basis"] is not None:
                assert Fraction(line["amount"]) == Fraction(line["basis"]) * Fraction(line["rate"])
        if table["rows"][0].get("from") is None:
            assert sum(Fraction(line["basis"] or "0") for line in lines) == pairs[row][1]


@given(st.data(), st.lists(st.tuples(PLACES, PLACES), min_size=1, max_size=5, unique_by=lambda corner: corner[0]))
def test_a_row_holds_from_its_edge_until_just_before_the_next(
    data: st.DataObject, corners: list[tuple[Fraction, Fraction]]
) -> None:
    corners.sort()
    rows = [{"from": display(edge), "value": display(value)} for edge, value in corners]
    points = [{"at": display(edge), "value": display(value)} for edge, value in corners]
    document = plan(
        inputs={"a": {"kind": "number"}},
        tables={"stairs": {"kind": "step", "rows": rows}, "line": {"kind": "points", "points": points}},
        values={"stair": "step(a, stairs)", "on_line": "interpolate(a, line)"},
    )
    hair = Fraction(1, 10**12)
    asked = [(place, value) for edge, value in corners for place in (edge, edge + hair)]
    found = sheet(document, *({"inputs": {"a": display(place)}} for place, _ in asked)).values
    for row, (place, value) in enumerate(asked):
        assert found["stair"].at(row) == value
        if (place, value) in corners:
            assert found["on_line"].at(row) == value
    low, high = min(value for _, value in corners), max(value for _, value in corners)
    place = data.draw(PLACES)
    [between] = [sheet(document, {"inputs": {"a": display(place)}}).values["on_line"].at(0)]
    assert isinstance(between, Fraction)
    assert low <= between <= high


def _number(value: Any) -> Fraction | None:
    assert value is None or isinstance(value, Fraction)
    return value

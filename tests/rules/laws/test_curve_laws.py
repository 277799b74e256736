"""Curves: lower-is-better is the mirror image of higher-is-better, and doing better never pays less."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.rules.build import Document
from tests.rules.laws.random_curves import (
    MODES,
    NUMBERS,
    STEPS,
    around,
    corners,
    indices,
    levels,
    limits,
    written,
)

ROUNDINGS = st.builds(
    lambda mode, steps: {"mode": mode} if steps is None else {"mode": mode, "steps": steps}, MODES, STEPS
)


@st.composite
def mirrored(draw: st.DrawFn) -> tuple[Document, Document, list[Fraction]]:
    """A KPI, its image in the mirror that stands at 0, and actuals for the first of them."""
    base, normal, target = draw(levels(rising=True))
    kind = draw(st.sampled_from(["linear", "two_slope", "binary", "points", "steps"]))
    curve: Document = {"kind": kind}
    match kind:
        case "two_slope":
            curve["max"] = draw(st.sampled_from(["1", "3/2", "4/3"]))
        case "linear":
            curve |= draw(limits())
        case "points":
            curve |= {"of": "raw", "points": draw(corners("at", rising=False))}
        case "steps":
            curve |= {"of": "raw", "rows": draw(corners("from", rising=False))}
    places = sorted([base, normal, target, *draw(st.lists(NUMBERS, max_size=3))])
    higher = {"curve": curve, "levels": written(base, normal, target)}
    return higher, {"curve": curve, "levels": written(-base, -normal, -target)}, around(places)


@given(mirrored(), ROUNDINGS)
def test_lower_is_better_mirrors_higher_is_better(
    case: tuple[Document, Document, list[Fraction]], rounding: Document
) -> None:
    higher, lower, actuals = case
    assert indices(higher, actuals, rounding) == indices(lower, [-actual for actual in actuals], rounding)


@given(st.lists(NUMBERS, min_size=4, max_size=4, unique=True), st.lists(NUMBERS, max_size=3))
def test_a_corridor_turned_round_is_the_same_corridor(places: list[Fraction], more: list[Fraction]) -> None:
    zero_low, low, high, zero_high = sorted(places)
    names = ("zero_low", "low", "high", "zero_high")
    there = dict(zip(names, map(str, (zero_low, low, high, zero_high)), strict=True))
    back = dict(zip(names, map(str, (-zero_high, -high, -low, -zero_low)), strict=True))
    actuals = around(sorted([*places, *more]))
    turned = indices({"curve": {"kind": "range", **back}}, [-actual for actual in actuals])
    assert indices({"curve": {"kind": "range", **there}}, actuals) == turned


@st.composite
def better_and_better(draw: st.DrawFn) -> tuple[Document, list[Fraction]]:
    """A curve on which more is never worse, and ascending actuals around its corners."""
    base, normal, target = draw(levels(rising=True))
    kind = draw(st.sampled_from(["linear", "two_slope", "ratio", "inverse_concave", "binary", "points", "steps"]))
    curve: Document = {"kind": kind}
    places = [base, normal, target, Fraction(0)]
    if kind in ("linear", "points", "steps"):
        curve |= draw(limits())
    match kind:
        case "two_slope":
            curve["max"] = draw(st.sampled_from(["1", "3/2", "4/3"]))
        case "ratio" | "inverse_concave":
            # Below 0 more of a thing is less of it: ratios are for what is counted.
            base, normal, target = abs(base), abs(base) + normal - base, abs(base) + target - base
            curve |= {"floor": "0", "cap": draw(st.sampled_from([None, "target", "2"]))}
            places = [Fraction(0), base, normal, target]
        case "points":
            curve["points"] = draw(corners("at", rising=True))
            places += [Fraction(corner["at"]) for corner in curve["points"]]
        case "steps":
            curve["rows"] = draw(corners("from", rising=True))
            places += [Fraction(row["from"]) for row in curve["rows"]]
            del curve["rows"][0]["from"]
    more = draw(st.lists(NUMBERS, max_size=4))
    return {"curve": curve, "levels": written(base, normal, target)}, around(sorted([*places, *more]))


@given(better_and_better(), ROUNDINGS)
def test_doing_better_never_gives_a_lower_index(case: tuple[Document, list[Fraction]], rounding: Document) -> None:
    kpi, actuals = case
    found = indices(kpi, actuals, rounding)
    assert None not in found
    assert found == sorted(found)

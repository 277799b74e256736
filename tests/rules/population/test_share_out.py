"""Pots are shared to the last unit, inside every bound, by one multiple of the weights."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.population.share_out import Member, MinimaExceedPot, share_out


def people(*weights: int, low: int = 0, high: int | None = None) -> list[Member]:
    return [Member(f"E{number}", weight, low, high) for number, weight in enumerate(weights, start=1)]


def test_left_over_units_go_to_the_largest_remainders_and_ties_to_the_first_id() -> None:
    assert share_out(100, people(1, 1, 1)).shares == [34, 33, 33]
    assert share_out(100, people(1, 2, 4)).shares == [14, 29, 57]
    assert share_out(2, [Member("b", 1), Member("a", 1), Member("Z", 1)]).shares == [0, 1, 1]


def test_left_over_units_can_go_to_the_largest_weight() -> None:
    assert share_out(100, people(1, 3, 3), "largest_weight").shares == [14, 43, 43]
    capped = [Member("E1", 1), Member("E2", 3, high=42), Member("E3", 3)]
    assert share_out(100, capped, "largest_weight").shares == [14, 42, 44]


def test_what_a_cap_takes_is_shared_again_until_nothing_changes() -> None:
    # 90 by 1 : 2 : 6 is 10, 20, 60; the cap of 30 frees 30, which lifts the second over the cap too.
    assert share_out(90, people(1, 2, 6, high=40)).shares == [17, 33, 40]
    assert share_out(90, people(1, 2, 6, high=31)).shares == [28, 31, 31]
    assert share_out(90, people(1, 2, 6, high=20)).shares == [20, 20, 20]


def test_a_minimum_is_paid_by_the_others() -> None:
    assert share_out(90, people(1, 2, 6, low=20)).shares == [20, 20, 50]
    assert share_out(90, people(0, 1, low=30)).shares == [30, 60]


def test_who_is_at_a_bound_and_what_the_others_shared_is_told() -> None:
    found = share_out(90, people(1, 2, 6, high=40))
    assert (sorted(found.fixed), found.rest, found.weights) == (["E3"], 50, 3)


def test_minima_and_caps_at_once() -> None:
    members = [Member("E1", 1, 20, 40), Member("E2", 2, 20, 40), Member("E3", 6, 20, 40)]
    assert share_out(90, members).shares == [20, 30, 40]


def test_minima_above_the_pot_are_refused_with_what_is_missing() -> None:
    with pytest.raises(MinimaExceedPot) as refused:
        share_out(50, people(1, 1, 1, low=20))
    assert refused.value.missing == 10


def test_nothing_to_share_and_nobody_to_share_with() -> None:
    assert share_out(0, people(1, 2)).shares == [0, 0]
    assert share_out(10, people(0, 0)).shares == [0, 0]
    assert share_out(10, []).shares == []


_MEMBERS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 30), st.integers(0, 60)), min_size=1, max_size=7).map(
    lambda rows: [Member(f"E{n}", weight, low, low + more) for n, (weight, low, more) in enumerate(rows)]
)


@settings(max_examples=200, deadline=None)
@given(_MEMBERS, st.integers(0, 400))
def test_shares_are_one_multiple_of_the_weights_inside_the_bounds(members: list[Member], pot: int) -> None:
    if sum(member.low for member in members) > pot:
        with pytest.raises(MinimaExceedPot):
            share_out(pot, members)
        return
    shares = share_out(pot, members).shares
    assert all(m.low <= share <= (m.high or 0) for m, share in zip(members, shares, strict=True))
    room = sum((m.high or 0) if m.weight else m.low for m in members)
    assert sum(shares) == min(pot, room)
    # Whoever lies strictly between the bounds has the same share per weight, within one unit.
    inside = [(share, m.weight) for m, share in zip(members, shares, strict=True) if m.low < share < (m.high or 0)]
    for share, weight in inside:
        for other, other_weight in inside:
            assert Fraction(share - 1, weight) <= Fraction(other + 1, other_weight)


@settings(max_examples=100, deadline=None)
@given(_MEMBERS, st.integers(0, 400), st.randoms(use_true_random=False))
def test_the_order_of_members_never_matters(members: list[Member], pot: int, random: object) -> None:
    if sum(member.low for member in members) > pot:
        return
    by_id = dict(zip((m.id for m in members), share_out(pot, members).shares, strict=True))
    shuffled = list(members)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert dict(zip((m.id for m in shuffled), share_out(pot, shuffled).shares, strict=True)) == by_id

"""Managers of a call: circles, depth, sums from the bottom up and the nearest giver up the chain."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.facts.hierarchy import Hierarchy, hierarchy

IDS = ("boss", "ann", "bob", "eve", "zoe")
TREE = (None, "boss", "ann", "ann", "boss")


def test_managers_are_rows_and_unknown_ones_end_the_chain() -> None:
    found = hierarchy(("b", "a", "c"), ("a", None, "somebody else"))

    assert found.managers == (1, None, None)
    assert found.order == (1, 2, 0)
    assert found.circular == frozenset()


@pytest.mark.parametrize(
    ("managers", "circular"),
    [
        pytest.param(TREE, set(), id="a tree"),
        pytest.param(("boss", "boss", "ann", "ann", None), {0, 1, 2, 3}, id="one's own manager, and all below"),
        pytest.param(("zoe", "boss", "ann", None, "boss"), {0, 1, 2, 4}, id="two manage each other"),
        pytest.param(("bob", "boss", "ann", "bob", None), {0, 1, 2, 3}, id="a circle of three with one below"),
    ],
)
def test_exactly_the_people_in_and_below_a_circle_are_circular(
    managers: tuple[str | None, ...], circular: set[int]
) -> None:
    found = hierarchy(IDS, managers)

    assert found.circular == circular
    assert sorted((*found.order, *found.circular)) == list(range(len(IDS)))


def test_sums_roll_up_over_all_levels() -> None:
    assert hierarchy(IDS, TREE).sums([1, 10, 100, 1000, 10000]) == [11111, 1110, 100, 1000, 10000]


def test_people_in_circles_keep_their_own_value() -> None:
    assert hierarchy(IDS, ("ann", "boss", "ann", None, "eve")).sums([1, 2, 3, 4, 5]) == [1, 2, 3, 9, 5]


def test_everybody_above_a_row_is_found_once_also_in_a_circle() -> None:
    assert hierarchy(IDS, TREE).with_all_above({2}) == {2, 1, 0}
    assert hierarchy(IDS, ("ann", "boss", "ann", None, None)).with_all_above([2]) == {2, 1, 0}


def test_the_nearest_giver_up_the_chain_counts() -> None:
    tree = hierarchy(IDS, TREE)

    assert tree.nearest([True, True, False, True, False]) == [0, 1, 1, 3, 0]
    assert tree.nearest([False] * 5) == [None] * 5


def test_nobody_inherits_inside_a_circle() -> None:
    assert hierarchy(IDS, ("ann", "boss", "ann", None, "eve")).nearest([True] * 5) == [None, None, None, 3, 4]


def _above(found: Hierarchy, row: int) -> list[int]:
    chain: list[int] = []
    manager = found.managers[row]
    while manager is not None and manager not in chain:
        chain.append(manager)
        manager = found.managers[manager]
    return chain


@st.composite
def _forests(draw: st.DrawFn) -> Hierarchy:
    size = draw(st.integers(1, 8))
    ids = [str(row) for row in range(size)]
    managers = draw(st.lists(st.none() | st.sampled_from(ids), min_size=size, max_size=size))
    return hierarchy(ids, managers)


@settings(max_examples=60, deadline=None)
@given(_forests())
def test_one_pass_gives_what_walking_every_chain_gives(found: Hierarchy) -> None:
    size = len(found.managers)
    chains = [_above(found, row) for row in range(size)]
    circular = {
        row for row in range(size) if row in chains[row] or any(above in chains[above] for above in chains[row])
    }

    assert found.circular == circular
    positions = {row: position for position, row in enumerate(found.order)}
    assert all(positions[above] < positions[row] for row in positions for above in chains[row])
    values = [10**row for row in range(size)]
    summed = found.sums(values)
    for row in positions:
        assert summed[row] == sum(values[below] for below in range(size) if below == row or row in chains[below])

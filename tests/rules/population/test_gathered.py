"""What chunks gather adds up to what all people together give."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.population.gathered import Values


def gathered(*values: int) -> Values:
    found = Values()
    found.add(None, values)
    return found


def test_equal_values_share_the_better_rank() -> None:
    assert gathered(30, 20, 20, 10).ranks(None) == {30: 1, 20: 2, 10: 4}
    assert gathered(5, 5).ranks(None) == {5: 1}
    assert gathered().ranks(None) == {}


def test_cumulative_sums_stand_before_and_with_everybody_of_a_value() -> None:
    assert gathered(30, 20, 20, 10).cumulative(None) == {30: (0, 30), 20: (30, 70), 10: (70, 80)}
    assert gathered(5, -1).cumulative(None) == {5: (0, 5), -1: (5, 4)}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["north", "south"]), st.integers(-9, 9)), max_size=12), st.integers(0, 12))
def test_parts_of_chunks_add_up_to_the_part_of_all(people: list[tuple[str, int]], cut: int) -> None:
    whole, first, second = Values(), Values(), Values()
    for place, (group, value) in enumerate(people):
        whole.add(group, [value])
        (first if place < cut else second).add(group, [value])
    first.merge(second)
    assert first == whole

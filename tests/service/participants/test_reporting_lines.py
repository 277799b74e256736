"""Chains of managers over time: a circle on any day is found and its people are named."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from service.participants.dated import Said, Stretch, stretches, value_on
from service.participants.reporting_lines import LEVELS_MAX, Circle, TooDeep, broken_chains

FIRST = date(2026, 1, 1)
JULY = date(2026, 7, 1)
PEOPLE = range(1, 6)
DAYS = [FIRST + timedelta(number) for number in range(8)]


def always(manager: int) -> tuple[Stretch[int], ...]:
    return (Stretch(FIRST, None, manager),)


statement = st.tuples(
    st.sampled_from(PEOPLE), st.none() | st.sampled_from(PEOPLE), st.integers(0, 5), st.none() | st.integers(6, 8)
)


@given(rows=st.lists(statement, max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_circle_is_found_exactly_when_some_day_has_one(
    rows: list[tuple[int, int | None, int, int | None]],
) -> None:
    said: dict[int, list[Said[int]]] = {person: [] for person in PEOPLE}
    for seq, (person, manager, start, end) in enumerate(rows):
        until = None if end is None else FIRST + timedelta(end)
        said[person].append(Said(seq, manager, FIRST + timedelta(start), until))
    found = broken_chains({person: stretches(each) for person, each in said.items()}, PEOPLE)
    expected = any(_has_circle({person: value_on(said[person], day) for person in PEOPLE}) for day in DAYS)
    assert bool(found) == expected
    for circle in found:
        assert isinstance(circle, Circle)
        for one, other in zip(circle.people, (*circle.people[1:], circle.people[0]), strict=True):
            assert value_on(said[one], circle.day) == other


def _has_circle(managers: dict[int, int | None]) -> bool:
    for first in managers.values():
        above, steps = first, 0
        while above is not None and steps <= len(managers):
            above, steps = managers[above], steps + 1
        if above is not None:
            return True
    return False


def test_nobody_is_their_own_manager() -> None:
    assert broken_chains({1: always(1)}, [1]) == [Circle((1,), FIRST)]


def test_a_circle_that_begins_later_is_told_with_its_first_day() -> None:
    managers = {1: always(2), 2: always(3), 3: (Stretch(FIRST, JULY, 4), Stretch(JULY, None, 1))}
    assert broken_chains(managers, [3]) == [Circle((3, 1, 2), JULY)]


def test_two_people_may_exchange_places_from_one_day_to_the_next() -> None:
    managers = {1: (Stretch(FIRST, JULY, 2),), 2: (Stretch(JULY, None, 1),)}
    assert broken_chains(managers, [1, 2]) == []


def test_one_circle_is_told_once() -> None:
    managers = {1: always(2), 2: always(1), 3: always(1)}
    assert broken_chains(managers, [3, 1, 2]) == [Circle((1, 2), FIRST)]


def test_a_chain_has_an_end() -> None:
    managers = {person: always(person + 1) for person in range(1, LEVELS_MAX + 1)}
    assert broken_chains(managers, [1]) == []
    longer = {**managers, LEVELS_MAX + 1: always(LEVELS_MAX + 2)}
    assert broken_chains(longer, [1, 2]) == [TooDeep(1, FIRST)]

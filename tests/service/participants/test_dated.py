"""Dated values: what was said last of a day counts, and each statement only for its own days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.participants.dated import Said, Stretch, is_said, next_change, stretches, value_on, within

FIRST = date(2026, 1, 1)
SPAN = 12
QUICK = settings(max_examples=60, deadline=None)


def day(number: int) -> date:
    return FIRST + timedelta(number)


def month(number: int) -> date:
    return date(2026, number, 1)


DAYS = [day(number) for number in range(SPAN + 2)]
intervals = st.tuples(st.integers(0, SPAN), st.none() | st.integers(1, SPAN)).map(
    lambda pair: (day(pair[0]), None if pair[1] is None else day(pair[0] + pair[1]))
)
statements = st.lists(st.tuples(st.none() | st.sampled_from("abc"), intervals), max_size=8).map(
    lambda rows: [Said(seq, value, *interval) for seq, (value, interval) in enumerate(rows, start=1)]
)


@given(said=statements, known=st.none() | st.integers(0, 8))
@QUICK
def test_stretches_say_the_same_as_every_single_day(said: list[Said[str]], known: int | None) -> None:
    found = stretches(said, known=known)
    for each in DAYS:
        values = [part.value for part in found if part.start <= each and (part.end is None or each < part.end)]
        expected = value_on(said, each, known=known)
        assert values == ([] if expected is None else [expected])


@given(said=statements)
@QUICK
def test_stretches_are_in_order_and_neighbours_differ(said: list[Said[str]]) -> None:
    found = stretches(said)
    for one, other in pairwise(found):
        assert one.end is not None
        assert one.end <= other.start
        assert one.end < other.start or one.value != other.value


@given(said=statements, value=st.none() | st.sampled_from("abc"), interval=intervals)
@QUICK
def test_a_later_statement_lies_over_earlier_ones_in_its_own_days_only(
    said: list[Said[str]], value: str | None, interval: tuple[date, date | None]
) -> None:
    later = Said(len(said) + 1, value, *interval)
    for each in DAYS:
        expected = value if later.covers(each) else value_on(said, each)
        assert value_on([later, *said], each) == expected


@given(said=statements, known=st.integers(0, 8))
@QUICK
def test_what_was_said_later_is_not_known_before(said: list[Said[str]], known: int) -> None:
    assert stretches(said, known=known) == stretches(said[:known])


@given(said=statements, value=st.none() | st.sampled_from("abc"), interval=intervals)
@QUICK
def test_saying_what_is_said_already_changes_nothing(
    said: list[Said[str]], value: str | None, interval: tuple[date, date | None]
) -> None:
    found = stretches(said)
    again = stretches([*said, Said(len(said) + 1, value, *interval)])
    assert is_said(found, value, *interval) == (again == found)


@given(said=statements, number=st.integers(0, SPAN))
@QUICK
def test_the_next_change_is_the_first_day_with_another_value(said: list[Said[str]], number: int) -> None:
    start = day(number)
    far = [start + timedelta(count) for count in range(1, 3 * SPAN)]
    others = [each for each in far if value_on(said, each) != value_on(said, start)]
    assert next_change(stretches(said), start) == (others[0] if others else None)


def test_a_raise_in_the_middle_of_a_temporary_value() -> None:
    said = [
        Said(1, "1000", month(1)),
        Said(2, "1300", month(3), month(5)),
        Said(3, "1100", month(4), month(7)),
    ]
    assert stretches(said) == (
        Stretch(month(1), month(3), "1000"),
        Stretch(month(3), month(4), "1300"),
        Stretch(month(4), month(7), "1100"),
        Stretch(month(7), None, "1000"),
    )


def test_nothing_was_said() -> None:
    assert stretches([]) == ()
    assert value_on([], FIRST) is None
    assert next_change((), FIRST) is None
    assert is_said((), None, FIRST, None)
    assert not is_said((), "a", FIRST, None)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (month(1), None, [(2, 4), (5, None)]),
        (month(3), month(6), [(3, 4), (5, 6)]),
        (month(4), month(5), []),
        (month(1), month(2), []),
    ],
)
def test_parts_within_days(start: date, end: date | None, expected: list[tuple[int, int | None]]) -> None:
    found = [Stretch(month(2), month(4), "a"), Stretch(month(5), None, "b")]
    parts = [(part.start.month, part.end and part.end.month) for part in within(found, start, end)]
    assert parts == expected

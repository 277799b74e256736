"""Days in force: what publishing does to the versions that are there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.plans.in_force import Window, effects_of

DAYS = [f"2026-01-{day:02}" for day in range(1, 11)]


def window(number: int, start: str, end: str | None = None) -> Window:
    return Window(number, f"2026-{start}", None if end is None else f"2026-{end}")


@pytest.mark.parametrize(
    ("there", "cut", "retired", "overlapping"),
    [
        ([], [], [], []),
        ([window(1, "01-01")], [1], [], []),
        ([window(1, "01-01", "03-01")], [], [], []),
        ([window(1, "01-01", "03-02")], [1], [], []),
        ([window(1, "03-01")], [], [], [1]),
        ([window(1, "03-01", "04-01")], [], [1], []),
        ([window(1, "03-10", "03-20")], [], [1], []),
        ([window(1, "03-10", "04-02")], [], [], [1]),
        ([window(1, "04-01")], [], [], []),
        ([window(1, "01-01", "03-05"), window(2, "03-05", "04-01"), window(3, "04-01")], [1], [2], []),
        ([window(1, "01-01", "12-01")], [1], [], []),
    ],
)
def test_a_version_for_march(there: list[Window], cut: list[int], retired: list[int], overlapping: list[int]) -> None:
    effects = effects_of(window(9, "03-01", "04-01"), there)
    assert [one.number for one in effects.cut] == cut
    assert [one.number for one in effects.retired] == retired
    assert [one.number for one in effects.overlapping] == overlapping


def test_an_open_version_covers_all_that_comes() -> None:
    effects = effects_of(window(9, "03-01"), [window(1, "01-01"), window(2, "03-01"), window(3, "05-01", "06-01")])
    assert ([one.number for one in effects.cut], [one.number for one in effects.retired]) == ([1], [2, 3])


def test_the_last_day_is_not_in_force() -> None:
    march = window(1, "03-01", "04-01")
    assert [march.holds(day) for day in ("2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01")] == [
        False,
        True,
        True,
        False,
    ]


spans = st.tuples(st.integers(0, 8), st.one_of(st.none(), st.integers(1, 5))).map(
    lambda span: Window(0, DAYS[span[0]], None if span[1] is None else DAYS[min(span[0] + span[1], 9)])
)


@settings(max_examples=60)
@given(st.lists(spans, max_size=6))
def test_however_often_one_publishes_a_day_has_one_version(asked: list[Window]) -> None:
    published: list[Window] = []
    for number, span in enumerate(asked):
        new = Window(number, span.start, span.end)
        effects = effects_of(new, published)
        if effects.overlapping:
            continue
        gone = {one.number for one in (*effects.cut, *effects.retired)}
        shortened = [Window(one.number, one.start, new.start) for one in effects.cut]
        published = [*(one for one in published if one.number not in gone), *shortened, new]
        for day in DAYS:
            assert sum(one.holds(day) for one in published) <= 1
        assert all(new.holds(day) for day in DAYS if span.holds(day))

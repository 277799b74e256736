"""Corrections take back what stands and pay what should stand; whatever came before, the sum is what is right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import CarriedLine, PayLine, carried_lines, paid_period
from tests.rules.build import codes, named

MARCH, JULY, AUGUST = "2026-03", "2026-07", "2026-08"
BONUS = PayLine("bonus", 10000, "EUR", "BON1")

Told = list[tuple[str, str, int, str, str | None]]


def told(booked: list[PayLine | CarriedLine[str]], recomputed: list[PayLine] | None) -> Told:
    """component, kind, amount, currency and payroll code of the lines."""
    lines = carried_lines(booked, recomputed, earned=MARCH, paid=JULY).lines
    return [(line.component, line.kind, line.amount_minor, line.currency, line.earning_code) for line in lines]


@pytest.mark.parametrize(
    ("booked", "recomputed", "lines"),
    named(
        [
            ("nothing changed", [BONUS], [BONUS], []),
            ("nothing booked and nothing due", [], [], []),
            (
                "more",
                [BONUS],
                [PayLine("bonus", 10001, "EUR", "BON1")],
                [("bonus", "reversal", -10000, "EUR", "BON1"), ("bonus", "new", 10001, "EUR", "BON1")],
            ),
            ("less than nothing", [], [PayLine("back", -5, "EUR")], [("back", "new", -5, "EUR", None)]),
            ("all of it back", [BONUS], [], [("bonus", "reversal", -10000, "EUR", "BON1")]),
            (
                "now zero",
                [BONUS],
                [PayLine("bonus", 0, "EUR", "BON1")],
                [("bonus", "reversal", -10000, "EUR", "BON1")],
            ),
            ("deferred before", [], [BONUS], [("bonus", "new", 10000, "EUR", "BON1")]),
            ("a zero line less", [BONUS, PayLine("spiff", 0, "EUR")], [BONUS], []),
            (
                "another payroll code",
                [BONUS],
                [PayLine("bonus", 10000, "EUR", "BON2")],
                [("bonus", "reversal", -10000, "EUR", "BON1"), ("bonus", "new", 10000, "EUR", "BON2")],
            ),
            (
                "another currency",
                [BONUS],
                [PayLine("bonus", 9000, "CHF", "BON1")],
                [("bonus", "reversal", -10000, "EUR", "BON1"), ("bonus", "new", 9000, "CHF", "BON1")],
            ),
            (
                "one of two components",
                [BONUS, PayLine("growth", 500, "EUR")],
                [PayLine("growth", 700, "EUR"), BONUS],
                [("growth", "reversal", -500, "EUR", None), ("growth", "new", 700, "EUR", None)],
            ),
        ]
    ),
)
def test_what_a_correction_carries(booked: list[PayLine], recomputed: list[PayLine], lines: Told) -> None:
    assert told([*booked], recomputed) == lines


def test_every_line_says_when_it_was_earned_and_when_it_is_paid() -> None:
    lines = carried_lines([BONUS], [], earned=MARCH, paid=JULY).lines
    assert [(line.earned, line.paid) for line in lines] == [(MARCH, JULY)]


def test_a_plan_says_whether_corrections_go_to_the_open_period_or_to_the_one_that_was_wrong() -> None:
    assert paid_period(MARCH, JULY, "carry") == JULY
    assert paid_period(MARCH, JULY, "original") == MARCH


def test_a_blocked_result_carries_nothing_and_says_so() -> None:
    correction = carried_lines([BONUS], None, earned=MARCH, paid=JULY)
    assert (correction.lines, codes([*correction.problems])) == ((), ["correction.blocked"])


def test_corrections_stack_on_each_other_and_come_back() -> None:
    booked: list[PayLine | CarriedLine[str]] = [BONUS]
    assert told(booked, [PayLine("bonus", 12000, "EUR", "BON1")]) == [
        ("bonus", "reversal", -10000, "EUR", "BON1"),
        ("bonus", "new", 12000, "EUR", "BON1"),
    ]
    booked += carried_lines(booked, [PayLine("bonus", 12000, "EUR", "BON1")], earned=MARCH, paid=JULY).lines
    assert told(booked, [PayLine("bonus", 12000, "EUR", "BON1")]) == []
    assert told(booked, [PayLine("bonus", 9000, "EUR", "BON1")]) == [
        ("bonus", "reversal", -12000, "EUR", "BON1"),
        ("bonus", "new", 9000, "EUR", "BON1"),
    ]
    booked += carried_lines(booked, [PayLine("bonus", 9000, "EUR", "BON1")], earned=MARCH, paid=AUGUST).lines
    assert told(booked, [BONUS]) == [
        ("bonus", "reversal", -9000, "EUR", "BON1"),
        ("bonus", "new", 10000, "EUR", "BON1"),
    ]


LINES = st.dictionaries(
    st.sampled_from(["bonus", "growth", "draw"]),
    st.tuples(st.integers(-(10**12), 10**12), st.sampled_from(["EUR", "CHF"]), st.sampled_from([None, "A", "B"])),
).map(lambda found: [PayLine(key, *rest) for key, rest in found.items()])


def sums(lines: list[PayLine | CarriedLine[str]]) -> dict[tuple[str, str, str | None], int]:
    """Where money stands: nothing where it adds up to 0."""
    found: dict[tuple[str, str, str | None], int] = {}
    for line in lines:
        place = (line.component, line.currency, line.earning_code)
        found[place] = found.get(place, 0) + line.amount_minor
    return {place: minor for place, minor in found.items() if minor}


@given(LINES, st.lists(st.none() | LINES, max_size=5))
def test_booked_and_all_carried_lines_add_up_to_what_was_recomputed_last(
    booked: list[PayLine], recomputations: list[list[PayLine] | None]
) -> None:
    standing: list[PayLine | CarriedLine[str]] = [*booked]
    right = booked
    for recomputed in recomputations:
        correction = carried_lines(standing, recomputed, earned=MARCH, paid=JULY)
        places = [(line.component, line.kind) for line in correction.lines]
        assert len(set(places)) == len(places)
        standing += correction.lines
        right = right if recomputed is None else recomputed
        assert sums(standing) == sums([*right])

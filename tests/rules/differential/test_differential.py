"""Random plans and random people: the engine and a second, independent evaluation agree on every number."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rules import PlanRefused, ResultBatch, calculate, compile_plan, currency_digits, parse_period, read_participants
from tests.rules.differential.compare import differences
from tests.rules.differential.random_people import people
from tests.rules.differential.random_plans import PERIOD, plans
from tests.rules.differential.reference import Document
from tests.rules.differential.reference_pay import PaidPerson

PUT_ASIDE = {"formula.too_large", "plan.limits_order"}
"""What a generator cannot know without computing: how large numbers grow, and what constant limits come to."""

MARCH = parse_period({"start": "2026-03-01", "end": "2026-04-01"})


@st.composite
def calls(draw: st.DrawFn, least: int, most: int) -> tuple[Document, list[Document]]:
    """A plan and people in it."""
    plan = draw(plans())
    return plan, draw(people(plan, least, most))


def computed(plan: Document, participants: list[Document]) -> ResultBatch:
    """What the engine makes of a call; plans whose numbers grow too large are put aside."""
    try:
        compiled = compile_plan(plan)
    except PlanRefused as refused:
        assume(not {problem.code for problem in refused.problems} <= PUT_ASIDE)
        raise
    return calculate(compiled, read_participants(participants), MARCH)


def check(plan: Document, participants: list[Document]) -> None:
    """Engine and reference agree for everybody."""
    batch = computed(plan, participants)
    digits = currency_digits(plan["currency"])
    assert digits is not None
    for row, given_person in enumerate(participants):
        assert differences(batch, row, PaidPerson(plan, given_person, PERIOD, digits)) == {}


@given(calls(1, 1))
def test_one_person(call: tuple[Document, list[Document]]) -> None:
    check(*call)


@given(calls(2, 2))
def test_two_people(call: tuple[Document, list[Document]]) -> None:
    check(*call)


@pytest.mark.slow
@given(calls(15, 25))
def test_many_people(call: tuple[Document, list[Document]]) -> None:
    check(*call)

"""Random plans and random people: the engine and a second, independent evaluation agree on every number."""

from hypothesis import given, settings

from rules import currency_digits
from tests.rules.differential.calls import Call, calls, computed
from tests.rules.differential.compare import differences
from tests.rules.differential.random_plans import PERIOD
from tests.rules.differential.reference_pay import PaidPerson

FEWER = settings(max_examples=max(1, settings.default.max_examples // 6 if settings.default else 1))
"""For calls of many people, which take longer."""


def check(call: Call) -> None:
    """Engine and reference agree for everybody."""
    plan, participants = call
    batch = computed(plan, participants)
    digits = currency_digits(plan["currency"])
    assert digits is not None
    for row, participant in enumerate(participants):
        assert differences(batch, row, PaidPerson(plan, participant, PERIOD, digits)) == {}


@given(calls(1, 1))
def test_one_person(call: Call) -> None:
    check(call)


@given(calls(2, 2))
def test_two_people(call: Call) -> None:
    check(call)


@FEWER
@given(calls(15, 25))
def test_many_people(call: Call) -> None:
    check(call)

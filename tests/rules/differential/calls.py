"""Whole calls: a random plan, people in it, and what the engine makes of them."""

from hypothesis import assume
from hypothesis import strategies as st

from rules import PlanRefused, ResultBatch, calculate, compile_plan, parse_period, read_participants
from tests.rules.differential.random_people import people
from tests.rules.differential.random_plans import plans
from tests.rules.differential.reference import Document

Call = tuple[Document, list[Document]]
"""A plan document and its participants."""

MARCH = parse_period({"start": "2026-03-01", "end": "2026-04-01"})

PUT_ASIDE = {"formula.too_large", "plan.limits_order"}
"""What a generator cannot know without computing: how large numbers grow, and what constant limits come to."""


@st.composite
def calls(draw: st.DrawFn, least: int, most: int) -> Call:
    """A plan and so many people in it."""
    plan = draw(plans())
    return plan, draw(people(plan, least, most))


def computed(plan: Document, participants: list[Document]) -> ResultBatch:
    """The engine's results; plans whose numbers grow too large are put aside."""
    try:
        compiled = compile_plan(plan)
    except PlanRefused as refused:
        assume(not {problem.code for problem in refused.problems} <= PUT_ASIDE)
        raise
    return calculate(compiled, read_participants(participants), MARCH)

"""In a plan whose people depend on each other the others' data is part of why one's pay changed."""

from typing import Any

from rules import Situation, Standing, causes_of, read_participants, read_surroundings
from tests.rules.build import compiled, kpi, paying
from tests.rules.laws.test_staged import settled

POT = paying(
    "share(revenue.actual) * pot",
    kpis=[kpi("revenue")],
    inputs={"pot": {"kind": "money", "scope": "company"}},
)


def situation(mine: str, *theirs: tuple[str, str], pot: str = "1000") -> Situation:
    """One's own revenue, and id and revenue of the others."""
    others = tuple(person(id_, revenue) for id_, revenue in theirs)
    return Situation(compiled(POT), person("1", mine), {"company": {"inputs": {"pot": pot}}}, others=others)


def person(id_: str, revenue: str) -> dict[str, Any]:
    """A participant of a call."""
    return {"id": id_, "facts": {"revenue": revenue}}


def found(old: Situation, new: Situation) -> list[tuple[str, int]]:
    """Steps in euro cents."""
    return [(step.name, step.change.total["EUR"]) for step in causes_of(old, new).steps]


def test_the_facts_of_others_are_facts() -> None:
    assert found(situation("50", ("2", "50")), situation("50", ("2", "150"))) == [("facts", -25000)]


def test_who_else_is_there_is_a_matter_of_assignment() -> None:
    two, three = situation("50", ("2", "50")), situation("50", ("2", "50"), ("3", "100"))
    assert found(two, three) == [("assignment", -25000)]
    assert found(three, two) == [("assignment", 25000)]


def test_the_company_s_inputs_are_a_matter_of_assignment() -> None:
    assert found(situation("50", ("2", "50")), situation("50", ("2", "50"), pot="2000")) == [("assignment", 50000)]


def after_booking(mine: str, was: str = "50", theirs: str = "50", pot: str = "1000") -> Situation:
    """One's own revenue now, against 50 of one's own and of another when it was booked."""
    shared = {"company": {"inputs": {"pot": "1000"}}}
    wholes = [
        settled(compiled(POT), [read_participants([person("1", one), person("2", two)], read_surroundings(shared))])
        for one, two in ((was, "50"), (mine, theirs))
    ]
    standing = Standing(wholes[0], wholes[1], person("1", was), shared)
    now = {"company": {"inputs": {"pot": pot}}}
    return Situation(compiled(POT), person("1", mine), now, standing=standing)


def test_against_what_was_booked_one_s_own_facts_are_the_reason() -> None:
    booked = situation("50", ("2", "50"))
    assert found(booked, after_booking("80", theirs="150")) == [("facts", 30000)]
    assert found(after_booking("80", theirs="150"), booked) == [("facts", -30000)]
    assert found(booked, after_booking("80", pot="2000")) == [("facts", 30000), ("assignment", 80000)]
    assert found(after_booking("80"), after_booking("60", theirs="1")) == [("facts", -20000)]


def test_what_was_booked_otherwise_is_no_mixture() -> None:
    assert found(situation("50", ("2", "150")), after_booking("80")) == [("facts + assignment", 55000)]

"""In a plan whose people depend on each other the others' data is part of why one's pay changed."""

from typing import Any

from rules import Situation, causes_of
from tests.rules.build import compiled, kpi, paying

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

"""Credits of a call: their shape, their shares, and corrections that replace them as a whole."""

from fractions import Fraction
from typing import Any

import pytest

from rules.facts.credits import Credit, read_credits
from rules.problems import Problem
from tests.rules.build import Document, named


def read(*entries: Document) -> tuple[Credit, ...]:
    problems: list[Problem] = []
    found = read_credits(list(entries), problems)
    assert problems == []
    return found


def shared(shares: Document, **parts: Any) -> Document:
    return {"fact": "revenue", "value": "100", "shares": shares, **parts}


SHARES: list[tuple[str, Document, str | None]] = [
    ("decimals", {"E1": "0.6", "E2": "0.4"}, None),
    ("JSON numbers", {"E1": 1}, None),
    ("thirds", {"E1": "1/3", "E2": "1/3", "E3": "1/3"}, None),
    ("twelve places", {"E1": "0.333333333333", "E2": "0.666666666667"}, None),
    ("twentieths", {"E1": "1/19", "E2": "18/19"}, None),
    ("too little", {"E1": "0.6", "E2": "0.399999999999"}, "credit.sum"),
    ("too much", {"E1": "0.6", "E2": "0.6"}, "credit.sum"),
    ("nothing", {"E1": "1", "E2": "0"}, "credit.share"),
    ("negative", {"E1": "1.5", "E2": "-0.5"}, "credit.share"),
    ("no number", {"E1": "half", "E2": "0.5"}, "credit.share"),
    ("a large denominator", {"E1": "1/21", "E2": "20/21"}, "credit.share"),
]


@pytest.mark.parametrize(("shares", "code"), named(SHARES))
def test_shares(shares: Document, code: str | None) -> None:
    [credit] = read(shared(shares))
    assert (None if credit.problem is None else credit.problem.code) == code
    assert list(credit.shares) == list(shares)
    assert code is not None or sum(credit.shares.values()) == 1


@pytest.mark.parametrize(("second", "total"), [("0.399999999999", "0.999999999999"), ("1/3", "14/15")])
def test_shares_that_do_not_add_up_say_their_sum(second: str, total: str) -> None:
    [credit] = read(shared({"E1": "0.6", "E2": second}))
    assert credit.problem is not None
    assert credit.problem.numbers == {"sum": total}


def test_a_credit_keeps_what_it_says_of_the_row() -> None:
    [credit] = read(shared({"E1": 1}, date="2026-03-05", source="crm", source_id="7", time=None))
    assert credit == Credit(
        "/credits/0",
        "revenue",
        {"value": "100"},
        {"date": "2026-03-05", "source": "crm", "source_id": "7"},
        {"E1": Fraction(1)},
    )


MALFORMED: list[tuple[str, object, list[tuple[str, str]]]] = [
    ("no list", {}, [("credits.shape", "/credits")]),
    ("no object", ["1"], [("credits.shape", "/credits/0")]),
    ("no fact", [{"value": "1", "shares": {"E1": 1}}], [("credits.shape", "/credits/0")]),
    ("no shares", [{"fact": "a", "value": "1"}], [("credits.shape", "/credits/0")]),
    ("empty shares", [{"fact": "a", "value": "1", "shares": {}}], [("credits.shape", "/credits/0")]),
    ("fields in a list", [shared({"E1": 1}, fields=[])], [("credits.shape", "/credits/0")]),
    ("another key", [shared({"E1": 1}, share="1")], [("credits.unknown_key", "/credits/0/share")]),
]


@pytest.mark.parametrize(("given", "refusals"), named(MALFORMED))
def test_another_shape_refuses_the_call(given: object, refusals: list[tuple[str, str]]) -> None:
    problems: list[Problem] = []
    read_credits(given, problems)
    assert [(problem.code, problem.path) for problem in problems] == refusals


def test_a_correction_replaces_the_credit_as_a_whole() -> None:
    first = shared({"E1": "0.5", "E2": "0.5"}, source_id="7")
    second = shared({"E1": "0.5", "E3": "0.5"}, source_id="7", revision=1)
    assert [list(credit.shares) for credit in read(second, first)] == [["E1", "E3"]]
    assert [credit.path for credit in read(first, {**second, "source": "crm"})] == ["/credits/0", "/credits/1"]


def test_a_bad_share_that_was_corrected_does_not_matter() -> None:
    first, second = shared({"E1": "2"}, source_id="7"), shared({"E1": "1"}, source_id="7", revision=2)
    assert [credit.problem for credit in read(first, second)] == [None]


def test_the_same_credit_twice_is_a_problem_of_both() -> None:
    twice = read(shared({"E1": 1}, source_id="7"), shared({"E2": 1}, source_id="7"), shared({"E3": 1}))
    assert [credit.problem and credit.problem.code for credit in twice] == ["credit.duplicate"] * 2 + [None]


def test_a_revision_is_a_whole_number() -> None:
    [credit] = read(shared({"E1": 1}, revision="new"))
    assert credit.problem is not None
    assert credit.problem.code == "fact.observation_shape"

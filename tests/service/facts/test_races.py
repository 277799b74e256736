"""Two senders at once: everything counts exactly once, and of one observation exactly one revision."""

from functools import partial
from typing import Any

from sqlalchemy import text

from service.store.database import Database
from tests.service.facts.world import counting, fact, send, with_keys, with_people
from tests.service.participants.test_races import at_once
from tests.stores import As

ROUNDS = 5


def test_the_same_facts_at_once_are_stored_once(as_: As, database: Database) -> None:
    with_people(as_, "E1")
    with_keys(as_, "revenue", "deals")
    as_("integration")
    for number in range(ROUNDS):
        facts = [fact(f"{number}-{each}") for each in range(40)] + [fact(f"w{number}", participant="E9")]
        answers: list[Any] = []
        at_once(*(partial(_keep, answers, as_, way) for way in (facts, facts[::-1])))
        assert sorted((each["added"], each["known"], each["waiting"]) for each in answers) == [(0, 41, 0), (40, 0, 1)]
    assert len(counting(database)) == 40 * ROUNDS


def test_of_two_revisions_at_once_one_counts(as_: As, database: Database) -> None:
    with_people(as_, "E1")
    with_keys(as_, "revenue", "deals")
    as_("integration")
    for number in range(ROUNDS):
        lower, higher = [fact(f"o{number}", value="1")], [fact(f"o{number}", value="2", revision=7)]
        answers: list[Any] = []
        at_once(partial(_keep, answers, as_, lower), partial(_keep, answers, as_, higher))
        assert [each["added"] for each in answers] == [1, 1]
    assert [value for *_, value in counting(database)] == ["2"] * ROUNDS


def test_of_two_bodies_at_once_one_is_a_conflict(as_: As, database: Database) -> None:
    with_people(as_, "E1")
    with_keys(as_, "revenue", "deals")
    as_("integration")
    answers: list[Any] = []
    at_once(*(partial(_keep, answers, as_, [fact("a", value=value)]) for value in ("1", "2")))
    assert sorted((each["added"], each["conflicts"]) for each in answers) == [(0, 1), (1, 0)]
    with database.reading.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM fact_identity")).scalar_one() == 1


def _keep(answers: list[Any], as_: As, facts: list[dict[str, Any]]) -> None:
    answer = send(as_, *facts)
    assert answer.status_code == 200, answer.text
    answers.append(answer.json())

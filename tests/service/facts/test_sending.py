"""Sending facts: once each, in any order, all or none where something is malformed."""

import json

import pytest

from service.store.database import Database
from tests.service.facts.world import counting, counts, fact, found, send, with_keys, with_people
from tests.stores import As


@pytest.fixture(autouse=True)
def _somebody(as_: As) -> None:
    with_people(as_, "E1", "E2")
    with_keys(as_, "revenue", "deals")


def test_what_is_sent_twice_counts_once(as_: As, database: Database) -> None:
    first = send(as_, fact("a"), fact("b", value="7"), fact("a"))
    assert counts(first) == (2, 1, 0, 0)
    assert counts(send(as_, fact("b", value=7), fact("a", value="5.000"))) == (0, 2, 0, 0)
    assert [value for *_, value in counting(database)] == ["5", "7"]


def test_another_body_for_the_same_id_is_a_conflict_of_that_fact_alone(as_: As, database: Database) -> None:
    send(as_, fact("a"))
    others = [
        fact("a", value="6"),
        fact("a", key="deals"),
        fact("a", date="2026-03-15"),
        fact("a", time="10:00"),
        fact("a", participant="E2"),
        fact("a", currency="EUR"),
        fact("a", evidence="why"),
        fact("a", value=None, retracted=True),
        fact("a", participant="E9"),
    ]
    answer = send(as_, *others, fact("b"))
    assert counts(answer) == (1, 0, 0, len(others))
    assert found(answer, "problems") == [("fact.conflict", f"/facts/{place}") for place in range(len(others))]
    assert [value for *_, value in counting(database)] == ["5", "5"]


def test_of_one_id_the_highest_revision_counts_whenever_it_comes(as_: As, database: Database) -> None:
    send(as_, fact("a", value="1", revision=3))
    assert counts(send(as_, fact("a", value="2", revision=1), fact("a", value="4", revision=2))) == (2, 0, 0, 0)
    assert [value for *_, value in counting(database)] == ["1"]
    send(as_, fact("a", value="9", revision=5), fact("a", value="8", revision=4))
    assert [value for *_, value in counting(database)] == ["9"]


def test_a_revision_moves_a_fact_to_somebody_else_another_key_or_day(as_: As, database: Database) -> None:
    send(as_, fact("a"))
    send(as_, fact("a", participant="E2", key="deals", date="2026-04-01", revision=1))
    assert [(key, day) for _, key, day, _ in counting(database)] == [("deals", "2026-04-01")]


def test_what_is_taken_back_does_not_count_and_can_be_told_again(as_: As, database: Database) -> None:
    send(as_, fact("a"))
    send(as_, fact("a", value=None, retracted=True, revision=1))
    assert counting(database) == []
    send(as_, fact("a", value="6", revision=2))
    assert [value for *_, value in counting(database)] == ["6"]


def test_the_moment_of_modification_is_a_revision(as_: As, database: Database) -> None:
    send(as_, fact("a", value="2", modified="2026-03-02T00:00:00+01:00"))
    send(as_, fact("a", value="1", modified="2026-03-01T22:59:59.999999Z"))
    assert [value for *_, value in counting(database)] == ["2"]
    again = send(as_, fact("a", value="2", revision=1772406000000000))
    assert counts(again) == (0, 1, 0, 0)


def test_with_one_malformed_fact_nothing_is_stored(as_: As, database: Database) -> None:
    answer = send(as_, fact("a"), fact("b", value="1,5"), fact("c", date="2026-02-30", source=""))
    assert answer.status_code == 422
    assert found(answer) == [
        ("fact.not_a_number", "/facts/1/value"),
        ("fact.date", "/facts/2/date"),
        ("fact.source", "/facts/2/source"),
    ]
    assert counting(database) == []


def test_lines_are_read_as_json_is(as_: As, database: Database) -> None:
    lines = "\n".join(json.dumps(each) for each in (fact("a"), fact("b"))) + "\n"
    headers = {"Content-Type": "application/x-ndjson"}
    answer = as_("integration").post("/v1/facts", content=lines, headers=headers)
    assert counts(answer) == (2, 0, 0, 0)
    wrong = lines + json.dumps(fact("c", key="Revenue"))
    assert found(as_("integration").post("/v1/facts", content=wrong, headers=headers)) == [("fact.key", "/2/key")]
    assert len(counting(database)) == 2


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        ("", 400, "body.empty"),
        ("{}\n\n{}", 400, "json.malformed"),
        ('{"a":1},{"b":2}\n', 422, "facts.shape"),
        ('{"a":1}\n{"a":1,"a":2}', 422, "json.duplicate_key"),
        ("1\n2", 422, "fact.shape"),
    ],
)
def test_lines_that_are_none_are_refused(as_: As, content: str, status: int, code: str) -> None:
    headers = {"Content-Type": "application/x-ndjson"}
    answer = as_("integration").post("/v1/facts", content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("body", [{}, {"facts": {}}, {"facts": [], "more": 1}, {"facts": []}, []])
def test_a_body_is_an_object_with_a_list_of_facts(as_: As, body: object) -> None:
    assert as_("integration").post("/v1/facts", json=body).status_code == 422


def test_more_than_ten_thousand_are_refused(as_: As) -> None:
    answer = send(as_, *([fact("a")] * 10_001))
    assert found(answer) == [("facts.count", "/facts")]


def test_only_who_may_write_facts_sends_them(as_: As) -> None:
    assert send(as_, fact("a"), role="author").status_code == 403


def test_what_was_received_stands_in_the_audit(as_: As) -> None:
    batch = send(as_, fact("a")).json()["batch"]
    newest = as_("admin").get("/v1/audit").json()["data"]
    assert ("facts.received", f"fact_batch/{batch}") in [(each["operation"], each["subject"]) for each in newest]

"""Facts that nobody can be named for: taken at receipt, counted from their release, erased with whom they name."""

from typing import Any

import pytest

from service.store.database import Database
from tests.service.facts.world import counting, counts, fact, found, send, with_keys, with_people
from tests.stores import As


@pytest.fixture(autouse=True)
def _somebody(as_: As) -> None:
    with_people(as_, "E1")
    with_keys(as_, "revenue", "deals")


def waiting(as_: As, state: str = "open") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = as_("payroll").get("/v1/facts/waiting", params={"state": state}).json()["data"]
    return found


def post(as_: As, path: str, body: object = None) -> Any:
    return as_("payroll").post(f"/v1/facts/waiting/{path}", json=body)


def test_unknown_people_and_keys_wait_under_their_id(as_: As, database: Database) -> None:
    answer = send(as_, fact("a", participant="E9"), fact("b", key="unheard_of"), fact("c"))
    assert counts(answer) == (1, 0, 2, 0)
    places = [("fact.unknown_participant", "/facts/0/participant"), ("fact.unknown_key", "/facts/1/key")]
    assert found(answer, "warnings") == places
    assert counts(send(as_, fact("a", participant="E9"))) == (0, 1, 0, 0)
    assert counts(send(as_, fact("a", participant="E8"))) == (0, 0, 0, 1)
    assert [(each["source_id"], each["code"], each["says"]["value"]) for each in waiting(as_)] == [
        ("a", "fact.unknown_participant", "5"),
        ("b", "fact.unknown_key", "5"),
    ]
    assert len(counting(database)) == 1


def test_what_can_be_named_by_now_is_released_together_and_counts_from_then_on(as_: As, database: Database) -> None:
    send(as_, fact("a", participant="E9"), fact("b", participant="E8"), fact("c"))
    known = counting(database)
    with_people(as_, "E9")
    assert post(as_, "release").json() == {"released": 1, "late": 0, "waiting": 1}
    assert post(as_, "release").json() == {"released": 0, "late": 0, "waiting": 1}
    assert len(counting(database)) == 2
    assert counting(database, known=3) == known, "a fact is known from its release on, not from its receipt"
    (released,) = waiting(as_, "released")
    assert int(released["became"]) > int(released["id"])
    assert counts(send(as_, fact("a", participant="E9"))) == (0, 1, 0, 0)


def test_another_participant_or_key_may_have_been_meant(as_: As, database: Database) -> None:
    send(as_, fact("a", participant="E-1", key="revenu"))
    (one,) = waiting(as_)
    assert found(post(as_, f"{one['id']}/release", {})) == [("fact.unknown_participant", "/participant")]
    assert found(post(as_, f"{one['id']}/release", {"participant": "E1"})) == [("fact.unknown_key", "/key")]
    shown = post(as_, f"{one['id']}/release", {"participant": "E1", "key": "deals"})
    assert (shown.status_code, shown.json()["state"]) == (200, "released")
    assert [(key, value) for _, key, _, value in counting(database)] == [("deals", "5")]
    assert post(as_, f"{one['id']}/release", {}).json()["code"] == "waiting.ended"
    assert post(as_, "999/release", {}).status_code == 404


def test_a_revision_that_waited_is_superseded_by_a_higher_one_that_did_not(as_: As, database: Database) -> None:
    send(as_, fact("a", participant="E9", value="1"))
    send(as_, fact("a", value="2", revision=1))
    send(as_, fact("a", participant="E9", value="3", revision=2))
    with_people(as_, "E9")
    assert [value for *_, value in counting(database)] == ["2"]
    assert post(as_, "release").json()["released"] == 2
    assert [value for *_, value in counting(database)] == ["3"]


def test_what_is_dismissed_is_destroyed_and_stays_taken(as_: As, database: Database) -> None:
    send(as_, fact("a", participant="E9"))
    (one,) = waiting(as_)
    shown = post(as_, f"{one['id']}/dismiss", {"reason": "a test"}).json()
    assert (shown["state"], shown["says"], shown["reason"]) == ("dismissed", None, "a test")
    assert counts(send(as_, fact("a", participant="E9"))) == (0, 1, 0, 0)
    with_people(as_, "E9")
    assert post(as_, "release").json()["released"] == 0
    assert counting(database) == []


def test_erasing_somebody_erases_what_waits_for_them(as_: As) -> None:
    send(as_, fact("a", key="unheard_of"), fact("b", participant="E-1"), fact("c", participant="E9"))
    released = next(each for each in waiting(as_) if each["source_id"] == "b")
    assert post(as_, f"{released['id']}/release", {"participant": "E1"}).status_code == 200
    assert as_("admin").post("/v1/participants/E1/erase", json={"reason": "asked for it"}).status_code == 204
    says = {each["source_id"]: each["says"] for state in ("open", "released") for each in waiting(as_, state)}
    assert (says["a"], says["b"]) == (None, None)
    assert says["c"] is not None
    erased = next(each for each in waiting(as_) if each["source_id"] == "a")
    assert post(as_, f"{erased['id']}/release", {"participant": "E1"}).json()["code"] == "waiting.erased"
    assert post(as_, f"{erased['id']}/dismiss", {"reason": "erased"}).status_code == 200


def test_pages_of_what_waits(as_: As) -> None:
    send(as_, *(fact(str(number), participant="E9") for number in range(3)))
    first = as_("payroll").get("/v1/facts/waiting", params={"limit": 2}).json()
    rest = as_("payroll").get("/v1/facts/waiting", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    assert [each["source_id"] for each in first["data"] + rest["data"]] == ["0", "1", "2"]
    assert (first["has_more"], rest["has_more"]) == (True, False)

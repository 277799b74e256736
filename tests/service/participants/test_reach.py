"""Who sees whom: a manager the team of the day, a participant only himself; pay leaves a line in the log."""

from typing import Any

from sqlmodel import col, select

from service.store.database import Database
from service.store.tables import AccessLog, PrincipalName, PrincipalParticipant
from tests.service.participants.calls import person, put, read, write
from tests.stores import As

TODAY = {"on": "2026-06-30"}


def link(database: Database, role: str, number: int) -> None:
    """The person with this role is this participant."""

    def linked(work: Any) -> None:
        query = select(PrincipalName.principal_id).where(col(PrincipalName.name) == f"the {role}")
        principal = work.session.exec(query).one()
        work.add(PrincipalParticipant(principal_id=principal, participant_id=number))

    write(database, linked)


def company(database: Database) -> dict[str, int]:
    """M above A above B; X apart; C in the team until July."""
    numbers = put(
        database,
        person("A", manager="M", salary="10"),
        person("B", manager="A", salary="20"),
        person("C", manager="M", salary="30"),
        person("M", salary="40"),
        person("X", salary="50"),
    ).numbers
    put(database, person("C", since="2026-07-01", manager=None))
    return numbers


def ids(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["data"]]


def test_a_manager_sees_the_team_of_the_day(as_: As, database: Database) -> None:
    link(database, "manager", company(database)["M"])
    client = as_("manager")
    assert ids(client.get("/v1/participants", params=TODAY)) == ["A", "B", "C", "M"]
    assert ids(client.get("/v1/participants", params={"on": "2026-07-01"})) == ["A", "B", "M"]
    assert client.get("/v1/participants/C", params=TODAY).status_code == 200
    assert client.get("/v1/participants/C", params={"on": "2026-07-01"}).status_code == 404
    unknown, foreign = (client.get(f"/v1/participants/{each}", params=TODAY).json() for each in ("nobody", "X"))
    assert {**foreign, "request_id": ""} == {**unknown, "request_id": ""}
    assert ids(client.get("/v1/participants/A/team", params=TODAY)) == ["B"]
    assert client.get("/v1/participants/X/team", params=TODAY).status_code == 404
    shown = client.get("/v1/participants/B", params=TODAY).json()
    assert (shown["attributes"]["salary"], shown["hidden"]) == ("20", [])


def test_a_manager_is_told_what_was_said_of_the_day_of_the_team(as_: As, database: Database) -> None:
    link(database, "manager", company(database)["M"])
    put(database, person("B", since="2026-09-01", salary="25"))
    answer = as_("manager").get("/v1/participants/B/attributes", params={"key": "salary", **TODAY})
    assert [row["value"] for row in answer.json()["data"]] == ["20"]


def test_a_participant_sees_only_himself(as_: As, database: Database) -> None:
    link(database, "participant", company(database)["A"])
    client = as_("participant")
    assert ids(client.get("/v1/participants", params=TODAY)) == ["A"]
    assert client.get("/v1/participants/A", params=TODAY).json()["attributes"]["salary"] == "10"
    assert client.get("/v1/participants/B", params=TODAY).status_code == 404
    assert ids(client.get("/v1/participants/A/team", params=TODAY)) == []


def test_who_is_no_participant_sees_nobody(as_: As, database: Database) -> None:
    company(database)
    for role in ("manager", "participant"):
        assert ids(as_(role).get("/v1/participants", params=TODAY)) == []
        assert as_(role).get("/v1/participants/A", params=TODAY).status_code == 404


def test_assignments_follow_the_same_rules(as_: As, database: Database) -> None:
    numbers = company(database)
    link(database, "manager", numbers["M"])
    link(database, "participant", numbers["X"])
    made = {}
    for each in ("B", "C", "X"):
        sent = {"participant": each, "plan": "p", "effective_from": "2026-01-01", "inputs": {"fund": "7"}}
        made[each] = as_("payroll").post("/v1/assignments", json=sent).json()["id"]
    seen = as_("manager").get("/v1/assignments", params={"on": "2026-07-01"}).json()["data"]
    assert [(row["participant"], row["inputs"]) for row in seen] == [("B", {"fund": "7"})]
    statuses = {each: as_("manager").get(f"/v1/assignments/{number}").status_code for each, number in made.items()}
    assert statuses == {"B": 200, "C": 404, "X": 404}
    assert as_("participant").get(f"/v1/assignments/{made['X']}/revisions").status_code == 200
    assert as_("participant").get(f"/v1/assignments/{made['B']}/revisions").status_code == 404


def test_reading_pay_is_written_down(as_: As, database: Database) -> None:
    numbers = company(database)
    as_("payroll").get("/v1/participants", params=TODAY)
    as_("payroll").get("/v1/participants/A", params=TODAY)
    as_("payroll").get("/v1/participants/A", params={"on": "2020-01-01"})
    as_("integration").get("/v1/participants", params=TODAY)
    lines = read(database, lambda work: work.session.exec(select(AccessLog).order_by(col(AccessLog.id))).all())
    assert [(line.operation, line.subject, line.people) for line in lines] == [
        ("list_participants", "participants", 5),
        ("get_participant", f"participant/{numbers['A']}", 1),
    ]

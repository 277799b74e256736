"""Erasing a person: nothing names them any more, what was true of them stays under their number."""

from typing import Any

from sqlalchemy import text

from service.store.database import Database
from service.store.tables import Row
from tests.service.participants.calls import read
from tests.stores import As

ANN: dict[str, Any] = {
    "id": "ann-17",
    "name": "Ann Vega",
    "email": "ann@vega.example",
    "payroll_id": "pay-0017",
    "effective_from": "2026-01-01",
    "attributes": {"salary": "5000", "team": "north"},
}
REASON = {"reason": "asked for it"}
NAMES = ("ann-17", "Ann Vega", "ann@vega.example", "pay-0017")


def everything(database: Database) -> str:
    """All rows of all tables as text."""

    def rows(work: Any) -> str:
        connection = work.session.connection()
        return repr([connection.execute(text(f"SELECT * FROM {name}")).all() for name in Row.metadata.tables])

    return read(database, rows)


def test_nothing_in_the_store_names_an_erased_person(as_: As, database: Database) -> None:
    client = as_("admin")
    number = client.post("/v1/participants", json=ANN).json()["number"]
    client.post("/v1/participants/bulk", json={"participants": [{"id": "E2"}, {"id": "ann-17", "name": "Ann Vega"}]})
    assigned = {"participant": "ann-17", "plan": "p", "effective_from": "2026-01-01"}
    assert client.post("/v1/assignments", json=assigned).status_code == 201
    secret = read(database, lambda work: work.session.connection().execute(_secret(number)).scalar_one())
    before = everything(database)
    assert all(name in before for name in (*NAMES, secret))

    assert client.post("/v1/participants/ann-17/erase", json=REASON).status_code == 204
    after = everything(database)
    assert [name for name in (*NAMES, secret) if name in after] == []
    kept = read(database, lambda work: work.session.connection().execute(_history(number)).all())
    assert [tuple(row) for row in kept] == [("salary", 5000), ("team", None)]


def _secret(number: str) -> Any:
    return text("SELECT secret FROM person WHERE participant_id = :number").bindparams(number=int(number))


def _history(number: str) -> Any:
    query = "SELECT key, mantissa FROM attribute WHERE participant_id = :number ORDER BY key"
    return text(query).bindparams(number=int(number))


def test_an_erased_id_is_unknown_and_free_for_somebody_new(as_: As) -> None:
    client = as_("admin")
    first = client.post("/v1/participants", json=ANN).json()["number"]
    client.put("/v1/participants/E2", json={"effective_from": "2026-01-01", "attributes": {"manager": "ann-17"}})
    sent = {"participant": "ann-17", "plan": "p", "effective_from": "2026-01-01"}
    assigned = client.post("/v1/assignments", json=sent).json()["id"]
    client.post("/v1/participants/ann-17/erase", json=REASON)
    place = "/v1/participants/ann-17"
    for path in (place, place + "/team", place + "/attributes", f"/v1/assignments/{assigned}"):
        assert client.get(path).status_code == 404
    assert client.post(place + "/erase", json=REASON).status_code == 404
    assert [row["id"] for row in client.get("/v1/participants").json()["data"]] == ["E2"]
    assert client.get("/v1/assignments").json()["data"] == []
    assert client.get("/v1/participants/E2").json()["attributes"] == {"manager": None}

    second = client.post("/v1/participants", json=ANN)
    assert second.status_code == 201
    assert second.json()["number"] != first
    assert client.get("/v1/participants/ann-17/team", params={"on": "2026-02-01"}).json()["data"] == []


def test_the_audit_says_who_erased_without_the_name(as_: As) -> None:
    client = as_("admin")
    number = client.post("/v1/participants", json=ANN).json()["number"]
    client.post("/v1/participants/ann-17/erase", json=REASON)
    entries = client.get("/v1/audit", params={"subject": f"participant/{number}"}).json()["data"]
    told = [entry["operation"] for entry in entries]
    assert (told[0], told[-1]) == ("participant.erased", "participant.created")
    assert all(name not in str(entries) for name in NAMES)


def test_erasing_needs_a_reason(as_: As) -> None:
    client = as_("admin")
    client.post("/v1/participants", json=ANN)
    for body in ({}, {"reason": " "}, {"reason": "x" * 401}, {"reason": "x", "why": "y"}):
        assert client.post("/v1/participants/ann-17/erase", json=body).status_code == 422
    assert client.get("/v1/participants/ann-17").status_code == 200

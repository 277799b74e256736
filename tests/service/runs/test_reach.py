"""Who sees which results, what is written down of it, and that a result comes out again."""

from datetime import date

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from service.store.database import Database
from service.store.tables import Attribute, PrincipalParticipant
from service.work import Work, carry_out
from tests.service.participants.calls import ADMIN
from tests.service.periods.world import actor, code
from tests.service.runs.ready import a_company, a_finished_run, a_run, book, results_of, shown, started
from tests.statements import counted
from tests.stores import As


@pytest.fixture
def run_id(as_: As, database: Database) -> str:
    """A final run that is booked; the person with the role participant is E2, the manager is E1, and E2 reported to E1
    until the end of March."""
    number = a_finished_run(as_, database)
    numbers = {each["participant"]: int(each["id"].rsplit("-", 1)[1]) for each in results_of(as_, number)}

    def link(work: Work) -> None:
        for role, who in (("manager", "E1"), ("participant", "E2")):
            principal = actor(database, f"the {role}").principal_id
            work.add(PrincipalParticipant(principal_id=principal, participant_id=numbers[who]))
        work.add(
            Attribute(
                participant_id=numbers["E2"],
                key="manager",
                kind="participant",
                ref_id=numbers["E1"],
                valid_from=date(2026, 1, 1).isoformat(),
                valid_until=date(2026, 4, 1).isoformat(),
                at=work.now,
            )
        )
        work.changed("participants.changed", "test")

    carry_out(database, ADMIN, link)
    book(as_, number)
    return number


SEEN = {
    "payroll": ["E1", "E2", "E3", "E4", "E5", "E6"],
    "approver": ["E1", "E2", "E3", "E4", "E5", "E6"],
    "manager": ["E1", "E2"],
    "participant": ["E2"],
}


def test_everybody_sees_whose_pay_they_may_read(as_: As, run_id: str) -> None:
    everybody = {each["participant"]: each["id"] for each in results_of(as_, run_id)}
    for role, seen in SEEN.items():
        assert [each["participant"] for each in results_of(as_, run_id, role)] == seen, role
        for who, result_id in everybody.items():
            for method, path in (("GET", ""), ("POST", "/replay")):
                answer = as_(role).request(method, f"/v1/results/{result_id}{path}")
                assert answer.status_code == (200 if who in seen else 404), (role, who, path)
    for role in ("author", "integration"):
        assert code(as_(role).get(f"/v1/runs/{run_id}/results")) == (403, "key.scope_missing")


def test_previews_are_for_those_who_see_everybody(as_: As, database: Database, run_id: str) -> None:
    preview = a_run(as_, database, "preview")
    assert len(results_of(as_, preview)) == 6
    for role in ("manager", "participant"):
        assert code(as_(role).get(f"/v1/runs/{preview}/results")) == (404, "run.not_found")
        assert code(as_(role).get("/v1/runs/99/results")) == (404, "run.not_found")
        mine = results_of(as_, preview, participant="E2")[0]["id"]
        assert code(as_(role).get(f"/v1/results/{mine}")) == (404, "result.not_found")


def test_what_is_not_booked_is_for_those_who_see_everybody(as_: As, database: Database, run_id: str) -> None:
    assert as_("payroll").post("/v1/periods/monthly/2026-03/all/reopen").status_code == 200
    newer = a_run(as_, database)
    assert len(results_of(as_, newer)) == 6
    for role in ("manager", "participant"):
        assert code(as_(role).get(f"/v1/runs/{newer}/results")) == (404, "run.not_found")
        mine = results_of(as_, newer, participant="E2")[0]["id"]
        assert code(as_(role).get(f"/v1/results/{mine}")) == (404, "result.not_found")
        assert code(as_(role).post(f"/v1/results/{mine}/replay")) == (404, "result.not_found")
        assert len(results_of(as_, run_id, role, participant="E2")) == 1


def test_filters(as_: As, run_id: str) -> None:
    assert [each["participant"] for each in results_of(as_, run_id, participant="E3")] == ["E3"]
    assert results_of(as_, run_id, participant="E9") == []
    assert results_of(as_, run_id, outcome="blocked") == []
    assert len(results_of(as_, run_id, plan="small", outcome="paid")) == 6
    assert code(as_("analyst").get(f"/v1/runs/{run_id}/results?cursor=bm8")) == (422, "query.bad_cursor")
    assert as_("analyst").get("/v1/results/1-1-x").status_code == 422


def test_every_read_is_written_down(as_: As, database: Database, run_id: str) -> None:
    def reads() -> list[tuple[str, str, int]]:
        with database.reading.begin() as connection:
            query = "SELECT operation, subject, people FROM access_log ORDER BY id"
            return [tuple(row) for row in connection.execute(text(query))]

    before = len(reads())
    mine = results_of(as_, run_id, "participant")[0]["id"]
    as_("participant").get(f"/v1/results/{mine}")
    as_("participant").get(f"/v1/results/{mine}?explain=true")
    as_("participant").post(f"/v1/results/{mine}/replay")
    assert reads()[before:] == [
        ("list_run_results", f"run/{run_id}/results", 1),
        ("get_result", f"result/{mine}", 1),
        ("get_result", f"result/{mine}", 1),
        ("replay_result", f"result/{mine}", 1),
    ]


def test_a_result_comes_out_again_and_shows_every_step(as_: As, run_id: str) -> None:
    one = results_of(as_, run_id)[0]
    assert as_("analyst").post(f"/v1/results/{one['id']}/replay").json() == {
        "id": one["id"],
        "verdict": "identical",
        "differences": [],
    }
    explained = as_("analyst").get(f"/v1/results/{one['id']}?explain=true").json()
    assert explained["replay"] == {"verdict": "identical", "differences": []}
    root = next(node for node in explained["trace"]["nodes"] if node["id"] == explained["trace"]["root"])
    assert root["value"] == one["total"]


def test_as_many_statements_whatever_is_there(stored_app: FastAPI, as_: As, database: Database) -> None:
    a_company(as_)
    paths = ("/v1/runs?limit=100", "/v1/runs/1", "/v1/runs/1/results?limit=100", "/v1/results/{}")

    def statements() -> list[int]:
        place = results_of(as_, "1")[0]["id"]
        found = []
        for path in paths:
            as_("analyst").get(path.format(place))
            with counted(stored_app.state.database) as seen:
                assert as_("analyst").get(path.format(place)).status_code == 200
            found.append(len(seen))
        return found

    a_run(as_, database)
    few = statements()
    for _ in range(3):
        a_run(as_, database)
    started(as_, "preview")
    assert statements() == few
    assert shown(as_, "1")["state"] == "finished"

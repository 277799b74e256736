"""A run from its start to its end: what it says of itself, what it leaves, and what it refuses."""

from typing import Any
from uuid import uuid4

import pytest

from service.store.database import Database
from tests.service.periods.world import MARCH, code
from tests.service.plans.steps import plan, published
from tests.service.runs.ready import (
    PEOPLE,
    a_company,
    a_finished_run,
    a_run,
    add_people,
    compute,
    results_of,
    send_facts,
    shown,
    start,
    started,
)
from tests.stores import As


def test_everybody_gets_one_result(as_: As, database: Database) -> None:
    run_id = a_finished_run(as_, database)
    run, results = shown(as_, run_id), results_of(as_, run_id)
    assert [each["participant"] for each in results] == list(PEOPLE)
    assert [each["total"] for each in results] == ["780.00", "890.00", "1000.00", "1110.00", "1220.00", "1330.00"]
    assert run["totals"] == {"EUR": "6330.00"}
    assert run["counts"] == {"paid": 6, "zero": 0, "blocked": 0, "reused": 0}
    assert (run["progress"]["percent"], run["progress"]["people"], run["progress"]["done"]) == (100, 6, 6)
    assert [step["state"] for step in run["steps"]] == ["queued", "running", "finished"]
    assert len(run["content_hash"]) == 64
    one = results[0]
    assert as_("analyst").get(f"/v1/results/{one['id']}").json() == one
    assert one["id"] == f"{run_id}-1-{one['id'].rsplit('-', 1)[1]}"


def test_a_final_run_calculates_its_period(as_: As, database: Database) -> None:
    a_company(as_)
    a_run(as_, database, "preview")
    assert as_("analyst").get(MARCH).json()["state"] == "open"
    a_run(as_, database)
    a_run(as_, database)
    steps = as_("analyst").get(MARCH).json()["steps"]
    assert [step["state"] for step in steps] == ["open", "calculated", "calculated"]


def test_what_did_not_change_is_only_linked(as_: As, database: Database) -> None:
    first = a_finished_run(as_, database)
    again = a_run(as_, database)
    assert shown(as_, again)["counts"]["reused"] == 6
    assert shown(as_, again)["totals"] == shown(as_, first)["totals"]
    send_facts(as_, {"E3": ("120000", "5")}, name="later")
    third = a_run(as_, database)
    assert shown(as_, third)["counts"]["reused"] == 5
    assert shown(as_, third)["content_hash"] != shown(as_, first)["content_hash"] == shown(as_, again)["content_hash"]
    hashes = [[each["hashes"]["result"] for each in results_of(as_, run_id)] for run_id in (first, again, third)]
    assert hashes[0] == hashes[1] != hashes[2]


def test_what_comes_later_is_not_read(as_: As, database: Database) -> None:
    a_company(as_)
    run_id = started(as_, "preview")
    send_facts(as_, {"E1": ("500000", "1")}, name="later")
    add_people(as_, ("E7",))
    compute(database)
    assert [each["total"] for each in results_of(as_, run_id)][:1] == ["780.00"]
    assert shown(as_, run_id)["progress"]["people"] == 6
    moment = shown(as_, run_id)["knowledge"]["at"]
    now = a_run(as_, database, "preview")
    assert shown(as_, now)["progress"]["people"] == 7
    then = a_run(as_, database, "preview", as_of=moment)
    assert shown(as_, then)["knowledge"] == shown(as_, run_id)["knowledge"]
    assert shown(as_, then)["content_hash"] == shown(as_, run_id)["content_hash"]


def test_a_request_that_comes_twice_is_one_run(as_: As) -> None:
    a_company(as_)
    body = {"calendar": "monthly", "period": "2026-03", "kind": "preview"}
    once = {"Idempotency-Key": uuid4().hex}
    first = as_("analyst").post("/v1/runs", json=body, headers=once)
    again = as_("analyst").post("/v1/runs", json=body, headers=once)
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.headers["Location"] == again.headers["Location"] == f"/v1/runs/{first.json()['id']}"
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(as_("analyst").get("/v1/runs").json()["data"]) == 1
    assert code(as_("analyst").post("/v1/runs", json=body)) == (422, "request.missing_key")


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"period": "2026-13"}, 422, "run.unknown_period"),
    ({"calendar": "other"}, 422, "run.unknown_period"),
    ({"pay_group": "mars"}, 422, "run.unknown_pay_group"),
    ({"plans": ["small", "large"]}, 422, "run.plan_not_in_force"),
    ({"as_of": "2020-01-01T00:00:00Z"}, 422, "run.no_knowledge"),
    ({"kind": "correction"}, 409, "run.nothing_to_correct"),
    ({"kind": "rehearsal"}, 422, "request.bad_value"),
    ({"plans": []}, 422, "request.bad_value"),
    ({"colour": "red"}, 422, "request.unknown_key"),
]


def test_what_cannot_be_computed_is_refused(as_: As) -> None:
    a_company(as_)
    for more, status, expected in REFUSED:
        body = {"kind": "final", **more}
        answer = start(as_, **body)
        assert code(answer) == (status, expected), more
    assert as_("analyst").get("/v1/runs").json()["data"] == []


def test_a_period_without_plans_is_refused(as_: As) -> None:
    a_company(as_)
    assert code(start(as_, period="2025-12")) == (422, "run.unknown_period")
    as_("payroll").post("/v1/calendars/monthly/periods", json={"from": "2025-12-01", "until": "2026-01-01"})
    assert code(start(as_, period="2025-12")) == (422, "run.no_plans")


def test_plans_of_other_periods_are_only_looked_at(as_: As, database: Database) -> None:
    a_company(as_)
    published(as_, {**plan(frequency="quarter"), "key": "quarterly"})
    assert code(start(as_, plans=["quarterly"])) == (422, "run.frequency")
    preview = started(as_, "preview", plans=["quarterly"])
    compute(database)
    assert shown(as_, preview)["state"] == "failed"
    assert shown(as_, preview)["problem"]["code"] == "run.nobody"


@pytest.mark.parametrize("kind", ["final", "correction"])
def test_analysts_look_and_payroll_pays(as_: As, kind: str) -> None:
    a_company(as_)
    assert code(start(as_, kind, role="analyst")) == (403, "key.scope_missing")
    run_id = started(as_, "final")
    for change in ("cancel", "retry"):
        assert as_("analyst").post(f"/v1/runs/{run_id}/{change}").status_code in (403, 409)
    assert start(as_, "preview", role="analyst").status_code == 202
    assert code(start(as_, "preview", role="author")) == (403, "key.scope_missing")


def test_runs_are_listed_newest_first(as_: As, database: Database) -> None:
    a_company(as_)
    ids = [a_run(as_, database, kind) for kind in ("preview", "final", "shadow")]
    waiting = started(as_, "preview")
    analyst = as_("analyst")
    assert [each["id"] for each in analyst.get("/v1/runs").json()["data"]] == [waiting, *reversed(ids)]
    assert [each["id"] for each in analyst.get("/v1/runs?state=queued").json()["data"]] == [waiting]
    assert [each["id"] for each in analyst.get("/v1/runs?kind=final").json()["data"]] == [ids[1]]
    page = analyst.get("/v1/runs?limit=3").json()
    assert [page["has_more"], len(page["data"])] == [True, 3]
    rest = analyst.get("/v1/runs", params={"cursor": page["next_cursor"]}).json()
    assert [each["id"] for each in rest["data"]] == [ids[0]]
    assert code(analyst.get("/v1/runs?cursor=bm8")) == (422, "query.bad_cursor")


def test_events_end_with_the_run(as_: As, database: Database) -> None:
    run_id = a_finished_run(as_, database)
    with as_("analyst").stream("GET", f"/v1/runs/{run_id}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.iter_lines() if line]
    assert lines[0] == "event: end"
    assert lines[1].startswith('data: {"id":"')
    assert len(lines) == 2
    assert code(as_("analyst").get("/v1/runs/99/events")) == (404, "run.not_found")

"""`bonus demo --load`: a store in which two persons have published the sample company's plan, and 25 people stand."""

import json
from pathlib import Path

from fastapi.testclient import TestClient
from pydantic import SecretStr

from service.main import create_app
from service.runs.worker import work_once
from service.settings import Settings
from service.store.database import Database
from tests.service.cli.conftest import Run

EXPECTED = Path(__file__).parents[2] / "cases" / "samples" / "expected.json"


def compute_march(client: TestClient, database: Database) -> None:
    """The loaded facts give what the sample files give."""
    body = {"calendar": "monthly", "period": "2026-03", "kind": "final"}
    started = client.post("/v1/runs", json=body, headers={"Idempotency-Key": "march"})
    assert started.status_code == 202, started.text
    while work_once(database):
        pass
    found = client.get(f"/v1/runs/{started.json()['id']}/results?limit=100").json()["data"]
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))["2026-03"]
    assert {one["participant"]: one["total"] for one in found} == {name: one["total"] for name, one in expected.items()}


def test_the_sample_company_is_loaded_as_by_two_persons(bonus: Run, tmp_path: Path) -> None:
    done = bonus("demo", "--load")
    assert done.exit_code == 0, done.output
    assert (
        "plan b2b-sales-manager, version 1 in force from 2026-01-01; 25 people, each assigned to it; 12 open months; "
        "299 facts of February and March." in done.stdout
    )
    admin, approver = [line for line in done.stderr.splitlines() if line.startswith("bon_")]
    app = create_app(Settings(database_url=SecretStr(f"sqlite:///{tmp_path / 'bonus.sqlite'}")))
    client = TestClient(app, headers={"Authorization": f"Bearer {approver}"})
    [asked] = client.get("/v1/approvals").json()["data"]
    assert (asked["kind"], asked["state"]) == ("plan_version", "approved")
    assert asked["author_id"] != asked["decided_by_id"]
    people = client.get("/v1/participants?limit=100").json()["data"]
    assert [person["id"] for person in people] == [f"E{number:03}" for number in range(1, 26)]
    [own] = client.get("/v1/assignments?participant=E015").json()["data"]
    assert (own["plan"], own["levels"], own["inputs"]["fund"]) == (
        "b2b-sales-manager",
        {"revenue": {"normal": "900000"}},
        "32000",
    )
    periods = client.get("/v1/periods?calendar=monthly").json()["data"]
    assert [period["key"] for period in periods] == [f"2026-{month:02}" for month in range(1, 13)]
    facts = {"revenue": "1100000", "gross_profit": "21", "revenue_net": "100", "new_customers": "4", "overdue": "12"}
    call = {
        "plan": {"key": "b2b-sales-manager", "version": 1},
        "participants": [{"id": "E1", "inputs": {"fund": "42000"}, "facts": {**facts, "duration": "65"}}],
    }
    assert client.post("/v1/calculate", json=call).json()["results"][0]["total"] == "38415.00"
    assert TestClient(app, headers={"Authorization": f"Bearer {admin}"}).get("/v1/me").status_code == 200
    compute_march(TestClient(app, headers={"Authorization": f"Bearer {admin}"}), app.state.database)
    app.state.database.close()
    assert bonus("audit", "verify", "--deep").exit_code == 0


def test_a_store_in_use_is_left_alone(bonus: Run) -> None:
    assert bonus("demo", "--load").exit_code == 0
    again = bonus("demo", "--load")
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr.startswith("demo.store_in_use  bonus.sqlite  this store is in use; ")

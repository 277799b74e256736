"""What the service wrote passes the deep verification: no use case leaves a row that the audit does not cover."""

from service.audit.verify import Asked, verify
from service.store.snapshot import in_snapshot
from tests.service.plans.steps import As, plan, published, submitted
from tests.stores import Store


def test_plans_people_and_reads_of_pay(as_: As, store: Store) -> None:
    published(as_, plan())
    submitted(as_, plan(title="Another title"), "2030-01-01")
    raised = {"effective_from": "2026-07-01", "attributes": {"salary": "5400.00", "team": "south"}}
    people = {"participants": [{"id": "E7", "name": "Bo Lind"}, {"id": "E18", **raised}]}
    assert as_("payroll").post("/v1/participants/bulk", json=people).status_code == 200
    assert as_("payroll").put("/v1/participants/E7", json=raised).status_code == 200
    assert as_("analyst").get("/v1/participants/E7").json()["attributes"]["salary"] == "5400"
    report = in_snapshot(store.database, lambda connection: verify(connection, Asked(deep=True), "now"))
    assert report.problems == ()
    assert "pay.read" in {entry["operation"] for entry in as_("approver").get("/v1/audit").json()["data"]}

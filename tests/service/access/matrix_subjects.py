"""What the operations of the matrix are about, made by calls as its users make them.

Whatever a row needs to know of it has a name that begins with `$`.
"""

import copy
from collections.abc import Mapping
from typing import Any

from fastapi.testclient import TestClient

from service.example_plan import SMALL_PLAN
from tests.service.access.matrix_cast import Cast

PLAN = "small"


def make_subjects(client: TestClient, cast: Cast) -> dict[str, str]:
    """The names with their values: a plan in force, its draft, a version of it that waits for a decision,
    and an assignment of the person with the role participant."""

    def call(role: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        key = cast.callers[role].key
        sent = {"Authorization": f"Bearer {key}", **{name.replace("_", "-"): text for name, text in headers.items()}}
        answer = client.request(method, path, json=body, headers=sent)
        assert answer.is_success, f"{method} {path}: {answer.text}"
        return answer

    plan = f"/v1/plans/{PLAN}"
    document = {**copy.deepcopy(SMALL_PLAN), "key": PLAN}
    tag = call("author", "PUT", f"{plan}/draft", document).headers["ETag"]

    def submitted(start: str) -> Mapping[str, Any]:
        asked = call("author", "POST", f"{plan}/draft/submit", {"effective_from": start}, If_Match=tag).json()
        found: Mapping[str, Any] = call("approver", "GET", f"/v1/approvals/{asked['approval_request_id']}").json()
        return found

    first = submitted("2026-01-01")
    call("approver", "POST", f"/v1/approvals/{first['id']}/approve", {"content_hash": first["content_hash"]})
    call("author", "POST", f"{plan}/versions/1/publish")
    agreed = submitted("2026-07-01")
    call("approver", "POST", f"/v1/approvals/{agreed['id']}/approve", {"content_hash": agreed["content_hash"]})
    waiting = submitted("2027-01-01")
    sent = {"participant": "E-participant", "plan": "to-come", "effective_from": "2026-01-01"}
    assigned = call("payroll", "POST", "/v1/assignments", sent)
    fact = {"participant": "E-unknown", "key": "revenue", "date": "2026-03-01", "value": "1"}
    call("payroll", "POST", "/v1/facts", {"facts": [{**fact, "source": "crm", "source_id": "1"}]})
    unnamed = call("payroll", "GET", "/v1/facts/waiting").json()["data"][0]
    return {
        "$waiting_fact": unnamed["id"],
        "$assignment": assigned.json()["id"],
        "$assignment_tag": assigned.headers["ETag"],
        "$plan": PLAN,
        "$draft": tag,
        "$waiting": waiting["id"],
        "$waiting_hash": waiting["content_hash"],
    }

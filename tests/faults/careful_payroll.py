"""People who end a month as they should: after a crash each looks how far it is and does what is left of it."""

from collections.abc import Callable
from typing import Any

from tests.faults.careful_callers import CREATED, OK, Callers
from tests.service.periods.world import MARCH

PLACE = {"calendar": "monthly", "period": "2026-03"}
_LIMITS = {"percent": "1000"}
ACCEPTED = 202


def end_month(callers: Callers, run_id: str, say: Callable[[str], None]) -> None:
    """From a finished final run to published statements; says what was acknowledged, and what of it must stay."""
    if state_of(callers) == "calculated":
        _book(callers, run_id, say)
        say("approved")
    if state_of(callers) == "approved":
        assert callers.as_("payroll").post(f"{MARCH}/lock").status_code == OK
        say("locked")
    payment = _answer(callers, "/v1/payments", PLACE, "pay-march", CREATED)
    say(f"paid {payment['id']} {payment['hash']}")
    made = _answer(callers, f"/v1/payments/{payment['id']}/exports", {"format": "csv"}, "csv-march", CREATED)
    say(f"exported {made['id']} {made['sha256']}")
    published = _answer(callers, "/v1/statements/publish", PLACE, "publish-march", OK)
    say(f"published {published['published'] + published['unchanged']}")


def state_of(callers: Callers) -> str:
    """How far March is."""
    return str(callers.as_("payroll").get(MARCH).json()["state"])


def acknowledged(callers: Callers) -> list[str]:
    """Everything that is there of what can be acknowledged, as `end_month` says it."""
    payroll = callers.as_("payroll")
    states = [step["state"] for step in payroll.get(MARCH).json()["steps"]]
    waiting = payroll.get(f"{MARCH}/close").json()["waiting_request"]
    found = ["asked"] if "approved" in states or waiting is not None else []
    found += [state for state in ("approved", "locked") if state in states]
    for payment in payroll.get("/v1/payments").json()["data"]:
        found.append(f"paid {payment['id']} {payment['hash']}")
        for made in payroll.get(f"/v1/payments/{payment['id']}/exports").json()["data"]:
            found.append(f"exported {made['id']} {made['sha256']}")
    issues = payroll.get("/v1/statements").json()["data"]
    return [*found, f"published {len(issues)}"] if issues else found


def _book(callers: Callers, run_id: str, say: Callable[[str], None]) -> None:
    waiting = callers.as_("payroll").get(f"{MARCH}/close").json()["waiting_request"]
    if waiting is None:
        body = {"run": run_id, "variance_limits": _LIMITS, "confirm_warnings": True}
        waiting = _answer(callers, f"{MARCH}/close", body, "close-march", ACCEPTED)["request_id"]
        say("asked")
    approver, request = callers.as_("approver"), f"/v1/approvals/{waiting}"
    content = approver.get(request).json()["content_hash"]
    agreed = approver.post(f"{request}/approve", json={"content_hash": content})
    assert agreed.status_code == OK, agreed.text


def _answer(callers: Callers, path: str, body: Any, key: str, status: int) -> Any:
    """What payroll is answered to a request that may have been sent before."""
    answer = callers.as_("payroll").post(path, json=body, headers={"Idempotency-Key": key})
    assert answer.status_code == status, answer.text
    return answer.json()

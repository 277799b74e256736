"""A request sends as many statements to a large store as to a small one, whatever it reads or writes."""

import json
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.service.plans.steps import KEY, etag_of, plan, submit, submitted, write
from tests.statements import counted

As = Callable[[str], TestClient]
DOCUMENT = json.loads(
    (Path(__file__).resolve().parents[3] / "openapi.json").read_text(encoding="utf-8"), parse_float=str
)
READS = [path for path, methods in DOCUMENT["paths"].items() if "get" in methods]
ROLES = ("author", "approver", "admin", "payroll", "participant")
SMALL, LARGE = 2, 12
SOMEBODY = "E1"
STATEMENTS_MAX = 12
READS_TRIED_MIN = 18


def grow(as_: As, start: int, until: int) -> None:
    """So many principals, keys, plans, versions of one plan and requests for approval, and the audit of all that."""
    people = {"participants": [{"id": SOMEBODY}]}
    assert as_("payroll").post("/v1/participants/bulk", json=people).status_code == 200
    for number in range(start, until):
        told = {"participant": SOMEBODY, "key": "revenue", "date": "2026-03-01", "value": "1", "source": "crm"}
        facts = {
            "facts": [{**told, "source_id": f"{number}"}, {**told, "participant": "E9", "source_id": f"w{number}"}]
        }
        assert as_("payroll").post("/v1/facts", json=facts).status_code == 200
        made = as_("admin").post("/v1/principals", json={"kind": "system", "name": f"system {number}"})
        assert made.status_code == 201, made.text
        key = as_("admin").post(f"/v1/principals/{first_system(as_)}/keys", json={})
        assert key.status_code == 201, key.text
        write(as_, plan(key=f"plan-{number}"))
        submitted(as_, plan(title=f"Plan {number}"), f"20{30 + number}-01-01", f"20{30 + number}-02-01")


def first_system(as_: As) -> str:
    """The principal whose keys become more and more."""
    listed = as_("admin").get("/v1/principals", params={"limit": 100}).json()["data"]
    return str(next(each["id"] for each in listed if each["name"] == "system 0"))


def address(as_: As, path: str) -> str | None:
    """Where this path leads to something that is there; None for a kind of thing that no one here made."""
    if path.startswith("/v1/catalog"):
        return path.replace("{key}", "b2b-sales-manager")
    if path.startswith("/v1/plans/"):
        path = path.replace("{key}", KEY).replace("{number}", "1")
    elif path.startswith("/v1/principals/{id}"):
        path = path.replace("{id}", first_system(as_))
    elif path.startswith("/v1/approvals/{id}"):
        path = path.replace("{id}", as_("approver").get("/v1/approvals").json()["data"][0]["id"])
    return None if "{" in path else path


def parameters(path: str) -> dict[str, str]:
    """Whole pages, and what else an operation must be given."""
    if path.endswith("/compare"):
        return {"from": "1", "to": "2"}
    if path == "/v1/facts":
        return {"participant": SOMEBODY, "limit": "100"}
    names = {each["name"] for each in DOCUMENT["paths"][path]["get"].get("parameters", [])}
    return {"limit": "100"} if "limit" in names else {}


def lacking(path: str) -> set[str]:
    """What an operation must be told and nobody here can say, such as a period."""
    needed = DOCUMENT["paths"][path]["get"].get("parameters", [])
    return {each["name"] for each in needed if each.get("required") and each["in"] == "query"} - parameters(path).keys()


def statements(app: FastAPI, as_: As, path: str) -> int | None:
    """How many statements a GET sends; the second time, as the first may note that a key is used.

    None for a kind of thing that nobody here made.
    """
    found = address(as_, path)
    if found is None or lacking(path):
        return None
    asked = parameters(path)
    role = next(role for role in ROLES if as_(role).get(found, params=asked).status_code == 200)
    with counted(app.state.database) as seen:
        assert as_(role).get(found, params=asked).status_code == 200
    return len(seen)


def test_reading_sends_as_many_statements_whatever_is_stored(stored_app: FastAPI, as_: As) -> None:
    grow(as_, 0, SMALL)
    few = {path: statements(stored_app, as_, path) for path in READS}
    grow(as_, SMALL, LARGE)
    assert {path: statements(stored_app, as_, path) for path in READS} == few
    assert {path: count for path, count in few.items() if count is not None and count > STATEMENTS_MAX} == {}
    assert sum(count is not None for count in few.values()) >= READS_TRIED_MIN


def _changes_a_draft(as_: As) -> int:
    tag = etag_of(as_("author").get(f"/v1/plans/{KEY}/draft"))
    return write(as_, plan(title="again"), tag).status_code


def _submits(as_: As) -> int:
    tag = etag_of(as_("author").get(f"/v1/plans/{KEY}/draft"))
    return submit(as_, tag, "2020-01-01", "2020-02-01").status_code


def _adds_a_principal(as_: As) -> int:
    name = f"one more {secrets.token_hex(4)}"
    return as_("admin").post("/v1/principals", json={"kind": "system", "name": name}).status_code


@pytest.mark.parametrize("change", [_changes_a_draft, _submits, _adds_a_principal])
def test_writing_sends_as_many_statements_whatever_is_stored(
    stored_app: FastAPI, as_: As, change: Callable[[As], int]
) -> None:
    counts = []
    for start, until in ((0, SMALL), (SMALL, LARGE)):
        grow(as_, start, until)
        with counted(stored_app.state.database) as seen:
            assert change(as_) in (200, 201)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_plan_version_takes_three_statements(stored_app: FastAPI, as_: As) -> None:
    grow(as_, 0, 1)
    assert statements(stored_app, as_, "/v1/plans/{key}/versions/{number}") == 3

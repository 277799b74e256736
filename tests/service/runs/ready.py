"""A company with a plan in force, people in it and what they did in March, made by calls as its users make them; runs
of it, computed in this process."""

from typing import Any
from uuid import uuid4

from service.runs.worker import work_once
from service.store.database import Database
from tests.service.periods.world import with_months
from tests.service.plans.steps import decide, plan, published
from tests.stores import As

PEOPLE = ("E1", "E2", "E3", "E4", "E5", "E6")
PLAN = "small"
Document = dict[str, Any]


def a_company(as_: As, document: Document | None = None, people: tuple[str, ...] = PEOPLE) -> None:
    """Months of 2026, the plan `small` in force since January, and everybody assigned to it."""
    with_months(as_)
    published(as_, {**(document or plan()), "key": PLAN})
    add_people(as_, people)
    send_facts(as_, {each: (str(90000 + 5000 * place), str(8 + place)) for place, each in enumerate(people)})


def send_facts(as_: As, said: dict[str, tuple[str, str]], day: str = "2026-03-10", name: str = "first") -> None:
    """Revenue and overdue receivables of each of these people on a day; `name` makes the facts new ones."""
    facts = [
        {
            "participant": each,
            "key": key,
            "date": day,
            "value": value,
            "source": "crm",
            "source_id": f"{name}-{each}-{key}",
        }
        for each, values in said.items()
        for key, value in zip(("revenue", "overdue"), values, strict=True)
    ]
    answer = as_("integration").post("/v1/facts", json={"facts": facts})
    assert answer.status_code == 200, answer.text
    assert answer.json()["added"] == len(facts), answer.text


def add_people(as_: As, people: tuple[str, ...], since: str = "2026-01-01", **attributes: str) -> None:
    """Participants who are in the plan from a day on."""
    payroll = as_("payroll")
    rows = [{"id": each, "effective_from": since, "attributes": attributes} for each in people]
    answer = payroll.post("/v1/participants/bulk", json={"participants": rows})
    assert answer.status_code == 200, answer.text
    for each in people:
        sent = {"participant": each, "plan": PLAN, "effective_from": since, "inputs": {"fund": "1000"}}
        assigned = payroll.post("/v1/assignments", json=sent)
        assert assigned.status_code == 201, assigned.text


def start(as_: As, kind: str = "final", role: str = "payroll", **more: Any) -> Any:
    """The answer to POST /v1/runs for March."""
    body = {"calendar": "monthly", "period": "2026-03", "kind": kind, **more}
    return as_(role).post("/v1/runs", json=body, headers={"Idempotency-Key": uuid4().hex})


def started(as_: As, kind: str = "final", role: str = "payroll", **more: Any) -> str:
    """A new run by id."""
    answer = start(as_, kind, role, **more)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


def compute(database: Database, holder: str | None = None) -> int:
    """Everything that waits is computed; how many steps it took."""
    steps = 0
    while work_once(database, holder):
        steps += 1
    return steps


def shown(as_: As, run_id: str) -> Document:
    """The run as it is now."""
    answer = as_("analyst").get(f"/v1/runs/{run_id}")
    assert answer.status_code == 200, answer.text
    found: Document = answer.json()
    return found


def results_of(as_: As, run_id: str, role: str = "analyst", **query: str) -> list[Document]:
    """All results of a run that a role sees, page by page."""
    found: list[Document] = []
    asked = {"limit": "4", **query}
    while True:
        page = as_(role).get(f"/v1/runs/{run_id}/results", params=asked)
        assert page.status_code == 200, page.text
        found += page.json()["data"]
        if not page.json()["has_more"]:
            return found
        asked["cursor"] = page.json()["next_cursor"]


def a_run(as_: As, database: Database, kind: str = "final", **more: Any) -> str:
    """A finished run of March in a company that is there."""
    run_id = started(as_, kind, **more)
    compute(database)
    assert shown(as_, run_id)["state"] == "finished", shown(as_, run_id)
    return run_id


def book(as_: As, run_id: str) -> None:
    """A finished run of March counts as its pay: one person asks, another agrees."""
    body = {"run": run_id, "variance_limits": {"percent": "1000"}, "confirm_warnings": True}
    asked = as_("payroll").post("/v1/periods/monthly/2026-03/all/close", json=body)
    assert asked.status_code in (201, 202), asked.text
    answer = decide(as_, asked.json()["request_id"])
    assert answer.status_code == 200, answer.text


def a_finished_run(as_: As, database: Database, kind: str = "final", **more: Any) -> str:
    """A company and a finished run of March, by id."""
    a_company(as_)
    return a_run(as_, database, kind, **more)

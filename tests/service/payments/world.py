"""A month with the pay of three people, booked and locked, and what tests do with its payments."""

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlmodel import col, select

from service.store.database import Database
from service.store.tables import (
    Booking,
    Hold,
    HoldEnd,
    Person,
    PlanHead,
    PlanVersion,
    Result,
    RunChunk,
    RunPlan,
    RunResult,
    RunSlice,
    SharedInput,
)
from service.two_person import ask
from service.work import Work, carry_out
from service.work.rows import sha256_of
from tests.service.periods.world import actor, bring, with_months
from tests.stores import As

PEOPLE = {"E1": ("Ann Lee", "26"), "E2": ("Bo Lind", "27"), "E3": ("Cy Moss", None)}
PAY: dict[str, Sequence[tuple[str, str, str | None, list[tuple[str, str]]]]] = {
    "E1": [("bonus", "3600.01", "BONUS", [("K1", "3600.00"), ("K2", "0.01")]), ("deals", "0.50", "COMMISSION", [])],
    "E2": [("bonus", "900.00", "BONUS", []), ("nothing", "0.00", "BONUS", [])],
    "E3": [("bonus", "-100.00", None, [("K9", "-100.00")])],
}
"""Component, amount, earning code, cost centres."""
MARCH = {"calendar": "monthly", "period": "2026-03"}
_RESULT = (
    *("id", "participant_id", "plan_hash", "input_hash", "semantics", "facts_hash", "shared_hash", "result_hash"),
    *("outcome", "total_minor", "currency", "input", "document"),
)


def with_pay(as_: As, database: Database, *moves: str) -> None:
    """People, their results in a booked run of March, and these moves of the period."""
    with_months(as_)
    people = [{"id": key, "name": name, "payroll_id": number} for key, (name, number) in PEOPLE.items()]
    assert as_("payroll").post("/v1/participants/bulk", json={"participants": people}).status_code == 200
    bring(database, "calculate", "approve")
    carry_out(database, actor(database, "the author"), _add_results)
    bring(database, *moves)


def _component(key: str, amount: str, code: str | None, centres: list[tuple[str, str]]) -> dict[str, Any]:
    parts = [{"key": centre, "amount": part} for centre, part in centres]
    return {"key": key, "amount": amount, "unit": None, "earning_code": code, "lines": [], "cost_centres": parts}


def _add_results(work: Work) -> None:
    run = work.session.exec(select(Booking.run_id)).one()
    _add_plan(work, run)
    numbers = people(work)
    work.add(SharedInput(hash="1" * 64, document="{}"))
    work.add(RunSlice(run_id=run, number=1, plan_number=1, first_id=1, last_id=9, people=len(numbers)))
    work.add(
        RunChunk(run_id=run, number=1, paid=3, zero=0, blocked=0, reused=0, totals="{}", digest="2" * 64, at=work.now)
    )
    rows: list[list[Any]] = []
    for place, (key, number) in enumerate(sorted(numbers.items(), key=lambda each: each[1]), start=1):
        document = {"total": "1.00", "payee": None, "components": [_component(*line) for line in PAY[key]]}
        hashes = [f"{place:064}", 1, "4" * 64, "1" * 64, "5" * 64]
        rows.append([place, number, "3" * 64, *hashes, "paid", 100, "EUR", "{}", json.dumps(document)])
    work.add_block(Result, _RESULT, rows)
    links = [[run, 1, row[1], row[0], 1] for row in rows]
    work.add_block(RunResult, ["run_id", "plan_number", "participant_id", "result_id", "slice_number"], links)
    work.changed("run.results", f"run/{run}")


def _add_plan(work: Work, run: int) -> None:
    work.add(PlanHead(plan_key="sales", created_at=work.now))
    days: dict[str, Any] = {"effective_from": "2026-01-01", "effective_until": None}
    request_hash = sha256_of({"plan_key": "sales", "content_hash": "3" * 64, **days})
    request = ask(work, "plan_version", "plan/sales/1", request_hash)
    version = PlanVersion(
        plan_key="sales",
        number=1,
        document="{}",
        content_hash="3" * 64,
        author_id=work.actor.principal_id,
        request_id=request,
        request_hash=request_hash,
        **days,
        submitted_at=work.now,
    )
    work.add(version)
    assert version.id is not None
    place = {"start_day": "2026-03-01", "end_day": "2026-04-01", "plan_key": "sales", "plan_hash": "3" * 64}
    work.add(RunPlan(run_id=run, number=1, version_id=version.id, **place))


def people(work: Work) -> dict[str, int]:
    """Numbers by id."""
    return dict(work.session.exec(select(col(Person.external_id), col(Person.participant_id))).all())


def hold(database: Database, participant: str, component: str | None = None) -> int:
    """Keep pay of somebody back; the number of the hold."""

    def use_case(work: Work) -> int:
        period = work.session.exec(select(Booking.period_id)).one()
        row = Hold(
            participant_id=people(work)[participant],
            period_id=period,
            pay_group="all",
            plan_key=None if component is None else "sales",
            component=component,
            by_id=work.actor.principal_id,
            at=work.now,
        )
        work.add(row)
        work.changed("hold.set", f"hold/{row.id}")
        assert row.id is not None
        return row.id

    return carry_out(database, actor(database, "the payroll"), use_case)


def release(database: Database, number: int) -> None:
    """End a hold."""
    carry_out(database, actor(database, "the payroll"), partial(_release, number=number))


def _release(work: Work, number: int) -> None:
    work.add(HoldEnd(hold_id=number, by_id=work.actor.principal_id, at=work.now))
    work.changed("hold.released", f"hold/{number}")


def pay(as_: As, key: str = "one", **more: str) -> Any:
    """The answer to making a payment."""
    return as_("payroll").post("/v1/payments", json={**MARCH, **more}, headers={"Idempotency-Key": key})


def paid(as_: As, key: str = "one", **more: str) -> Any:
    """A payment that was made."""
    answer = pay(as_, key, **more)
    assert answer.status_code == 201, answer.text
    return answer.json()


def lines(as_: As, payment: str) -> list[tuple[str | None, ...]]:
    """Participant, component, cost centre and amount of every line, page by page."""
    found: list[tuple[str | None, ...]] = []
    cursor: dict[str, str] = {}
    while True:
        page = as_("payroll").get(f"/v1/payments/{payment}/lines", params={"limit": "2", **cursor}).json()
        found += [
            (line["participant"], line["component"], line["cost_centre"], line["amount"]) for line in page["data"]
        ]
        if not page["has_more"]:
            return found
        cursor = {"cursor": page["next_cursor"]}

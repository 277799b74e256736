"""A small history with rows in every table that only grows, made as use cases make it."""

import hashlib
from functools import partial
from typing import Any

from sqlmodel import Session, col, select

from rules import parse_plan, plan_hash
from service.catalog import catalog_document
from service.store.database import Database
from service.store.tables import (
    Assignment,
    Attribute,
    BootstrapEnd,
    Calendar,
    KpiHead,
    KpiVersion,
    Participant,
    PayPeriod,
    PeriodEvent,
    PeriodUnlock,
    Person,
    PlanHead,
    PlanVersion,
    PlanVersionEvent,
    PrincipalName,
    RequestClaim,
    RoleChange,
    RoleRequest,
)
from service.store.transactions import in_read_transaction
from service.two_person import Verdict, ask, decide
from service.web.json_text import json_bytes
from service.work import Actor, Work, carry_out, record_reading
from service.work.rows import sha256_of
from tests.service.audit.month_end import write_month_ends
from tests.service.close.rows import HASH, asked_for, booked, run_of_nobody

Values = dict[str, Any]

PLAN = "b2b-sales-manager"
VERDICTS: tuple[tuple[int, Verdict], ...] = ((1, "approved"), (2, "refused"), (3, "approved"))
STEPS = ((None, "open"), ("open", "calculated"), ("calculated", "approved"), ("approved", "locked"))
_MONTHS, _PEOPLE = 6, 8


def principal_number(session: Session, name: str) -> int:
    """The number of a principal of the test store."""
    return session.exec(select(PrincipalName.principal_id).where(col(PrincipalName.name) == name)).one()


def named(database: Database, name: str) -> Actor:
    """A principal of the test store as an actor."""
    return Actor(in_read_transaction(database, lambda session: principal_number(session, name)), "0f8fad5bd9cb469f")


def write_history(database: Database) -> None:
    """About fifty pieces of work by the author, the approver and others."""
    author, approver, payroll = (named(database, name) for name in ("the author", "approver", "the payroll"))
    carry_out(database, approver, _end_bootstrap)
    carry_out(database, author, _add_plan)
    for number, verdict in VERDICTS:
        request = carry_out(database, author, partial(submit, number=number))
        carry_out(database, approver, partial(_decide_version, request=request, verdict=verdict))
        carry_out(database, author, partial(_add_kpi, number=number))
    carry_out(database, payroll, _add_calendar)
    for _ in range(_PEOPLE):
        number = carry_out(database, payroll, _add_participant)
        carry_out(database, payroll, partial(_describe, number=number))
        carry_out(database, payroll, partial(_read_pay, number=number))
    for number, states in enumerate(STEPS, start=1):
        if states[1] == "approved":
            request = carry_out(database, payroll, _ask_booking)
            carry_out(database, approver, partial(_approve_period, number=number, request=request))
        else:
            carry_out(database, payroll, partial(_move, number=number, states=states))
    unlock = carry_out(database, payroll, _ask_unlock)
    carry_out(database, approver, partial(_open_again, request=unlock))
    for role in ("analyst", "payroll", "manager"):
        asked = carry_out(database, author, partial(_ask_role, role=role))
        carry_out(database, approver, partial(_give_role, request=asked, role=role))
    write_month_ends(database, payroll, approver)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _end_bootstrap(work: Work) -> None:
    work.add(BootstrapEnd(id=1, approver_id=work.actor.principal_id, at=work.now))
    work.changed("bootstrap.ended", "bootstrap")


def _add_plan(work: Work) -> None:
    work.add(PlanHead(plan_key=PLAN, created_at=work.now))
    work.changed("plan.created", f"plan/{PLAN}")


def submit(work: Work, number: int) -> int:
    """A version of the plan that waits for approval; returns its request."""
    document = catalog_document(PLAN)
    content_hash = plan_hash(parse_plan(document))
    days: Values = {"effective_from": f"2026-0{number}-01", "effective_until": f"2026-0{number + 1}-01"}
    request_hash = sha256_of({"plan_key": PLAN, "content_hash": content_hash, **days})
    request = ask(work, "plan_version", f"plan/{PLAN}/{number}", request_hash)
    version = PlanVersion(
        plan_key=PLAN,
        number=number,
        document=json_bytes(document).decode(),
        content_hash=content_hash,
        author_id=work.actor.principal_id,
        request_id=request,
        request_hash=request_hash,
        **days,
        submitted_at=work.now,
    )
    work.add(version)
    assert version.id is not None
    _step(work, version.id, 1, (None, "submitted"))
    work.add(
        RequestClaim(
            principal_id=work.actor.principal_id,
            operation="submit_plan_draft",
            key=f"submit {number}/of it",
            body_hash=content_hash,
            resource=f"{PLAN}/{number}",
            at=work.now,
        )
    )
    work.changed("plan.submitted", f"plan/{PLAN}/{number}", after=content_hash)
    return request


def _decide_version(work: Work, request: int, verdict: Verdict) -> None:
    version = work.session.exec(select(PlanVersion).where(col(PlanVersion.request_id) == request)).one()
    assert version.id is not None
    decision = decide(work, request, version.request_hash, verdict)
    decided: Values = {"request_id": request, "approval_id": decision.approval_id, "verdict": verdict}
    _step(work, version.id, 2, ("submitted", verdict), **decided)
    if verdict == "approved":
        days: Values = {"effective_from": version.effective_from, "effective_until": version.effective_until}
        _step(work, version.id, 3, ("approved", "published"), **days)
        work.changed("plan.published", f"plan/{PLAN}/{version.number}")


def _step(work: Work, version: int, number: int, states: tuple[str | None, str], **more: Any) -> None:
    before, after = states
    place: Values = {"version_id": version, "number": number, "previous_number": number - 1 if number > 1 else None}
    step: Values = {"from_state": before, "to_state": after, "by_id": work.actor.principal_id, "at": work.now}
    work.add(PlanVersionEvent(**place, **step, **more))


def _add_kpi(work: Work, number: int) -> None:
    if number == 1:
        work.add(KpiHead(kpi_key="revenue", created_at=work.now))
    document = f'{{"number":"{number}"}}'
    work.add(
        KpiVersion(
            kpi_key="revenue",
            number=number,
            document=document,
            content_hash=_sha256(document),
            retired=number == 3,
            author_id=work.actor.principal_id,
            at=work.now,
        )
    )
    work.changed("kpi.saved", f"kpi/revenue/{number}")


def _add_calendar(work: Work) -> None:
    work.add(Calendar(key="months", document="{}", content_hash=_sha256("{}"), created_at=work.now))
    for month in range(1, _MONTHS + 1):
        days: Values = {"start_day": f"2026-0{month}-01", "end_day": f"2026-0{month + 1}-01"}
        work.add(PayPeriod(calendar_key="months", key=f"2026-0{month}", **days))
    work.changed("calendar.created", "calendar/months")


def _add_participant(work: Work) -> int:
    participant = Participant(created_at=work.now)
    work.add(participant)
    assert participant.id is not None
    number = participant.id
    work.add(Person(participant_id=number, external_id=f"E{number}", name=f"Name {number}", secret=f"{number:064x}"))
    work.changed("participant.created", f"participant/{participant.id}")
    return participant.id


def _describe(work: Work, number: int) -> None:
    dates: Values = {"valid_from": "2026-01-01", "valid_until": None}
    dated: Values = {"participant_id": number, **dates, "at": work.now, "ref_id": None}
    salary: Values = {"key": "salary", "kind": "number", "text": None, "mantissa": 420_000 + number, "scale": 2}
    team: Values = {"key": "team", "kind": "text", "text": "Überseeverkauf", "mantissa": None, "scale": None}
    work.add_many(Attribute, [{"seq": 2 * number - 1, **dated, **salary}, {"seq": 2 * number, **dated, **team}])
    assignment: Values = {"number": number, "revision": 1, "participant_id": number, "plan_key": PLAN, "document": "{}"}
    days: Values = {"effective_from": "2026-01-01", "effective_until": None, "state": "active"}
    said = [number, PLAN, "2026-01-01", None, "{}", "active"]
    work.add(Assignment(**assignment, **days, content_hash=sha256_of(said), at=work.now))
    work.changed("participant.described", f"participant/{number}")


def _read_pay(work: Work, number: int) -> None:
    record_reading(work, "get_participant", f"participant/{number}", 1)


def _first_period(work: Work) -> int:
    found = work.session.exec(select(PayPeriod.id).order_by(col(PayPeriod.id)).limit(1)).one()
    assert found is not None
    return found


def _move(work: Work, number: int, states: tuple[str | None, str], **more: Any) -> None:
    before, after = states
    period = _first_period(work)
    place: Values = {"period_id": period, "pay_group": "all", "number": number}
    step: Values = {"from_state": before, "to_state": after, "by_id": work.actor.principal_id, "at": work.now}
    work.add(PeriodEvent(**place, previous_number=number - 1 if number > 1 else None, **step, **more))
    work.changed(f"period.{after}", f"period/{period}/all")


def _ask_booking(work: Work) -> int:
    period = _first_period(work)
    return asked_for(work, run_of_nobody(work, period, "all"), period, "all")


def _approve_period(work: Work, number: int, request: int) -> None:
    booking = booked(work, decide(work, request, HASH, "approved"))
    _move(work, number, ("calculated", "approved"), booking_id=booking, booking_kind="final")


def _ask_unlock(work: Work) -> int:
    period = _first_period(work)
    request = ask(work, "period_unlock", f"period/{period}/all", "2" * 64)
    work.add(PeriodUnlock(request_id=request, period_id=period, pay_group="all", after_number=4))
    return request


def _open_again(work: Work, request: int) -> None:
    decision = decide(work, request, "2" * 64, "approved")
    decided: Values = {"request_id": request, "approval_id": decision.approval_id, "verdict": decision.verdict}
    _move(work, 5, ("locked", "open"), **decided)


def _ask_role(work: Work, role: str) -> int:
    request = ask(work, "role_change", f"principal/1/{role}", "3" * 64)
    work.add(RoleRequest(request_id=request, principal_id=1, role=role, change="given"))
    return request


def _give_role(work: Work, request: int, role: str) -> None:
    decision = decide(work, request, "3" * 64, "approved")
    work.add(
        RoleChange(
            principal_id=1,
            role=role,
            change="given",
            basis="approval",
            by_id=work.actor.principal_id,
            at=work.now,
            request_id=request,
            approval_id=decision.approval_id,
            verdict=decision.verdict,
        )
    )
    work.changed("role.given", f"principal/1/{role}")

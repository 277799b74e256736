"""A calendar with a year of months, and what tests do with it."""

from typing import Any

from sqlmodel import col, select

from service.store.database import Database
from service.store.tables import PrincipalName
from service.store.transactions import in_read_transaction
from service.work import Actor
from tests.stores import As

MARCH = "/v1/periods/monthly/2026-03/all"


def with_months(as_: As) -> None:
    """The calendar `monthly` with the months of 2026."""
    payroll = as_("payroll")
    assert payroll.post("/v1/calendars", json={"key": "monthly", "frequency": "month"}).status_code == 201
    made = payroll.post("/v1/calendars/monthly/periods", json={"from": "2026-01-01", "until": "2027-01-01"})
    assert (made.status_code, made.json()["created"]) == (200, 12)


def move(as_: As, *moves: str, place: str = MARCH) -> Any:
    """The last answer of these moves, each by somebody who may do it."""
    answer: Any = None
    for each in moves:
        answer = as_("approver" if each == "approve" else "payroll").post(f"{place}/{each}")
    return answer


def code(answer: Any) -> tuple[int, str]:
    """Status and first code of a refusal."""
    return answer.status_code, answer.json()["code"]


def actor(database: Database, name: str) -> Actor:
    """A principal of the test store by name."""
    query = select(PrincipalName.principal_id).where(col(PrincipalName.name) == name)
    return Actor(in_read_transaction(database, lambda session: session.exec(query).one()))

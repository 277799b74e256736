"""Doing things with participants in a test's store."""

from collections.abc import Callable
from typing import Any, TypeVar

from service.participants.bodies import changes_of
from service.participants.use_cases.upsert import Upserted, upsert_participants
from service.store.database import Database
from service.work import Actor, Work, carry_out, reading

Result = TypeVar("Result")
ADMIN = Actor(3)


def write(database: Database, use_case: Callable[[Work], Result]) -> Result:
    """What a use case returns, committed."""
    return carry_out(database, ADMIN, use_case)


def read(database: Database, question: Callable[[Work], Result]) -> Result:
    """What a question returns."""
    return reading(database, ADMIN, question)


def put(database: Database, *participants: dict[str, Any]) -> Upserted:
    """Rows of people as a body has them, written together."""
    rows, problems = changes_of({"participants": list(participants)})
    assert problems == []
    return write(database, lambda work: upsert_participants(work, rows))


def person(external_id: str, *, since: str = "2026-01-01", **attributes: object) -> dict[str, Any]:
    """A row with these attributes."""
    return {"id": external_id, "effective_from": since, "attributes": attributes}

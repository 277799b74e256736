"""Runs a use case: one transaction, its audit entries last, tried again when two of them got into each other's way."""

from collections.abc import Callable
from typing import TypeVar

from sqlmodel import Session

from service.clock import now
from service.store.database import Database
from service.store.transactions import in_read_transaction, in_transaction
from service.work.actor import Actor
from service.work.chain import append_entries
from service.work.work import Work

Result = TypeVar("Result")


def carry_out(database: Database, actor: Actor, use_case: Callable[[Work], Result]) -> Result:
    """What the use case returns, committed together with what the audit says about it.

    Raises StoreBusy when others kept the database locked; any error rolls everything back.
    """

    def once(session: Session) -> Result:
        work = Work(session, actor, now(), database.time_zone)
        result = use_case(work)
        append_entries(work)
        return result

    return in_transaction(database, once)


def reading(database: Database, actor: Actor, question: Callable[[Work], Result]) -> Result:
    """What a question that changes nothing returns, seen at one moment."""

    def once(session: Session) -> Result:
        return question(Work(session, actor, now(), database.time_zone))

    return in_read_transaction(database, once)

"""Looking at a whole database as it is at one moment, without leaving a trace in it."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from rules import Problem
from service.errors import RequestRefused
from service.store.database import Database

Result = TypeVar("Result")


def in_snapshot(database: Database, question: Callable[[Connection], Result]) -> Result:
    """What a long question returns; whatever it wrote is undone. On SQLite, writers wait until it is answered.

    Raises RequestRefused (`store.unreadable`) when there is no database to be opened.
    """
    level = {} if database.is_sqlite else {"isolation_level": "REPEATABLE READ"}
    try:
        connected = database.reading.connect().execution_options(**level)
    except DBAPIError as failed:
        message = f"the database cannot be opened: {type(failed.orig).__name__}; check its address"
        raise RequestRefused(Problem("store.unreadable", "", message)) from None
    with connected as connection:
        connection.begin()
        try:
            return question(connection)
        finally:
            connection.rollback()

"""Whole use cases in one transaction each, tried again where two of them got into each other's way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session

from rules import Problem
from service.errors import StoreBusy
from service.store.database import Database
from service.store.idle import again_if_dead

TRIES: Final = 3
_LOCKED: Final = frozenset({"40001", "40P01", "55P03"})
"""Serialization failure, deadlock, lock timeout."""
_AWAY: Final = frozenset({"57P01", "57P02", "57P03"})
"""PostgreSQL is being shut down or is starting."""
_FULL: Final = frozenset({"53100", "SQLITE_FULL"})
"""No room on the disk of the database."""
_LOCKED_FILE: Final = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN")
_MET: Final = "23505"
"""Two transactions inserted the same key: when tried again, the loser sees the winner's row and can say so."""

Result = TypeVar("Result")


def in_transaction(database: Database, use_case: Callable[[Session], Result]) -> Result:
    """What the use case returns, committed. It may run up to three times, so it must do nothing outside the session.

    Raises StoreBusy when the database stayed locked, cannot be reached or has no room left, also when the connection
    broke while it was committing: then nobody knows whether it did, so it is not tried again. Every other error rolls
    back and passes.
    """
    met: DBAPIError | None = None
    for _ in range(TRIES):
        try:
            with Session(database.writing, expire_on_commit=False) as session:
                result = use_case(session)
                session.flush()
                _commit(session)
                return result
        except DBAPIError as error:
            if _is_full(error):
                raise _full() from None
            met = error if _state(error) == _MET else None
            if met is None and not _is_passing(error):
                raise
        except PoolTimeout:
            break
    if met is not None:
        raise met
    raise _busy()


def _commit(session: Session) -> None:
    try:
        session.commit()
    except DBAPIError as error:
        if _state(error) is None and not _is_locked_file(error) and not _is_full(error):
            raise _unknown() from None
        raise


def in_read_transaction(database: Database, question: Callable[[Session], Result]) -> Result:
    """What a question that changes nothing returns; raises StoreBusy when the database cannot be reached.

    It is asked again, once, where its connection turned out to be dead.
    """

    def ask() -> Result:
        with Session(database.reading, expire_on_commit=False) as session, session.begin():
            return question(session)

    return _answered(ask)


def by_one_statement(database: Database, question: Callable[[Connection], Result]) -> Result:
    """The same for a question that is one statement: what every request asks must not cost a session."""

    def ask() -> Result:
        with database.asking.begin() as connection:
            return question(connection)

    return _answered(ask)


def _answered(ask: Callable[[], Result]) -> Result:
    with _told_when_busy():
        return again_if_dead(ask)


@contextmanager
def _told_when_busy() -> Iterator[None]:
    try:
        yield
    except PoolTimeout:
        raise _busy() from None
    except DBAPIError as error:
        if not _is_passing(error):
            raise
        raise _busy() from None


def _busy() -> StoreBusy:
    return StoreBusy(Problem("store.busy", "", "The database is busy or cannot be reached; try again in a moment."))


def _full() -> StoreBusy:
    message = "The disk of the database is full, so nothing was changed; whoever runs the service has to make room."
    return StoreBusy(Problem("store.full", "", message))


def _unknown() -> StoreBusy:
    message = (
        "The connection to the database broke while this was being saved. Look whether it is there before you send it"
        " again; with the same Idempotency-Key you may send it again at once."
    )
    return StoreBusy(Problem("store.outcome_unknown", "", message))


def _is_passing(error: DBAPIError) -> bool:
    state = _state(error)
    if state is not None:
        return state in _LOCKED or state in _AWAY or error.connection_invalidated
    if getattr(error.orig, "sqlite_errorname", None) is not None:
        return _is_locked_file(error)
    # A driver of PostgreSQL that has no state to tell never got as far as the database.
    return isinstance(error, OperationalError)


def _is_full(error: DBAPIError) -> bool:
    return (_state(error) or getattr(error.orig, "sqlite_errorname", None)) in _FULL


def _is_locked_file(error: DBAPIError) -> bool:
    name: str | None = getattr(error.orig, "sqlite_errorname", None)
    return name is not None and name.startswith(_LOCKED_FILE)


def _state(error: DBAPIError) -> str | None:
    state: str | None = getattr(error.orig, "sqlstate", None)
    return state

"""What is tried again, and what must not be: a commit of which nobody knows whether it happened."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from service.errors import StoreBusy
from service.store.database import Database
from service.store.transactions import TRIES, in_transaction


def broken(text: str) -> OperationalError:
    """What the driver raises when the connection is gone: it has no state to tell."""
    return OperationalError("COMMIT", {}, Exception(text))


def runs(database: Database, use_case: Callable[[Session], None]) -> tuple[int, str]:
    """How often a failing use case ran, and the code it ended with."""
    count = 0

    def counted(session: Session) -> None:
        nonlocal count
        count += 1
        use_case(session)

    with pytest.raises(StoreBusy) as refused:
        in_transaction(database, counted)
    return count, refused.value.problems[0].code


def test_what_breaks_before_the_commit_is_tried_again(database: Database) -> None:
    def breaks(_session: Session) -> None:
        raise broken("server closed the connection unexpectedly")

    assert runs(database, breaks) == (TRIES, "store.busy")


def test_what_breaks_in_the_commit_is_not(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def commit(_session: Session) -> None:
        raise broken("server closed the connection unexpectedly")

    monkeypatch.setattr(Session, "commit", commit)
    assert runs(database, lambda _session: None) == (1, "store.outcome_unknown")


def test_an_exhausted_pool_is_busy(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    small = Database(database.url.render_as_string(hide_password=False), connections_max=1)
    monkeypatch.setattr(small.writing.pool, "_timeout", 0.1)
    with small.writing.connect():
        assert runs(small, lambda session: [session.connection()].clear()) == (1, "store.busy")
    small.close()

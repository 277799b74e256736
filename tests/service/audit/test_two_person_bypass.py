"""The two-person rule holds in the database itself: whoever may only do what the service may gets nothing published."""

from collections.abc import Mapping
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service.audit.verify import Asked, verify
from service.store.database import Database
from service.store.snapshot import in_snapshot
from service.work import carry_out
from tests.service.audit.bypasses import ON_BOTH, ON_POSTGRESQL, ON_SQLITE
from tests.service.audit.history import named, submit
from tests.stores import Store

AT = "2026-03-01T10:00:00.000000Z"
PROTECTED = (
    "SELECT mode FROM approval_policy",
    "SELECT id, author_id, content_hash FROM approval_request ORDER BY id",
    "SELECT id, request_id, approver_id, verdict FROM approval ORDER BY id",
    "SELECT id, document, request_id FROM plan_version ORDER BY id",
    "SELECT version_id, to_state, effective_from, effective_until FROM plan_version_event ORDER BY id",
    "SELECT principal_id, role, change FROM role_change ORDER BY id",
    "SELECT id, kind FROM principal ORDER BY id",
    "SELECT id FROM bootstrap_end",
)


@pytest.fixture
def waiting(lived: Store) -> Mapping[str, object]:
    """A version that waits for approval, beside one that was approved and one that was refused: their numbers."""
    author = named(lived.database, "the author")
    request = carry_out(lived.database, author, partial(submit, number=4))
    numbers = {
        "author": author.principal_id,
        "approver": named(lived.database, "approver").principal_id,
        "system": named(lived.database, "the integration").principal_id,
        "request": request,
    }
    with lived.database.reading.begin() as connection:
        version = text(
            "SELECT v.id, v.request_id, v.request_hash, a.id FROM plan_version v LEFT JOIN approval a"
            " ON a.request_id = v.request_id ORDER BY v.number"
        )
        old, refused, _, new = list(connection.execute(version))
    return {
        **numbers,
        "version": new[0],
        "hash": new[2],
        "old_version": old[0],
        "old_request": old[1],
        "old_approval": old[3],
        "refused_version": refused[0],
        "refused_request": refused[1],
        "refused_hash": refused[2],
        "refusal": refused[3],
        "approval": old[3],
    }


def protected(database: Database) -> list[object]:
    """Everything that the rule protects."""
    with database.reading.begin() as connection:
        return [list(connection.execute(text(query))) for query in PROTECTED]


def refused(store: Store, statements: list[str], names: Mapping[str, object]) -> None:
    """The statements fail as the service's own role, and nothing that is protected changes."""
    before = protected(store.database)
    with pytest.raises(DBAPIError) as failed:
        run(store.database, [statement.format_map(names) for statement in statements])
    assert not any(word in str(failed.value.orig) for word in ("syntax", "no such", "does not exist"))
    assert protected(store.database) == before


def run(database: Database, statements: list[str]) -> None:
    """All of them in one transaction."""
    with database.writing.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize("bypass", ON_BOTH)
def test_no_way_around_on_either_database(lived: Store, waiting: Mapping[str, object], bypass: str) -> None:
    refused(lived, ON_BOTH[bypass], waiting)


@pytest.mark.parametrize("store_kind", ["sqlite"], indirect=False)
@pytest.mark.parametrize("bypass", ON_SQLITE)
def test_no_way_around_on_sqlite(lived: Store, waiting: Mapping[str, object], bypass: str) -> None:
    refused(lived, ON_SQLITE[bypass], waiting)


@pytest.mark.parametrize("store_kind", ["postgresql"], indirect=False)
@pytest.mark.parametrize("bypass", ON_POSTGRESQL)
def test_no_way_around_on_postgresql(lived: Store, waiting: Mapping[str, object], bypass: str) -> None:
    refused(lived, ON_POSTGRESQL[bypass], waiting)


def test_there_are_twenty_ways_and_more() -> None:
    assert len(ON_BOTH) >= 20


def test_a_yes_in_the_name_of_another_person_is_found(lived: Store, waiting: Mapping[str, object]) -> None:
    # The database cannot know who types: whoever writes SQL as the service can say that the approver agreed.
    forged = (
        "INSERT INTO approval (request_id, author_id, content_hash, approver_id, approver_kind, mode, verdict, at)"
        " VALUES ({request}, {author}, '{hash}', {approver}, 'person', 'two_person', 'approved', 0)"
    )
    with lived.database.writing.begin() as connection:
        connection.exec_driver_sql(forged.format_map(waiting))
    [problem] = in_snapshot(lived.database, lambda connection: verify(connection, Asked(deep=True), AT)).problems
    assert (problem.code, problem.path.partition("/")[0]) == ("audit.row_unknown", "approval")

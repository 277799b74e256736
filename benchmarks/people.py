"""A million participants: the last page of the list beside the first, on both databases."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from sqlalchemy import text

from benchmarks.report import Figure
from benchmarks.store import postgresql
from service.access.operators import operator_actor
from service.access.scopes import Reach
from service.participants.use_cases.reading import AskedFor, Page, list_participants
from service.participants.use_cases.sight import Sight
from service.participants.use_cases.views import Shown
from service.store.database import Database
from service.store.migrate import upgrade
from service.web.cursor import make_cursor
from service.work import Actor, Work, reading
from tests.stores import SERVICE_ROLE

PEOPLE: Final = 1_000_000
LIMIT: Final = 50
CALLS, ROUNDS = 40, 7
TEAMS: Final = 1_000
_EVERYBODY: Final = Sight(Reach.EVERYBODY, Reach.EVERYBODY, None)
_COUNTED: Final = {
    "sqlite": f"WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {PEOPLE})",
    "postgresql": f"WITH counted(n) AS (SELECT generate_series(1, {PEOPLE}))",
}
_PADDED: Final = {"sqlite": "printf('E%07d', n)", "postgresql": "'E' || lpad(n::text, 7, '0')"}


def figures() -> Iterator[Figure]:
    """The ratios on both databases."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/bench.sqlite")
        upgrade(database)
        yield _ratio("SQLite", database, database)
    with postgresql() as (owner_url, url):
        owner, service = Database(owner_url), Database(url)
        upgrade(owner, service_role=SERVICE_ROLE)
        yield _ratio("PostgreSQL", service, owner)
        owner.close()
        service.close()


def _ratio(name: str, database: Database, owner: Database) -> Figure:
    actor = operator_actor(database, "benchmark")
    _fill(owner)
    before_last = make_cursor(f"E{PEOPLE - LIMIT:07}")
    first, last = (partial(_page, database, actor, cursor) for cursor in (None, before_last))
    # A page that is not full would be quick for a wrong reason.
    assert first()["id"] == "E0000001"
    assert last()["id"] == f"E{PEOPLE - LIMIT + 1:07}"
    ratios = [_seconds(last) / _seconds(first) for _ in range(ROUNDS)]
    what = f"the last page of {PEOPLE:,} participants on {name}, times the first"
    return Figure(what, statistics.median(ratios), "", at_most=1.5)


def _page(database: Database, actor: Actor, cursor: str | None) -> dict[str, object]:
    """The first participant of a full page."""

    def question(work: Work) -> Shown:
        return list_participants(work, _EVERYBODY, AskedFor(), Page(LIMIT, cursor))

    data = reading(database, actor, question).body["data"]
    assert isinstance(data, list)
    assert len(data) == LIMIT
    found: dict[str, object] = data[0]
    return found


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    for _ in range(CALLS):
        call()
    return time.perf_counter() - started


def _fill(owner: Database) -> None:
    """The people, each with a team: made by the database itself, as a million requests are not what is measured."""
    kind = "sqlite" if owner.is_sqlite else "postgresql"
    counted, padded = _COUNTED[kind], _PADDED[kind]
    with owner.writing.begin() as connection:
        for into in (
            f"INSERT INTO participant (id, created_at) {counted} SELECT n, 0 FROM counted",
            f"INSERT INTO person (participant_id, external_id, secret) {counted} SELECT n, {padded}, 's' FROM counted",
            "INSERT INTO attribute (participant_id, key, kind, text, valid_from, at) "
            f"{counted} SELECT n, 'team', 'text', 'team-' || (n % {TEAMS}), '2020-01-01', 0 FROM counted",
        ):
            connection.execute(text(into))
    with owner.writing.begin() as connection:
        connection.execute(text("ANALYZE"))

"""The database itself refuses what the code never tries: plain SQL with the role of the service."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service.store.database import Database
from tests.service.plans.subject import People

_STEP = """
INSERT INTO plan_version_event (version_id, number, previous_number, from_state, to_state, by_id, at,
                                effective_from, effective_until)
SELECT version_id, number + 1, number, to_state, '{to}', by_id, at, {start}, {end}
FROM plan_version_event AS e
WHERE version_id = (SELECT id FROM plan_version WHERE plan_key = '{key}' AND number = {version})
AND number = (SELECT MAX(number) FROM plan_version_event AS m WHERE m.version_id = e.version_id)
"""


def step(to: str, start: str, end: str | None, key: str = "a", version: int = 1) -> str:
    """The next step of a version, as somebody with the password of the service might write it."""
    days = {"start": f"'{start}'", "end": "NULL" if end is None else f"'{end}'"}
    return _STEP.format(to=to, key=key, version=version, **days)


def refused(database: Database, statement: str) -> str:
    """What the database says."""
    with pytest.raises(DBAPIError) as error, database.writing.begin() as connection:
        connection.execute(text(statement))
    return str(error.value.orig)


def accepted(database: Database, statement: str) -> None:
    """The same statement with nothing against it."""
    with database.writing.begin() as connection:
        assert connection.execute(text(statement)).rowcount == 1


def test_the_days_of_a_publication_are_those_that_were_approved(database: Database) -> None:
    People(database).approved("a", "2026-03-01", "2026-06-01")
    for start, end in (("2026-02-01", "2026-06-01"), ("2026-03-01", None), ("2026-03-01", "2026-05-01")):
        assert "days are not those that were approved" in refused(database, step("published", start, end))
    accepted(database, step("published", "2026-03-01", "2026-06-01"))


def test_a_published_version_only_ends_earlier(database: Database) -> None:
    People(database).published("a", "2026-03-01", "2026-06-01")
    longer = (("2026-03-01", "2026-07-01"), ("2026-03-01", None), ("2026-02-01", "2026-05-01"))
    for start, end in (*longer, ("2026-03-01", "2026-06-01"), ("2026-03-01", "2026-03-01")):
        assert "only ends earlier" in refused(database, step("published", start, end))
    for start, end in longer:
        assert refused(database, step("retired", start, end))
    accepted(database, step("published", "2026-03-01", "2026-05-01"))


def test_two_versions_are_never_in_force_on_one_day(database: Database) -> None:
    people = People(database)
    people.published("a", "2026-03-01", "2026-06-01")
    people.approved("a", "2026-05-31", "2026-07-01")
    people.approved("a", "2026-06-01", "2026-07-01")
    people.approved("b", "2026-03-01", "2026-06-01")
    overlapping = step("published", "2026-05-31", "2026-07-01", version=2)
    assert "another version of this plan is in force" in refused(database, overlapping)
    accepted(database, step("published", "2026-06-01", "2026-07-01", version=3))
    accepted(database, step("published", "2026-03-01", "2026-06-01", key="b"))


def test_a_step_that_is_none_is_refused(database: Database) -> None:
    people = People(database)
    people.approved("a", "2026-03-01")
    people.published("b", "2026-03-01")
    for to in ("submitted", "refused", "approved", "locked"):
        assert refused(database, step(to, "2026-03-01", None))
        assert refused(database, step(to, "2026-03-01", None, key="b"))


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE plan_version SET document = '{}'",
        "UPDATE plan_version SET effective_from = '2020-01-01'",
        "DELETE FROM plan_version",
        "UPDATE plan_version_event SET to_state = 'published'",
        "DELETE FROM plan_version_event",
    ],
)
def test_versions_and_their_steps_never_change(database: Database, attack: str) -> None:
    People(database).published("a", "2026-03-01")
    assert refused(database, attack)

"""Migrations lead from an empty database to exactly the tables of the code, and back, on both databases."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from service.store.append_only import APPEND_ONLY
from service.store.database import Database
from service.store.migrate import downgrade, newest_revision, revision_of, upgrade
from service.store.protection import triggers_of
from service.store.tables import Row

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def triggers_in(database: Database) -> set[str]:
    """The names of the triggers that are there."""
    catalog = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if database.is_sqlite
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with database.reading.begin() as connection:
        return set(connection.execute(text(catalog)).scalars())


def differences(database: Database) -> list[object]:
    """What autogenerate would still change."""
    with database.reading.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Row.metadata))


def test_there_is_one_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [newest_revision()]


def test_from_empty_to_head_is_what_the_code_says(empty_database: Database) -> None:
    assert revision_of(empty_database) is None
    upgrade(empty_database)
    assert revision_of(empty_database) == newest_revision()
    assert differences(empty_database) == []
    dialect = empty_database.url.get_backend_name()
    assert triggers_in(empty_database) == {trigger.name for trigger in triggers_of(dialect)}


def test_upgrading_twice_changes_nothing(empty_database: Database) -> None:
    upgrade(empty_database)
    before = triggers_in(empty_database)
    upgrade(empty_database)
    assert triggers_in(empty_database) == before


def test_every_step_can_be_taken_back_and_again(empty_database: Database) -> None:
    upgrade(empty_database)
    script = [f"{number:04d}" for number in range(int(newest_revision()) - 1, 0, -1)]
    for revision in [*script, "base"]:
        downgrade(empty_database, revision)
        assert revision_of(empty_database) == (None if revision == "base" else revision)
        upgrade(empty_database)
        assert differences(empty_database) == []


def test_going_down_to_nothing_leaves_nothing(empty_database: Database) -> None:
    upgrade(empty_database)
    downgrade(empty_database, "base")
    with empty_database.reading.begin() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}


def test_append_only_tables_exist() -> None:
    assert set(APPEND_ONLY) <= set(Row.metadata.tables)

"""SQLite's hidden row numbers are no way around the triggers: a table that only grows has none beside its own key."""

import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from service.store.append_only import APPEND_ONLY
from service.store.database import Database
from tests.service.audit.history import write_history


@pytest.fixture(scope="module")
def history(sqlite_template: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store with a history; PostgreSQL has nothing of the kind."""
    path = tmp_path_factory.mktemp("history") / "bonus.sqlite"
    shutil.copyfile(sqlite_template[0], path)
    database = Database(f"sqlite:///{path}")
    write_history(database)
    database.close()
    return path


@pytest.fixture
def file(history: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copyfile(history, tmp_path / "bonus.sqlite"))


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_row_is_replaced_by_its_hidden_number(file: Path, table: str) -> None:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA foreign_keys = OFF")
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    before = connection.execute(f"SELECT * FROM {table}").fetchall()
    if not before:
        pytest.skip("the history has no such row")
    other = [f"{value}z" if isinstance(value, str) else (value or 0) + 1_000_000 for value in before[0]]
    sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    if not sql.rstrip().endswith("WITHOUT ROWID"):
        number = connection.execute(f"SELECT rowid FROM {table} LIMIT 1").fetchone()[0]
        places = ", ".join("?" for _ in (number, *other))
        replace = f"INSERT OR REPLACE INTO {table} (rowid, {', '.join(columns)}) VALUES ({places})"
        with suppress(sqlite3.IntegrityError):
            connection.execute(replace, [number, *other])
    assert set(before) <= set(connection.execute(f"SELECT * FROM {table}").fetchall())
    connection.close()


def test_every_key_is_the_row_number_or_there_is_none(file: Path) -> None:
    connection = sqlite3.connect(file)
    hidden = []
    for table in APPEND_ONLY:
        sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        key = [(row[1], row[2]) for row in connection.execute(f"PRAGMA table_info({table})") if row[5]]
        is_row_number = len(key) == 1 and key[0][1] == "INTEGER"
        if not (is_row_number or sql.rstrip().endswith("WITHOUT ROWID")):
            hidden.append(table)
    connection.close()
    assert hidden == []

"""A forger who makes every digest and hash anew may write any cover: each is a finding, and none ends the report."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.engine import Connection

from service.audit.verify import Asked, verify
from service.store.database import Database
from service.work.chain import FIRST_PREVIOUS_HASH, entry_hash
from service.work.rows import cover_digest, rows_digest
from tests.service.audit.attacker import Attacker, Values, key_in
from tests.service.audit.history import write_history

ENTRY, COVER = "audit_entry", "audit_cover"
MARK = "0" * 64


@pytest.fixture(scope="module")
def history(sqlite_template: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history in a file."""
    path = tmp_path_factory.mktemp("history") / "bonus.sqlite"
    shutil.copyfile(sqlite_template[0], path)
    database = Database(f"sqlite:///{path}")
    write_history(database)
    database.close()
    return path


@pytest.fixture
def connection(history: Path) -> Iterator[Connection]:
    """A connection with the file in hand; nothing that it writes stays."""
    database = Database(f"sqlite:///{history}")
    with database.reading.connect() as opened:
        for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
            opened.connection.execute(f"PRAGMA {pragma}")
        yield opened
        opened.rollback()
    database.close()


def forge(connection: Connection, table: str, change: Callable[[Values], Values]) -> str:
    """Change the last cover of a table and make everything that depends on it anew; the place of the cover."""
    attacker = Attacker(connection, Random(0))
    cover = [row for row in attacker.rows(COVER) if row["table_name"] == table][-1]
    forged = {**cover, **change(cover)}
    forged["digest"] = cover_digest(forged["table_name"], forged["row_keys"], forged["marks"])
    attacker.write(COVER, key_in(COVER, cover), forged)
    covers: dict[int, list[tuple[str, str]]] = {}
    for row in attacker.rows(COVER):
        covers.setdefault(row["seq"], []).append((row["table_name"], row["digest"]))
    previous = FIRST_PREVIOUS_HASH
    entries = attacker.rows(ENTRY)
    for entry in reversed(entries):
        spare = {"hash": f"x{entry['hash']}", "previous_hash": f"x{entry['seq']}"}
        attacker.write(ENTRY, key_in(ENTRY, entry), spare)
    for entry in entries:
        entry["rows_digest"] = rows_digest(covers.get(entry["seq"], []))
        entry["previous_hash"] = previous
        previous = entry["hash"] = entry_hash(entry)
        attacker.write(ENTRY, key_in(ENTRY, entry), {name: entry[name] for name in entry if name != "seq"})
    attacker.arm()
    return f"{COVER}/{cover['seq']}/{table}"


FORGERIES: Mapping[str, Callable[[Values], Values]] = {
    "one key too many": lambda cover: {"row_keys": f"{cover['row_keys']} 77"},
    "one mark too many": lambda cover: {"marks": cover["marks"] + MARK},
    "half a mark": lambda cover: {"marks": cover["marks"][:32]},
    "no mark": lambda _: {"marks": ""},
    "bytes for keys": lambda cover: {"row_keys": str(cover["row_keys"]).encode()},
    "bytes for marks": lambda cover: {"marks": str(cover["marks"]).encode()},
    "a word for a number": lambda _: {"row_keys": "one", "marks": MARK},
    "two parts for one": lambda _: {"row_keys": "1/2", "marks": MARK},
    "no key": lambda _: {"row_keys": "", "marks": MARK},
    "a number that is written otherwise": lambda _: {"row_keys": "+1", "marks": MARK},
    "a number beyond all": lambda _: {"row_keys": "9" * 30, "marks": MARK},
    "a number of many digits": lambda _: {"row_keys": "9" * 5000, "marks": MARK},
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_cover_is_found(connection: Connection, forgery: Callable[[Values], Values]) -> None:
    place = forge(connection, "access_log", forgery)
    found = verify(connection, Asked(deep=True), "now").problems
    assert ("audit.cover_changed", place) in [(problem.code, problem.path) for problem in found]


CLAIM_KEYS = {
    "one part": "1",
    "four parts": "1/a/b/c",
    "a character of nothing": "1/a/%00",
    "an escape that is none": "1/a/%zz",
    "what is no Unicode": "1/a/%ff",
}


@pytest.mark.parametrize("key", CLAIM_KEYS.values(), ids=CLAIM_KEYS.keys())
def test_a_forged_key_of_several_parts_is_found(connection: Connection, key: str) -> None:
    place = forge(connection, "request_claim", lambda _: {"row_keys": key, "marks": MARK})
    found = verify(connection, Asked(deep=True), "now").problems
    assert ("audit.cover_changed", place) in [(problem.code, problem.path) for problem in found]


def test_a_row_whose_key_is_no_unicode_is_found(connection: Connection) -> None:
    attacker = Attacker(connection, Random(0))
    attacker.disarm("request_claim")
    raw = connection.connection
    raw.execute("UPDATE request_claim SET key = CAST(x'61ff' AS TEXT) WHERE resource LIKE '%/1'")
    attacker.arm()
    found = verify(connection, Asked(deep=True), "now").problems
    assert {problem.code for problem in found} == {"audit.row_missing", "audit.row_unknown"}

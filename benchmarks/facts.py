"""Facts received by batches from two senders, beside the database's own way to insert the same rows."""

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, timedelta
from typing import Any, Final

from sqlalchemy import text

from benchmarks.report import Figure
from benchmarks.store import postgresql
from service.access.operators import operator_actor
from service.facts.use_cases.sending import checked, send_facts
from service.files.exact_json import loads
from service.store.database import Database
from service.store.migrate import upgrade
from service.web.json_text import json_bytes
from service.work import Actor, carry_out
from tests.stores import SERVICE_ROLE

FACTS: Final = int(os.environ.get("BENCH_FACTS", "200000"))
"""`BENCH_FACTS=1000000` for the figure that is asked for."""
BATCH: Final = 10_000
SENDERS: Final = 2
PEOPLE: Final = 10_000
KEYS: Final = tuple(f"kpi_{number}" for number in range(8))
_DAY_ONE: Final = date(2026, 1, 1)
_FACT: Final = (
    "seq, participant_id, key_id, day, source_id, source_ref, revision, kind, mantissa, scale, batch_id, block_id"
)
_IDENTITY: Final = "source_id, source_ref, revision, digest, seq, block_id"

Told = tuple[int, int, str, str, int]
"""Of an observation: participant, key, day, id in the source, mantissa (scale 2)."""


def figures() -> Iterator[Figure]:
    """The ratios on both databases."""
    yield from _on("SQLite", _sqlite)
    yield from _on("PostgreSQL", _postgresql)


def _on(name: str, with_database: Callable[[Callable[[Database], float]], float]) -> Iterator[Figure]:
    batches = [_told(start) for start in range(0, FACTS, BATCH)]
    ours = FACTS / with_database(lambda database: _received(database, batches))
    theirs = FACTS / with_database(lambda database: _inserted(database, batches))
    yield Figure(f"{FACTS:,} facts on {name}, received", ours, "a second")
    yield Figure(f"{FACTS:,} facts on {name}, inserted by the database", theirs, "a second")
    yield Figure(f"facts received on {name}, times the database's own", ours / theirs, "", at_least=0.5)


def _sqlite(measure: Callable[[Database], float]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/bench.sqlite")
        upgrade(database)
        _fill(database)
        seconds = measure(database)
        database.close()
        return seconds


def _postgresql(measure: Callable[[Database], float]) -> float:
    with postgresql() as (owner_url, url):
        owner, service = Database(owner_url), Database(url)
        upgrade(owner, service_role=SERVICE_ROLE)
        _fill(owner)
        seconds = measure(service)
        owner.close()
        service.close()
        return seconds


def _fill(database: Database) -> None:
    """People, keys and the source, known already: it is facts that are measured."""
    operator_actor(database, "benchmark")
    with database.writing.begin() as connection:
        people = [{"n": number, "e": f"E{number:05}"} for number in range(1, PEOPLE + 1)]
        connection.execute(text("INSERT INTO participant (id, created_at) VALUES (:n, 0)"), people)
        connection.execute(
            text("INSERT INTO person (participant_id, external_id, secret) VALUES (:n, :e, 's')"), people
        )
        keys = [{"n": number, "k": key} for number, key in enumerate(KEYS, start=1)]
        connection.execute(text("INSERT INTO fact_key (id, key) VALUES (:n, :k)"), keys)
        connection.execute(text("INSERT INTO fact_source (id, name) VALUES (1, 'crm')"))


def _told(start: int) -> list[Told]:
    return [
        (
            1 + number * 7919 % PEOPLE,
            1 + number % len(KEYS),
            (_DAY_ONE + timedelta(number % 90)).isoformat(),
            f"observation-{number}",
            number * 31 % 1_000_000,
        )
        for number in range(start, min(start + BATCH, FACTS))
    ]


def _by_senders(send: Callable[[int], None], count: int) -> float:
    """Seconds until two senders have sent so many batches."""
    started = time.perf_counter()
    with ThreadPoolExecutor(SENDERS) as senders:
        for _ in senders.map(send, range(count)):
            pass
    return time.perf_counter() - started


def _received(database: Database, batches: Sequence[Sequence[Told]]) -> float:
    """From the bytes of each body to its commit and the bytes of its answer."""
    actor = operator_actor(database, "benchmark")
    bodies = [_body(batch) for batch in batches]
    return _by_senders(lambda number: _receive(database, actor, bodies[number]), len(bodies))


def _body(batch: Sequence[Told]) -> bytes:
    facts = [
        {
            "participant": f"E{person:05}",
            "key": KEYS[key - 1],
            "date": day,
            "value": f"{mantissa // 100}.{mantissa % 100:02}",
            "source": "crm",
            "source_id": ref,
        }
        for person, key, day, ref, mantissa in batch
    ]
    return json.dumps({"facts": facts}).encode()


def _receive(database: Database, actor: Actor, body: bytes) -> None:
    document = loads(body)
    assert isinstance(document, dict)
    facts = checked(document["facts"], UTC, "/facts")
    answer = carry_out(database, actor, lambda work: send_facts(work, facts, "/facts"))
    assert answer["added"] == len(facts)
    json_bytes(answer)


def _inserted(database: Database, batches: Sequence[Sequence[Told]]) -> float:
    """The same rows of facts and identities into the same tables, with the same triggers and constraints."""
    by = operator_actor(database, "benchmark").principal_id
    insert = _by_executemany if database.is_sqlite else _by_unnest
    return _by_senders(lambda number: insert(database, by, number, batches[number]), len(batches))


def _head(connection: Any, by: int, number: int) -> tuple[int, int]:
    """A batch and a block, which the rows point at."""
    values = {"n": number + 1, "b": by}
    connection.execute(
        text("INSERT INTO fact_batch (id, by_id, at, received, added, known, waiting) VALUES (:n, :b, 0, 0, 0, 0, 0)"),
        values,
    )
    block = text("INSERT INTO audit_block (id, table_name, columns, rows, digest) VALUES (:n, 'fact', '', 0, '')")
    connection.execute(block, {"n": 1_000_000 + number})
    return number + 1, 1_000_000 + number


def _rows(number: int, batch: Sequence[Told], batch_id: int, block: int) -> tuple[list[Any], list[Any]]:
    first = 1 + number * BATCH
    facts = [
        (first + index, person, key, day, 1, ref, 0, "number", mantissa, 2, batch_id, block)
        for index, (person, key, day, ref, mantissa) in enumerate(batch)
    ]
    identities = [(1, fact[5], 0, "0" * 64, fact[0], block) for fact in facts]
    return facts, identities


def _by_executemany(database: Database, by: int, number: int, batch: Sequence[Told]) -> None:
    with database.writing.begin() as connection:
        facts, identities = _rows(number, batch, *_head(connection, by, number))
        for table, columns, rows in (("fact", _FACT, facts), ("fact_identity", _IDENTITY, identities)):
            places = ", ".join("?" * len(rows[0]))
            connection.exec_driver_sql(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)


def _by_unnest(database: Database, by: int, number: int, batch: Sequence[Told]) -> None:
    with database.writing.begin() as connection:
        facts, identities = _rows(number, batch, *_head(connection, by, number))
        for table, columns, rows in (("fact", _FACT, facts), ("fact_identity", _IDENTITY, identities)):
            arrays = [list(column) for column in zip(*rows, strict=True)]
            kinds = ["text[]" if isinstance(array[0], str) else "bigint[]" for array in arrays]
            asked = ", ".join(f"%s::{kind}" for kind in kinds)
            connection.exec_driver_sql(f"INSERT INTO {table} ({columns}) SELECT * FROM unnest({asked})", tuple(arrays))

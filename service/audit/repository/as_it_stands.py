"""Reading the audit and what it covers.

For verifying, rows are read as they stand in the file, without the types of our columns: whoever changed them may have
put anything there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, cast

from sqlalchemy import (
    ColumnElement,
    TableClause,
    Text,
    column,
    exists,
    func,
    literal,
    select,
    table,
    tuple_,
    union_all,
)
from sqlalchemy import cast as cast_to
from sqlalchemy.engine import Connection

from service.store.tables import AuditBlock, AuditCover, AuditEntry, Row
from service.work.rows import digest_of, is_key, key_of, values_of_key

ENTRIES: Final = str(AuditEntry.__tablename__)
COVERS: Final = str(AuditCover.__tablename__)
BLOCKS: Final = str(AuditBlock.__tablename__)
ERASED: Final = "participant.erased"
_PAGE_ROWS: Final = 1_000
_KEYS_AT_ONCE: Final = 500

RawRow = Mapping[str, Any]


def entry_pages(connection: Connection) -> Iterator[Sequence[RawRow]]:
    """All entries in the order of their numbers, some at a time."""
    entries = _raw(ENTRIES)
    query = select(entries).order_by(entries.c.seq).limit(_PAGE_ROWS)
    page = _rows(connection, query)
    while page:
        yield page
        page = _rows(connection, query.where(entries.c.seq > page[-1]["seq"]))


def covers_between(connection: Connection, first: int, last: int) -> Sequence[RawRow]:
    """The covers of some entries, in the order of entries and tables."""
    covers = _raw(COVERS)
    among = covers.c.seq.between(first, last)
    return _rows(connection, select(covers).where(among).order_by(covers.c.seq, covers.c.table_name))


def covers_of_nothing(connection: Connection) -> Sequence[RawRow]:
    """Covers without an entry; the database refuses them, so somebody got around it."""
    covers, entries = _raw(COVERS), _raw(ENTRIES)
    owner = select(entries.c.seq).where(entries.c.seq == covers.c.seq).exists()
    return _rows(connection, select(covers.c.seq, covers.c.table_name).where(~owner).limit(_PAGE_ROWS))


def row_keys_of(connection: Connection, table_name: str) -> Iterator[str]:
    """The keys that the covers of a table hold, cover by cover, as one text each."""
    covers = _raw(COVERS)
    of_table = covers.c.table_name == table_name
    query = select(covers.c.seq, covers.c.row_keys).where(of_table).order_by(covers.c.seq).limit(_PAGE_ROWS)
    page = _rows(connection, query)
    while page:
        yield from (str(row["row_keys"]) for row in page)
        page = _rows(connection, query.where(covers.c.seq > page[-1]["seq"]))


def rows_by_key(connection: Connection, table_name: str, keys: Sequence[str]) -> Mapping[str, RawRow]:
    """The rows with these keys, by key; those that are not there are left out."""
    of_table, primary = _raw(table_name), _primary_key(table_name)
    found: dict[str, RawRow] = {}
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        wanted = [values_of_key(Row.metadata.tables[table_name], key) for key in keys[start : start + _KEYS_AT_ONCE]]
        among = primary[0].in_([values[0] for values in wanted]) if len(primary) == 1 else tuple_(*primary).in_(wanted)
        for row in _rows(connection, select(of_table).where(among)):
            found[key_of(Row.metadata.tables[table_name], row)] = row
    return found


def keys_of_rows(connection: Connection, table_name: str) -> Iterator[str]:
    """The keys of all rows of a table, in no order."""
    result = connection.execute(select(*_primary_key(table_name)).execution_options(yield_per=_PAGE_ROWS))
    for row in result.mappings():
        yield key_of(Row.metadata.tables[table_name], cast(RawRow, row))


def is_known(table_name: str) -> bool:
    """Whether this release has such a table."""
    return table_name in Row.metadata.tables


def key_of_row(table_name: str, row: RawRow) -> str:
    """The key of a row of a known table as reports name it."""
    return key_of(Row.metadata.tables[table_name], row)


def is_key_of(table_name: str, key: str) -> bool:
    """Whether a text can be the key of a row of a known table."""
    return is_key(Row.metadata.tables[table_name], key)


def mark_of(table_name: str, row: RawRow) -> str:
    """The mark that a row must have in the cover of its entry."""
    return digest_of(Row.metadata.tables[table_name], row)


def counts_of(connection: Connection, table_names: Iterable[str]) -> Mapping[str, int]:
    """How many rows each of these tables has."""
    counts = [select(literal(name), func.count()).select_from(_raw(name)) for name in table_names]
    return {name: int(count) for name, count in connection.execute(union_all(*counts))}


def rows_in_order(connection: Connection, table_name: str, order: Sequence[str]) -> Iterator[RawRow]:
    """All rows of a table by some columns, streamed."""
    of_table = _raw(table_name)
    query = select(of_table).order_by(*(of_table.c[name] for name in order))
    for row in connection.execute(query.execution_options(yield_per=_PAGE_ROWS)).mappings():
        yield cast(RawRow, row)


def blocks_of(connection: Connection, table_name: str) -> Iterator[RawRow]:
    """The blocks of a table in the order of their numbers, some at a time."""
    blocks = _raw(BLOCKS)
    query = select(blocks).where(blocks.c.table_name == table_name).order_by(blocks.c.id).limit(_PAGE_ROWS)
    page = _rows(connection, query)
    while page:
        yield from page
        page = _rows(connection, query.where(blocks.c.id > page[-1]["id"]))


def foreign_blocks(connection: Connection, known: Iterable[str]) -> Sequence[int]:
    """The first numbers of blocks of other tables than those."""
    blocks = _raw(BLOCKS)
    query = select(blocks.c.id).where(blocks.c.table_name.not_in(list(known))).order_by(blocks.c.id).limit(_PAGE_ROWS)
    return list(connection.execute(query).scalars())


def rows_in_blocks(connection: Connection, table_name: str) -> Iterator[RawRow]:
    """All rows of a table that is written in blocks, by block and then by key, streamed."""
    primary = [each.name for each in Row.metadata.tables[table_name].primary_key.columns]
    return rows_in_order(connection, table_name, ["block_id", *primary])


def columns_of(table_name: str) -> frozenset[str]:
    """The names of a table's columns."""
    return frozenset(column.name for column in Row.metadata.tables[table_name].columns)


def nameless_participants(connection: Connection) -> Iterator[tuple[int, bool]]:
    """Participants without a person, and whether an entry of the audit says that they were erased."""
    participants, people, entries = _raw("participant"), _raw("person"), _raw(ENTRIES)
    told = exists().where(
        entries.c.operation == ERASED,
        entries.c.subject == literal("participant/").concat(cast_to(participants.c.id, Text)),
    )
    named = exists().where(people.c.participant_id == participants.c.id)
    query = select(participants.c.id, told).where(~named).order_by(participants.c.id)
    for number, is_told in connection.execute(query.execution_options(yield_per=_PAGE_ROWS)):
        yield number, bool(is_told)


@cache
def _raw(table_name: str) -> TableClause:
    return table(table_name, *(column(each.name) for each in Row.metadata.tables[table_name].columns))


def _primary_key(table_name: str) -> list[ColumnElement[Any]]:
    of_table = _raw(table_name)
    return [of_table.c[each.name] for each in Row.metadata.tables[table_name].primary_key.columns]


def _rows(connection: Connection, query: Any) -> Sequence[RawRow]:
    return cast(Sequence[RawRow], connection.execute(query).mappings().all())

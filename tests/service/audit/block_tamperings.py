"""Ways to tamper with rows that were written in blocks: facts, results, lines of payments and their like."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from service.store.append_only import IN_BLOCKS
from tests.service.audit.attacker import Attacker, Values, key_in, keys_of
from tests.service.audit.rows_of_tables import fresh_row, place

BLOCK: Final = "audit_block"


def block_of(row: Mapping[str, Any]) -> str:
    """How a report names the block of a row."""
    return f"{BLOCK}/{row['block_id']}"


def table_of(attacker: Attacker) -> str:
    """One of the tables."""
    return attacker.chance.choice(sorted(IN_BLOCKS))


def edit_in_block(attacker: Attacker) -> str:
    """One value of one row: of what its block names, or of what is empty in it."""
    table = table_of(attacker)
    row = attacker.chance.choice(attacker.rows(table))
    name = attacker.chance.choice([name for name in row if name not in {*keys_of(table), "block_id"}] or keys_of(table))
    attacker.write(table, key_in(table, row), {name: attacker.other(row[name])})
    return block_of(row) if row[name] is not None else _unless_named(attacker, table, row, name)


def _unless_named(attacker: Attacker, table: str, row: Values, name: str) -> str:
    (columns,) = (block["columns"] for block in attacker.rows(BLOCK) if block["id"] == row["block_id"])
    return block_of(row) if name in columns.split() else place(table, row)


def empty_in_block(attacker: Attacker) -> str:
    """A value of a row that may be null becomes null."""
    filled = [
        (table, row, name)
        for table in sorted(IN_BLOCKS)
        for row in attacker.rows(table)
        for name in ("mantissa", "text", "total_minor", "plan_key", "component", "earning_code")
        if row.get(name) is not None
    ]
    table, row, name = attacker.chance.choice(filled)
    attacker.write(table, key_in(table, row), {name: None})
    return block_of(row)


def delete_in_block(attacker: Attacker) -> str:
    """One row."""
    table = table_of(attacker)
    row = attacker.chance.choice(attacker.rows(table))
    attacker.delete(table, key_in(table, row))
    return block_of(row)


def cut_blocks(attacker: Attacker) -> str:
    """The last rows of a table."""
    table = table_of(attacker)
    rows = attacker.rows(table)
    gone = rows[-attacker.chance.randint(1, len(rows)) :]
    for row in gone:
        attacker.delete(table, key_in(table, row))
    return block_of(min(gone, key=_block))


def swap_in_blocks(attacker: Attacker) -> str:
    """Two rows exchange everything but their keys and their blocks."""
    table = table_of(attacker)
    one, other = attacker.chance.sample(attacker.rows(table), 2)
    stay = {*keys_of(table), "block_id"}
    held = [{name: row[name] for name in row if name not in stay} for row in (one, other)]
    if held[0] == held[1]:
        return edit_in_block(attacker)
    spare = {name: attacker.other(value) for name, value in held[0].items() if value is not None}
    for row, values in ((one, spare), (other, held[0]), (one, held[1])):
        attacker.write(table, key_in(table, row), values)
    return block_of(min((one, other), key=_block))


def insert_in_block(attacker: Attacker) -> str:
    """A row like another one, under a key of its own, in the same block."""
    table = table_of(attacker)
    rows = attacker.rows(table)
    row = attacker.chance.choice(rows)
    attacker.insert(table, fresh_row(table, rows, row))
    return block_of(row)


def insert_beside_blocks(attacker: Attacker) -> str:
    """A row like another one in no block, or in that of another table."""
    table = table_of(attacker)
    rows = attacker.rows(table)
    foreign = [block["id"] for block in attacker.rows(BLOCK) if block["table_name"] != table]
    row = {**attacker.chance.choice(rows), "block_id": attacker.chance.choice([-1, 0, 1_000_000, *foreign])}
    new = fresh_row(table, rows, row)
    attacker.insert(table, new)
    return place(table, new)


def rename_in_block(attacker: Attacker) -> str:
    """A row gets another key."""
    table = table_of(attacker)
    rows = attacker.rows(table)
    row = attacker.chance.choice(rows)
    name = attacker.chance.choice(keys_of(table))
    attacker.write(table, key_in(table, row), {name: fresh_row(table, rows, row)[name]})
    return block_of(row)


def move_to_other_block(attacker: Attacker) -> str:
    """A row seems to have been written with others."""
    table = table_of(attacker)
    row = attacker.chance.choice(attacker.rows(table))
    blocks = [block for block in attacker.rows(BLOCK) if block["id"] != row["block_id"]]
    target = attacker.chance.choice(blocks)
    attacker.write(table, key_in(table, row), {"block_id": target["id"]})
    if row["block_id"] < target["id"]:
        return block_of(row)
    return f"{BLOCK}/{target['id']}" if target["table_name"] == table else place(table, row)


def _block(row: Mapping[str, Any]) -> int:
    return int(row["block_id"])


TAMPERINGS_OF_BLOCKS: Final[Sequence[Callable[[Attacker], str]]] = (
    edit_in_block,
    empty_in_block,
    delete_in_block,
    cut_blocks,
    swap_in_blocks,
    insert_in_block,
    insert_beside_blocks,
    rename_in_block,
    move_to_other_block,
)

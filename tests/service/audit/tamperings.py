"""Ways to tamper, each of which returns the place that a verification must name first."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from service.store.append_only import COVERED
from service.store.tables import Row
from service.work.chain import entry_hash
from service.work.rows import cover_digest, key_of, split_keys
from tests.service.audit.attacker import Attacker, Values, key_in, keys_of
from tests.service.audit.block_tamperings import TAMPERINGS_OF_BLOCKS
from tests.service.audit.rows_of_tables import fresh_row, fresh_value, place

ENTRY, COVER = "audit_entry", "audit_cover"
Tampering = Callable[[Attacker], str]


def filled(attacker: Attacker) -> str:
    """One of the tables whose rows the audit covers, with at least two rows in it."""
    return attacker.chance.choice([table for table in sorted(COVERED) if len(attacker.rows(table)) > 1])


def order_of_writing(attacker: Attacker) -> Mapping[str, int]:
    """From the place of every covered row to when it was written, before anything was touched."""
    found: dict[str, int] = {}
    for cover in attacker.rows(COVER):
        for key in split_keys(cover["row_keys"]):
            found[f"{cover['table_name']}/{key}"] = len(found)
    return found


def first_written(attacker: Attacker, places: Sequence[str]) -> str:
    """The one of these rows that was written first."""
    return min(places, key=order_of_writing(attacker).__getitem__)


# --- Rows that the audit covers ---------------------------------------------------------------------------------------


def edit_row(attacker: Attacker) -> str:
    """One value of one row."""
    table = filled(attacker)
    row = attacker.chance.choice(attacker.rows(table))
    columns = [name for name in row if name not in keys_of(table)] or list(row)
    name = attacker.chance.choice(columns)
    attacker.write(table, key_in(table, row), {name: attacker.other(row[name])})
    return place(table, row)


def empty_value(attacker: Attacker) -> str:
    """A value that may be null becomes null."""
    choices = [
        (table, row, column.name)
        for table in sorted(COVERED)
        for column in Row.metadata.tables[table].columns
        for row in (attacker.rows(table) if column.nullable else [])
        if row[column.name] is not None
    ]
    table, row, name = attacker.chance.choice(choices)
    attacker.write(table, key_in(table, row), {name: None})
    return place(table, row)


def delete_row(attacker: Attacker) -> str:
    """One row of one table."""
    table = filled(attacker)
    row = attacker.chance.choice(attacker.rows(table))
    attacker.delete(table, key_in(table, row))
    return place(table, row)


def cut_rows(attacker: Attacker) -> str:
    """The last rows of a table."""
    table = filled(attacker)
    rows = attacker.rows(table)
    gone = rows[-attacker.chance.randint(1, len(rows)) :]
    first = first_written(attacker, [place(table, row) for row in gone])
    for row in gone:
        attacker.delete(table, key_in(table, row))
    return first


def swap_rows(attacker: Attacker) -> str:
    """Two rows exchange everything but their keys."""
    table = filled(attacker)
    one, other = attacker.chance.sample(attacker.rows(table), 2)
    held = [{name: row[name] for name in row if name not in keys_of(table)} for row in (one, other)]
    if held[0] == held[1] or not held[0]:
        return edit_row(attacker)
    spare = {name: attacker.other(value) for name, value in held[0].items()}
    for row, values in ((one, spare), (other, held[0]), (one, held[1])):
        attacker.write(table, key_in(table, row), values)
    return first_written(attacker, [place(table, one), place(table, other)])


def insert_row(attacker: Attacker) -> str:
    """A row like another one, under a key of its own."""
    table = filled(attacker)
    rows = attacker.rows(table)
    row = attacker.chance.choice(rows)
    new = fresh_row(table, rows, row)
    attacker.insert(table, new)
    return place(table, new)


def rename_row(attacker: Attacker) -> str:
    """A row gets another key."""
    table = filled(attacker)
    rows = attacker.rows(table)
    row = attacker.chance.choice(rows)
    name = attacker.chance.choice(keys_of(table))
    attacker.write(table, key_in(table, row), {name: fresh_value(rows, name)})
    return place(table, row)


# --- The audit itself -------------------------------------------------------------------------------------------------


def edit_entry(attacker: Attacker) -> str:
    """One value of one entry."""
    entry = attacker.chance.choice(attacker.rows(ENTRY))
    name = attacker.chance.choice([name for name in entry if name != "seq"])
    attacker.write(ENTRY, key_in(ENTRY, entry), {name: attacker.other(entry[name])})
    return place(ENTRY, entry)


def edit_entry_and_its_hash(attacker: Attacker) -> str:
    """One value of one entry, with the hash that now belongs to it: the next entry gives it away, or the head."""
    entries = attacker.rows(ENTRY)
    entry = attacker.chance.choice(entries)
    name = attacker.chance.choice(["at", "principal_id", "operation", "subject", "after_hash", "request_id"])
    changed = {**entry, name: attacker.other(entry[name])}
    attacker.write(ENTRY, key_in(ENTRY, entry), {name: changed[name], "hash": entry_hash(changed)})
    return f"{ENTRY}/{min(entry['seq'] + 1, len(entries))}"


def delete_entry(attacker: Attacker) -> str:
    """One entry, with or without what it covered."""
    entry = attacker.chance.choice(attacker.rows(ENTRY)[:-1])
    if attacker.chance.random() < 0.5:
        attacker.delete(COVER, key_in(ENTRY, entry))
    attacker.delete(ENTRY, key_in(ENTRY, entry))
    return place(ENTRY, entry)


def cut_entries(attacker: Attacker) -> str:
    """The last entries with what they covered and the rows themselves: only the head can tell."""
    entries = attacker.rows(ENTRY)
    gone = entries[-attacker.chance.randint(1, 10) :]
    for entry in gone:
        for cover in attacker.rows(COVER):
            if cover["seq"] == entry["seq"]:
                _delete_covered(attacker, cover)
        attacker.delete(COVER, key_in(ENTRY, entry))
        attacker.delete(ENTRY, key_in(ENTRY, entry))
    return place(ENTRY, gone[0])


def _delete_covered(attacker: Attacker, cover: Values) -> None:
    table = cover["table_name"]
    keys = set(split_keys(cover["row_keys"]))
    for row in attacker.rows(table):
        if key_of(Row.metadata.tables[table], row) in keys:
            attacker.delete(table, key_in(table, row))


def swap_entries(attacker: Attacker) -> str:
    """Two entries exchange everything but their numbers."""
    one, other = attacker.chance.sample(attacker.rows(ENTRY), 2)
    held = [{name: row[name] for name in row if name != "seq"} for row in (one, other)]
    spare = {name: f"spare {name}" if isinstance(value, str) else value for name, value in held[0].items()}
    for row, values in ((one, spare), (other, held[0]), (one, held[1])):
        attacker.write(ENTRY, key_in(ENTRY, row), values)
    return f"{ENTRY}/{min(one['seq'], other['seq'])}"


def rewrite_from(attacker: Attacker) -> str:
    """An entry is changed and every hash from there on made anew: only the head can tell, at the entry it names."""
    entries = attacker.rows(ENTRY)
    start = attacker.chance.randrange(len(entries))
    changed = [dict(entry) for entry in entries[start:]]
    changed[0]["subject"] = attacker.other(changed[0]["subject"])
    previous = changed[0]["previous_hash"]
    for entry in reversed(changed):
        attacker.write(ENTRY, key_in(ENTRY, entry), {"hash": f"x{entry['hash']}", "previous_hash": f"x{entry['seq']}"})
    for entry in changed:
        entry["previous_hash"] = previous
        previous = entry["hash"] = entry_hash(entry)
        attacker.write(ENTRY, key_in(ENTRY, entry), {name: entry[name] for name in entry if name != "seq"})
    return f"{ENTRY}/1" if start == 0 else place(ENTRY, entries[-1])


def edit_cover(attacker: Attacker) -> str:
    """One value of one cover."""
    cover = attacker.chance.choice(attacker.rows(COVER))
    name = attacker.chance.choice(["row_keys", "marks", "digest"])
    attacker.write(COVER, key_in(COVER, cover), {name: attacker.other(cover[name])})
    return place(COVER, cover)


def edit_cover_and_its_digest(attacker: Attacker) -> str:
    """The marks of a cover, with the digest that now belongs to them: its entry gives it away."""
    cover = attacker.chance.choice(attacker.rows(COVER))
    marks = attacker.other(cover["marks"])
    digest = cover_digest(cover["table_name"], cover["row_keys"], marks)
    attacker.write(COVER, key_in(COVER, cover), {"marks": marks, "digest": digest})
    return f"{COVER}/{cover['seq']}"


def delete_cover(attacker: Attacker) -> str:
    """What an entry covered is gone."""
    cover = attacker.chance.choice(attacker.rows(COVER))
    attacker.delete(COVER, key_in(COVER, cover))
    return f"{COVER}/{cover['seq']}"


def add_cover(attacker: Attacker) -> str:
    """An entry seems to cover more than it did."""
    cover = attacker.chance.choice(attacker.rows(COVER))
    name = "zzz"
    digest = cover_digest(name, cover["row_keys"], cover["marks"])
    attacker.insert(COVER, {**cover, "table_name": name, "digest": digest})
    return f"{COVER}/{cover['seq']}"


TAMPERINGS: Final[Sequence[Tampering]] = (
    edit_row,
    empty_value,
    delete_row,
    cut_rows,
    swap_rows,
    insert_row,
    rename_row,
    edit_entry,
    edit_entry_and_its_hash,
    delete_entry,
    cut_entries,
    swap_entries,
    rewrite_from,
    edit_cover,
    edit_cover_and_its_digest,
    delete_cover,
    add_cover,
    *TAMPERINGS_OF_BLOCKS,
)

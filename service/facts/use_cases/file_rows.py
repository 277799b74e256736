"""Rows of a file as facts: each by itself first, then beside the others of the file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

from service.facts.sent import FactReader, SentFact
from service.files.people import PeopleFile, PeopleRow
from service.participants.file_bodies import cell_of

_OWN_PARTS: Final = ("key", "date", "value", "source_id", "time", "currency", "evidence")
_SOURCE: Final = "file:"
_NO_ID: Final = "row"
"""Stands for what a row is called until it is known whom it is about."""
_OWN_FORM: Final = re.compile(r"[0-9]+\|[a-z0-9_]+\|[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
"""What rows without an id are called, see `called`."""


@dataclass(frozen=True, slots=True)
class FileFact:
    """A fact of a row. `has_id`: the file says what its source calls it; else the row is its participant, key and day.

    `has_revision`: the file says which revision of it this is.
    """

    row: PeopleRow
    fact: SentFact
    has_id: bool
    has_revision: bool


def facts_of(file: PeopleFile, label: str, zone: tzinfo) -> list[FileFact]:
    """The rows that are right in themselves; what is wrong with others is added to the file's problems."""
    rows = list(file.sound())
    reader = FactReader(zone, lambda index, name: cell_of(file, rows[index], name))
    found = []
    for index, row in enumerate(rows):
        if _is_called_soundly(file, row):
            fact = reader.read(index, _as_sent(row, _SOURCE + label))
            if fact is not None:
                found.append(FileFact(row, fact, "source_id" in row.values, "revision" in row.values))
    file.problems.extend(reader.problems)
    return found


def _is_called_soundly(file: PeopleFile, row: PeopleRow) -> bool:
    """Whether the row says an id that can be told from those of rows without one, and no revision without an id."""
    ref = row.values.get("source_id")
    if ref is None and "revision" in row.values:
        message = "a revision belongs to a source_id; fill that in, or clear this: the next one is taken by itself"
        file.problems.add("fact.revision", cell_of(file, row, "revision"), message)
        return False
    if isinstance(ref, str) and _OWN_FORM.fullmatch(ref):
        message = "this is what a row without a source_id is called; clear the cell, or write another id"
        file.problems.add("fact.source", cell_of(file, row, "source_id"), message)
        return False
    return True


def _as_sent(row: PeopleRow, source: str) -> dict[str, object]:
    """The row as JSON would say it; `(none)` as the value takes back what was said."""
    said: dict[str, object] = {"participant": row.participant, "source": source, "source_id": _NO_ID}
    said |= {name: row.values[name] for name in _OWN_PARTS if name in row.values}
    if said.get("value", "") is None:
        del said["value"]
        said["retracted"] = True
    if "revision" in row.values:
        said["revision"] = _whole(row.values["revision"])
    return said


def _whole(text: object) -> object:
    """The number that a text of digits is; anything else stays, and is refused."""
    return int(text) if isinstance(text, str) and text.isascii() and text.isdecimal() else text


def called(each: FileFact, people: Mapping[str, int]) -> str:
    """What the file calls an observation: by its id, else by participant, key and day.

    The participant is the lasting number: what names a person may not stand where nothing is ever erased.
    """
    fact = each.fact
    return fact.ref if each.has_id else f"{people[fact.participant]}|{fact.key}|{fact.day}"

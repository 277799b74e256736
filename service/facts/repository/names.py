"""Keys, sources and people as numbers, so that facts do not repeat their names."""

import json
from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Select, select, text
from sqlmodel import Session, col

from service.store.sequences import draw_keys
from service.store.tables import FactKey, FactSource
from service.work import Work

_PEOPLE: Final = {
    "sqlite": text(
        "SELECT external_id, participant_id FROM person WHERE external_id IN (SELECT value FROM json_each(:ids))"
    ),
    "postgresql": text("SELECT external_id, participant_id FROM person WHERE external_id = ANY(CAST(:ids AS text[]))"),
}


def keys_numbered(session: Session, keys: Collection[str]) -> dict[int, str]:
    """Those of these keys of which any fact was ever accepted, by number."""
    wanted = col(FactKey.key).in_(sorted(keys))
    query: Select[*tuple[Any, ...]] = select(col(FactKey.id), col(FactKey.key)).where(wanted)
    return {number: key for number, key in session.connection().execute(query)}


def keys_named(session: Session, numbers: Collection[int]) -> dict[int, str]:
    """The keys of these numbers."""
    query: Select[*tuple[Any, ...]] = select(col(FactKey.id), col(FactKey.key)).where(
        col(FactKey.id).in_(sorted(numbers))
    )
    return {number: key for number, key in session.connection().execute(query)}


def add_keys(work: Work, keys: Collection[str]) -> dict[str, int]:
    """New keys, with their numbers."""
    numbers = dict(zip(sorted(keys), draw_keys(work.session, FactKey, len(keys)), strict=True))
    work.add_many(FactKey, [{"id": number, "key": key} for key, number in numbers.items()])
    return numbers


def sources_numbered(session: Session) -> dict[int, str]:
    """Every source, by number."""
    query: Select[*tuple[Any, ...]] = select(col(FactSource.id), col(FactSource.name))
    return {number: name for number, name in session.connection().execute(query)}


def numbers_of_sources(work: Work, names: Collection[str]) -> dict[str, int]:
    """The numbers of these sources; those that are not there yet are added."""
    query: Select[*tuple[Any, ...]] = select(col(FactSource.name), col(FactSource.id)).where(
        col(FactSource.name).in_(sorted(names))
    )
    found = {name: number for name, number in work.session.connection().execute(query)}
    new = sorted(set(names) - found.keys())
    added = dict(zip(new, draw_keys(work.session, FactSource, len(new)), strict=True))
    work.add_many(FactSource, [{"id": number, "name": name} for name, number in added.items()])
    return found | added


def numbers_of_people(work: Work, external_ids: Collection[str]) -> dict[str, int]:
    """The lasting numbers of those of these participants who exist."""
    connection = work.session.connection()
    ids = sorted(external_ids)
    sent = json.dumps(ids) if connection.dialect.name == "sqlite" else ids
    rows = connection.execute(_PEOPLE[connection.dialect.name], {"ids": sent}).all()
    return {external_id: number for external_id, number in rows}

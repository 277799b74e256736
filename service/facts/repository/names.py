"""Keys and sources as numbers, so that facts do not repeat their names."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session, col

from service.store.tables import FactKey, FactSource


def keys_numbered(session: Session, keys: Collection[str]) -> dict[int, str]:
    """Those of these keys of which any fact was ever accepted, by number."""
    query: Select[*tuple[Any, ...]] = select(col(FactKey.id), col(FactKey.key)).where(
        col(FactKey.key).in_(sorted(keys))
    )
    return {number: key for number, key in session.connection().execute(query)}


def sources_numbered(session: Session) -> dict[int, str]:
    """Every source, by number."""
    query: Select[*tuple[Any, ...]] = select(col(FactSource.id), col(FactSource.name))
    return {number: name for number, name in session.connection().execute(query)}


def keys_named(session: Session, numbers: Collection[int]) -> dict[int, str]:
    """The keys of these numbers."""
    query: Select[*tuple[Any, ...]] = select(col(FactKey.id), col(FactKey.key)).where(
        col(FactKey.id).in_(sorted(numbers))
    )
    return {number: key for number, key in session.connection().execute(query)}

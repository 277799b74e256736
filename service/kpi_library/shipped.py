"""The definitions that are shipped with the engine, read once: they are part of the program."""

from functools import cache
from types import MappingProxyType
from typing import Final

from rules import kpi_canonical_json, kpi_hash, parse_kpi
from service.catalog import shipped_kpi_document, shipped_kpi_keys
from service.kpi_library.definition_in_library import LibraryKpi

SHIPPED_VERSION: Final = 1
"""The version of every shipped definition: one whose meaning changes gets a new key."""


@cache
def shipped_kpis() -> MappingProxyType[str, LibraryKpi]:
    """All of them, by key."""
    return MappingProxyType({key: _shipped(key) for key in shipped_kpi_keys()})


def _shipped(key: str) -> LibraryKpi:
    definition = parse_kpi(shipped_kpi_document(key))
    return LibraryKpi(key, SHIPPED_VERSION, "shipped", kpi_canonical_json(definition), kpi_hash(definition))

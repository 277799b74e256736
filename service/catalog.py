"""The plans and KPI definitions that are shipped with the engine, one JSON file each."""

from importlib.resources import files
from typing import Final

from service.files.exact_json import loads

CATALOG_VERSION: Final = 1
"""The version of every shipped plan: a plan whose meaning changes gets a new key."""
_SUFFIX: Final = ".json"
_KPIS: Final = "kpis"


def catalog_keys() -> tuple[str, ...]:
    """The keys of all shipped plans, in order of the alphabet."""
    folder = files("rules") / "catalog"
    return tuple(sorted(entry.name.removesuffix(_SUFFIX) for entry in folder.iterdir() if entry.name.endswith(_SUFFIX)))


def catalog_text(key: str) -> str:
    """The document of a shipped plan as it stands in its file; raises KeyError for any other key."""
    if key not in catalog_keys():
        raise KeyError(key)
    return (files("rules") / "catalog" / (key + _SUFFIX)).read_text(encoding="utf-8")


def catalog_document(key: str) -> dict[str, object]:
    """A shipped plan as a document, read anew each time: nobody can change another's. KeyError as above."""
    document = loads(catalog_text(key).encode())
    assert isinstance(document, dict)
    return document


def shipped_kpi_keys() -> tuple[str, ...]:
    """The keys of all shipped KPI definitions, in order of the alphabet."""
    folder = files("rules") / "catalog" / _KPIS
    return tuple(sorted(entry.name.removesuffix(_SUFFIX) for entry in folder.iterdir() if entry.name.endswith(_SUFFIX)))


def shipped_kpi_document(key: str) -> dict[str, object]:
    """A shipped KPI definition, read anew each time; raises KeyError for any other key."""
    if key not in shipped_kpi_keys():
        raise KeyError(key)
    text = (files("rules") / "catalog" / _KPIS / (key + _SUFFIX)).read_text(encoding="utf-8")
    document = loads(text.encode())
    assert isinstance(document, dict)
    return document

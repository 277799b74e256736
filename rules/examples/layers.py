"""The parts of an example laid over each other: what is said closer to the person or the period wins."""

from collections.abc import Mapping
from typing import Any

from rules.plan import DocumentPart

Json = dict[str, Any]
"""An object as a call would carry it: plain JSON, numbers as text."""

_MERGED = frozenset({"inputs", "facts", "levels", "weights", "not_applicable", "company", "groups", "prior"})
"""Keys whose entries add up; of any other key the closest value is taken as a whole."""


def said(part: DocumentPart | None, keys: frozenset[str]) -> Json:
    """What the author wrote under these keys."""
    if part is None:
        return {}
    written = part.model_dump(by_alias=True, exclude_unset=True, include=set(keys))
    return {key: _plain(value) for key, value in written.items()}


def laid_over(*layers: Json) -> Json:
    """All layers as one, the last on top."""
    whole: Json = {}
    for layer in layers:
        for key, value in layer.items():
            below = whole.get(key)
            is_merged = key in _MERGED and isinstance(value, dict) and isinstance(below, dict)
            whole[key] = merged(below, value) if is_merged and below is not None else value
    return whole


def merged(below: Json, above: Json) -> Json:
    """Two objects as one, entry by entry and all the way down; `above` wins."""
    whole = dict(below)
    for key, value in above.items():
        under = whole.get(key)
        whole[key] = merged(under, value) if isinstance(value, dict) and isinstance(under, dict) else value
    return whole


def _plain(value: Any) -> Any:
    """Lists and dicts in place of the document's tuples and mappings."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value

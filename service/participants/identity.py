"""What names a person: kept apart from everything that pay depends on, so that it can be erased."""

import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeGuard

from rules import Problem

EXTERNAL_ID_CHARACTERS_MAX: Final = 128
TEXT_CHARACTERS_MAX: Final = 200
_FILES: Final = frozenset(f"{what}.{ending}" for what in ("export", "template") for ending in ("csv", "xlsx"))
_TAKEN: Final = _FILES | {".", "..", "bulk", "import"}
"""What stands in the place of an id in addresses already: a participant of that name could never be asked for."""


def is_external_id(raw: object) -> TypeGuard[str]:
    """Whether it can be the id of a participant: printable, and able to stand in an address between two slashes."""
    return (
        isinstance(raw, str)
        and 0 < len(raw) <= EXTERNAL_ID_CHARACTERS_MAX
        and raw.isprintable()
        and raw == raw.strip()
        and raw == unicodedata.normalize("NFC", raw)
        and "/" not in raw
        and raw not in _TAKEN
    )


def external_id_problem(path: str) -> Problem:
    """Why something is no id."""
    message = (
        f"the id is text of 1 to {EXTERNAL_ID_CHARACTERS_MAX} printable characters in quotes, without a slash and"
        " without spaces at the ends, in composed Unicode (NFC), and none of the words of addresses such as import"
    )
    return Problem("participant.id", path, message)


def _is_text(text: str) -> bool:
    return bool(text) and len(text) <= TEXT_CHARACTERS_MAX and text.isprintable() and text == text.strip()


def _is_address(text: str) -> bool:
    before, _, after = text.rpartition("@")
    return _is_text(text) and bool(before) and bool(after) and " " not in text


FIELDS: Final[Mapping[str, tuple[Callable[[str], bool], str]]] = MappingProxyType(
    {
        "name": (_is_text, f"write 1 to {TEXT_CHARACTERS_MAX} printable characters, or null for none"),
        "email": (_is_address, "write an e-mail address, or null for none"),
        "payroll_id": (_is_text, f"write 1 to {TEXT_CHARACTERS_MAX} printable characters, or null for none"),
    }
)
"""What may be known of a person beside the id: how each is checked and what it must be."""


def identity_problem(key: str, raw: object, path: str) -> Problem | None:
    """Why a name, an e-mail address or a payroll id cannot be what was given; null takes it away."""
    known = FIELDS.get(key)
    if known is None:
        return Problem("participant.unknown_key", path, f"remove this key; besides there are {', '.join(FIELDS)}")
    fits, message = known
    if raw is None or (isinstance(raw, str) and fits(raw)):
        return None
    return Problem("participant.identity", path, f"{key}: {message}")

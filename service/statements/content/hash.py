"""What identifies a statement: the hashes of its results, and the lines beside them."""

import json
from dataclasses import astuple, dataclass
from hashlib import sha256

Cells = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """All that decides what a statement says, but for names and reasons, which may be erased: hashes outlive them.

    `place` is calendar, period and pay group; `results` are plan, version and hash; the other lines end with amount
    and currency. The revision is no part of it: a revision that changes nothing for somebody is no new statement.
    """

    place: tuple[str, str, str]
    results: tuple[Cells, ...]
    deferred: tuple[str, ...] = ()
    adjustments: tuple[Cells, ...] = ()
    corrections: tuple[Cells, ...] = ()
    carried_on: tuple[Cells, ...] = ()


def statement_hash(said: Said) -> str:
    """SHA-256, 64 hexadecimal digits."""
    text = json.dumps(astuple(said), separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

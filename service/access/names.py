"""What principals are called: no two names that look alike, none that hides something."""

import unicodedata
from typing import Final

OPERATOR_PREFIX: Final = "operator:"
"""How the names of operators start, and no others: the rest is their name on the machine, as it is."""


def folded(name: str) -> str:
    """A name as it is compared: two names with the same folded text are taken for one.

    Compatibility forms and case are folded twice, as Unicode's caseless matching asks (Standard, 3.13, D146).
    """
    twice = name
    for _ in range(2):
        twice = unicodedata.normalize("NFKC", twice).casefold()
    return unicodedata.normalize("NFKC", twice)


def hides_characters(name: str) -> bool:
    """Whether a name holds something that is not seen: controls, marks of direction, joiners, breaks of lines."""
    categories = {unicodedata.category(character) for character in name}
    return any(category.startswith("C") or category in {"Zl", "Zp"} for category in categories)

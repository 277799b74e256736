"""The nearest declared word to a misspelt one."""

from collections.abc import Iterable
from difflib import get_close_matches

_LENGTH_DIFFERENCE_MAX = 4
_COMPARED_MAX = 300
_SHOWN_MAX = 48


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like `word`, letter case aside; None if none is close."""
    alike = [name for name in candidates if abs(len(name) - len(word)) <= _LENGTH_DIFFERENCE_MAX]
    alike.sort(key=lambda name: abs(len(name) - len(word)))
    # Each pair costs a tenth of a millisecond or more: enough for any plan, bounded for a hostile one.
    folded = {name.casefold(): name for name in reversed(alike[:_COMPARED_MAX])}
    found = get_close_matches(word.casefold(), folded, n=1)
    return folded[found[0]] if found else None


def shortened(text: str) -> str:
    """A piece of the formula short enough to repeat in a message."""
    return text if len(text) <= _SHOWN_MAX else text[:_SHOWN_MAX] + "…"

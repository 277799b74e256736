"""Where two stored documents differ."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from rules import pointer


class Difference(NamedTuple):
    """One place with what was stored and what comes out now; None where there is nothing."""

    path: str
    old: Any
    new: Any


def differences(old: Any, new: Any, path: str = "") -> Iterator[Difference]:
    """Every place where two JSON documents differ, as deep as it goes. Messages may be worded otherwise."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            if key != "message":
                yield from differences(old.get(key), new.get(key), path + pointer(key))
    elif isinstance(old, list) and isinstance(new, list):
        for place in range(max(len(old), len(new))):
            before, after = (each[place] if place < len(each) else None for each in (old, new))
            yield from differences(before, after, path + pointer(place))
    else:
        yield Difference(path, old, new)

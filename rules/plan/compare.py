"""What differs between two plan documents, part by part, each with a sentence to read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rules.plan.change_text import Place, sentence
from rules.plan.drafts import normal_documents
from rules.problems import pointer

ChangeKind = Literal["added", "removed", "changed", "reordered"]
_NAMES = ("key", "name", "grade", "id")
"""What a list's entries may be called by; the first that all of them have."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `path` goes by keys where a list's entries have them: `/kpis/revenue/weight`.

    `before` is None for what was added, `after` for what was removed; entries of a list that only stand in another
    order are one change with the two orders.
    """

    kind: ChangeKind
    path: str
    before: object
    after: object
    sentence: str

    def to_json(self) -> dict[str, object]:
        """The wire shape."""
        return {name: getattr(self, name) for name in ("kind", "path", "before", "after", "sentence")}


def compare_documents(before: object, after: object) -> tuple[Change, ...]:
    """Every difference between two documents (JSON values), in the order of the second one; none if they say the same.

    Numbers that are equal in value are no difference. Entries of lists are compared by their key, name, grade or id,
    and by position where they have none (tiers, points). Raises PlanRefused for what no store can keep.
    """
    return tuple(_differences(Place(), *normal_documents(before, after)))


def entry_names(entries: Sequence[object]) -> tuple[str, ...] | None:
    """What the entries of a list are called by, None if they have no names or two have the same."""
    if not all(isinstance(entry, Mapping) for entry in entries):
        return None
    for name in _NAMES:
        found = [entry.get(name) for entry in entries if isinstance(entry, Mapping)]
        if all(isinstance(one, str) for one in found) and len(set(found)) == len(found):
            return tuple(map(str, found))
    return None


def _differences(place: Place, before: object, after: object) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _of_objects(place, before, after)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_lists(place, before, after)
    else:
        yield _change("changed", place, before, after)


def _of_objects(place: Place, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Change]:
    for key in after:
        below = place.entry(key)
        if key in before:
            yield from _differences(below, before[key], after[key])
        else:
            yield _change("added", below, None, after[key])
    for key in before:
        if key not in after:
            yield _change("removed", place.entry(key), before[key], None)


def _of_lists(place: Place, before: list[object], after: list[object]) -> Iterator[Change]:
    old, new = entry_names(before), entry_names(after)
    if old is not None and new is not None and before and after:
        yield from _of_named(place, dict(zip(old, before, strict=True)), dict(zip(new, after, strict=True)))
    elif all(isinstance(entry, Mapping) for entry in (*before, *after)):
        yield from _of_positions(place, before, after)
    else:
        yield _change("changed", place, before, after)


def _of_named(place: Place, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Change]:
    kept_before, kept_after = [key for key in before if key in after], [key for key in after if key in before]
    expected = [*kept_before, *(key for key in after if key not in before)]
    yield from _of_objects(place, before, after)
    if expected != list(after) or kept_before != kept_after:
        yield _change("reordered", place, list(before), list(after))


def _of_positions(place: Place, before: list[object], after: list[object]) -> Iterator[Change]:
    """Entries at the same place are compared after what both lists begin and end with is left aside."""
    start, end = _common_start(before, after), 0
    shorter = min(len(before), len(after))
    while end < shorter - start and before[len(before) - 1 - end] == after[len(after) - 1 - end]:
        end += 1
    both = shorter - end
    for index in range(start, both):
        yield from _differences(place.position(index, after[index]), before[index], after[index])
    for index in range(both, len(after) - end):
        yield _change("added", place.position(index, after[index]), None, after[index])
    for index in range(both, len(before) - end):
        yield _change("removed", place.position(index, before[index]), before[index], None)


def _common_start(before: list[object], after: list[object]) -> int:
    for index, (one, other) in enumerate(zip(before, after, strict=False)):
        if one != other:
            return index
    return min(len(before), len(after))


def _change(kind: ChangeKind, place: Place, before: object, after: object) -> Change:
    return Change(kind, pointer(*place.steps), before, after, sentence(kind, place, before, after))

"""Differences of plan documents as sentences: where, what, from what to what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_SHOWN_MAX: Final = 80
_ENTRY: Final[Mapping[str, str]] = {
    "kpis": "KPI",
    "components": "component",
    "gates": "gate",
    "eligibility": "condition",
    "examples": "example",
    "inputs": "input",
    "facts": "fact",
    "scales": "scale",
    "tables": "table",
    "values": "named value",
    "pools": "pool",
    "balances": "balance",
    "fields": "field",
    "participants": "participant",
    "groups": "group",
    "rows": "row",
    "bands": "band",
    "points": "point",
    "periods": "period",
    "segments": "segment",
    "absences": "absence",
    "holidays": "holiday",
    "rates": "rate",
    "credits": "credit",
    "lines": "line",
    "instalments": "instalment",
}
"""What one entry of a list or of an object by keys is called."""

_WORDS: Final[Mapping[str, str]] = {
    "kpis": "KPIs",
    "ytd": "year to date",
    "when": "condition",
    "from": "lower edge",
    "above": "lower edge (not included)",
    "at": "point",
    "of": "what it reads",
}
_NAMES: Final = frozenset({"key", "name", "grade", "id"})
_EDGES: Final = ("from", "above", "at", *sorted(_NAMES))
"""What tells an entry without a name from the others, for those who read."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the document: the steps of the path, and the same in words."""

    steps: tuple[str | int, ...] = ()
    words: tuple[str, ...] = ()

    def entry(self, key: str) -> "Place":
        """The part under `key`: an entry called so where the parts here are entries, else the field of that name."""
        noun = _ENTRY.get(str(self.steps[-1])) if self.steps else None
        if noun is None or not self._holds_entries():
            return Place((*self.steps, key), (*self.words, _WORDS.get(key, key.replace("_", " "))))
        return Place((*self.steps, key), (*self.words[:-1], f"{noun} {shown(key)}"))

    def position(self, index: int, entry: object) -> "Place":
        """The entry at an index of a list, with the edge that it begins at."""
        noun = _ENTRY.get(str(self.steps[-1]), "entry") if self.steps else "entry"
        edge = _edge(entry)
        return Place((*self.steps, index), (*self.words[:-1], f"{noun} {index + 1}{edge}"))

    def _holds_entries(self) -> bool:
        """Whether the last step is a collection: `/values` is one, and the KPI that is called `values` is not."""
        return len(self.steps) == 1 or (isinstance(self.steps[-1], str) and self.words[-1] == _plural(self.steps[-1]))


def sentence(kind: str, place: Place, before: object, after: object) -> str:
    """One change in plain English."""
    *around, what = place.words or ("document",)
    if kind == "reordered":
        names = ", ".join(map(str, after)) if isinstance(after, list) else ""
        return _capital(_joined(around, f"{what} now stand in the order {_cut(names)}."))
    if kind == "added":
        return _capital(_joined(around, f"{what} is added{_content(after, ': ', '')}."))
    if kind == "removed":
        return _capital(_joined(around, f"{what} is removed{_content(before, ' (', ')')}."))
    return _capital(_joined(around, f"{what} changes from {shown(before)} to {shown(after)}."))


def shown(value: object) -> str:
    """A value inside a sentence: formulas and titles in quotes, a long one cut."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _cut(", ".join(shown(item) for item in value)) or "an empty list"
    if isinstance(value, Mapping):
        return "an object with " + (_cut(", ".join(map(str, value))) or "nothing in it")
    text = _cut(str(value))
    return f'"{text}"' if not text or " " in text else text


def _content(value: object, opening: str, closing: str) -> str:
    """What came or went: a value, or the single values of an object."""
    if isinstance(value, list):
        return ""
    if not isinstance(value, Mapping):
        return opening + shown(value) + closing
    single = {key: item for key, item in value.items() if not isinstance(item, Mapping | list)}
    told = ", ".join(f"{key.replace('_', ' ')} {shown(item)}" for key, item in single.items() if key not in _NAMES)
    return opening + _cut(told) + closing if told else ""


def _joined(around: list[str], what: str) -> str:
    return ", ".join(around) + ": " + what if around else what


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_MAX else line[: _SHOWN_MAX - 1] + "…"


def _plural(step: str) -> str:
    return _WORDS.get(step, step.replace("_", " "))


def _edge(entry: object) -> str:
    if not isinstance(entry, Mapping):
        return ""
    told = [f"{name} {shown(entry[name])}" for name in _EDGES if entry.get(name) is not None]
    return f" ({', '.join(told)})" if told else ""

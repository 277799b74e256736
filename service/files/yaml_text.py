"""YAML in as JSON's data and nothing more: text, true, false, null, lists and mappings with text keys.

YAML's own guesses (numbers, dates, yes and no) change what an author wrote, so every other scalar stays the text it
is; the plan's parser reads numbers from that text exactly. Whatever JSON has no word for is refused.
"""

from collections.abc import Iterator
from typing import Protocol

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from rules import Problem
from service.files.refused import DocumentRefused

YAML_BYTES_MAX = 1 << 20
DEPTH_MAX = 64
_FINDINGS_MAX = 100


class _Mark(Protocol):
    """Where an event stands; both count from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


def loads_yaml(data: bytes) -> object:
    """The one document in `data` (UTF-8); every number in it is still text.

    Raises DocumentRefused with all findings, at most 100, whose paths are `line 12, column 3`: yaml.malformed,
    yaml.bad_utf8, yaml.too_large, yaml.too_deep, yaml.duplicate_key, yaml.key_not_text, yaml.merge_key, yaml.anchor,
    yaml.alias, yaml.tag, yaml.several_documents.
    """
    if len(data) > YAML_BYTES_MAX:
        raise DocumentRefused(Problem("yaml.too_large", "", "a YAML file may hold at most 1 MiB"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "not UTF-8; save the file with the encoding UTF-8"
        raise DocumentRefused(Problem("yaml.bad_utf8", f"line {line}", message)) from None
    reader = _Reader(text)
    document = reader.read()
    if reader.problems:
        raise DocumentRefused(reader.problems)
    return document


class _Reader:
    """Builds the tree from YAML's events, one by one and without recursion; `problems` collects what it refuses."""

    def __init__(self, text: str) -> None:
        self.problems: list[Problem] = []
        self._text = text

    def read(self) -> object:
        """The document; None where it is empty. With `problems`, what it returns means nothing."""
        root = _Place()
        open_places: list[_Place] = [root]
        documents = 0
        for event in self._events():
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse("yaml.several_documents", event, "one file holds one document; remove this `---`")
                    break
            elif isinstance(event, NodeEvent):
                if not self._add(event, open_places) or len(self.problems) >= _FINDINGS_MAX:
                    break
            elif isinstance(event, CollectionEndEvent):
                open_places.pop()
        return root.value

    def _events(self) -> Iterator[Event]:
        try:
            yield from yaml.parse(self._text, Loader=yaml.BaseLoader)
        except yaml.reader.ReaderError as error:
            line = self._text.count("\n", 0, error.position) + 1
            self._found("yaml.malformed", f"line {line}", "a character that YAML does not allow; remove it")
        except yaml.MarkedYAMLError as error:
            reason = " ".join(part for part in (error.context, error.problem) if part)
            self._found("yaml.malformed", _where(error.problem_mark), f"not YAML: {reason}")

    def _add(self, event: NodeEvent, open_places: list["_Place"]) -> bool:
        """Put one node where it belongs; False when reading on makes no sense."""
        self._check_plain(event)
        place = open_places[-1]
        if place.awaits_key:
            self._add_key(event, place)
            return not isinstance(event, CollectionStartEvent)
        if isinstance(event, CollectionStartEvent):
            value: dict[str, object] | list[object] = {} if isinstance(event, MappingStartEvent) else []
            place.put(value)
            open_places.append(_Place(value))
            if len(open_places) > DEPTH_MAX + 1:
                self._refuse("yaml.too_deep", event, f"nested deeper than {DEPTH_MAX} levels; no plan needs that")
                return False
        else:
            place.put(_scalar(event))
        return True

    def _check_plain(self, event: NodeEvent) -> None:
        if isinstance(event, AliasEvent):
            self._refuse("yaml.alias", event, "aliases (`*name`) are not allowed; write the value out")
            return
        if event.anchor is not None:
            self._refuse("yaml.anchor", event, "anchors (`&name`) are not allowed; write each value out")
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
            self._refuse("yaml.tag", event, "tags (`!name`) are not allowed; write plain text, lists and mappings")

    def _add_key(self, event: NodeEvent, place: "_Place") -> None:
        if not isinstance(event, ScalarEvent) or (event.style is None and event.value in ("", "~", "null")):
            self._refuse("yaml.key_not_text", event, "a key must be text")
            place.key = ""
            return
        if event.value == "<<" and event.style is None:
            self._refuse("yaml.merge_key", event, "merging (`<<`) is not allowed; write the keys out")
        if isinstance(place.value, dict) and event.value in place.value:
            self._refuse("yaml.duplicate_key", event, "this key stands twice in one mapping; keep one")
        place.key = event.value

    def _refuse(self, code: str, event: Event, message: str) -> None:
        self._found(code, _where(event.start_mark), message)

    def _found(self, code: str, path: str, message: str) -> None:
        self.problems.append(Problem(code, path, message))


class _Place:
    """A collection being filled; in a mapping a key is noted first and its value put under it."""

    def __init__(self, value: dict[str, object] | list[object] | None = None) -> None:
        self.value: object = value
        self.key: str | None = None

    @property
    def awaits_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None

    def put(self, value: object) -> None:
        if isinstance(self.value, list):
            self.value.append(value)
        elif isinstance(self.value, dict):
            self.value[self.key] = value
            self.key = None
        else:
            self.value = value


def _scalar(event: NodeEvent) -> object:
    if not isinstance(event, ScalarEvent):
        return None  # an alias, refused by now
    if event.style is None and event.value in _WORDS:
        return _WORDS[event.value]
    return event.value


def _where(mark: _Mark | None) -> str:
    return f"line {mark.line + 1}, column {mark.column + 1}" if mark is not None else ""

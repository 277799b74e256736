"""Bodies of requests about people as rows of changes, each with the JSON pointers of its parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rules import Problem, pointer
from service.participants.changes import ParticipantChange
from service.participants.identity import FIELDS

_DATES: Final = ("effective_from", "effective_until", "replace_later")
_IDENTITY: Final = tuple(FIELDS)
_KEYS: Final = frozenset({"id", "attributes", *_DATES, *_IDENTITY})
_EXAMPLE: Final = '{"id": "E1", "effective_from": "2026-01-01", "attributes": {…}}'


@dataclass(frozen=True, slots=True)
class JsonPlace:
    """Where the parts of one participant stand in the body."""

    row: str

    def __call__(self, key: str) -> str:
        """The pointer of a key; of the row itself where the key is empty."""
        if not key:
            return self.row
        return self.row + (pointer(key) if key in _KEYS else pointer("attributes", key))


def changes_of(body: Mapping[str, object]) -> tuple[list[ParticipantChange], list[Problem]]:
    """The rows of `{"participants": [...]}`, and what has not the shape of a row."""
    problems = [
        Problem("participants.shape", pointer(key), "the body has participants and nothing else")
        for key in sorted(body.keys() - {"participants"})
    ]
    listed = body.get("participants")
    if not isinstance(listed, list):
        problems.append(Problem("participants.shape", "/participants", f"participants is a list such as [{_EXAMPLE}]"))
        return [], problems
    rows = []
    for index, given in enumerate(listed):
        place = JsonPlace(pointer("participants", index))
        if isinstance(given, dict):
            rows.append(_row(given, given.get("id"), place, problems))
        else:
            problems.append(Problem("participants.shape", place(""), f"a participant is an object such as {_EXAMPLE}"))
    return rows, problems


def change_of(body: Mapping[str, object], *, external_id: str | None = None) -> tuple[ParticipantChange, list[Problem]]:
    """The one row of a body; with `external_id` the id stands in the address, and the body may only repeat it."""
    problems: list[Problem] = []
    place = JsonPlace("")
    if external_id is None:
        return _row(body, body.get("id"), place, problems), problems
    if body.get("id", external_id) != external_id:
        message = "this is not the id in the address; leave it out here"
        problems.append(Problem("participant.other_id", place("id"), message))
    return _row(body, external_id, place, problems), problems


def _row(given: Mapping[str, Any], external_id: object, place: JsonPlace, problems: list[Problem]) -> ParticipantChange:
    for key in sorted(given.keys() - _KEYS):
        message = f"remove this key; a participant has id, {', '.join((*_IDENTITY, *_DATES))} and attributes"
        problems.append(Problem("participant.unknown_key", place.row + pointer(key), message))
    attributes = given.get("attributes", {})
    if not isinstance(attributes, dict):
        message = 'attributes are an object such as {"fte": "0.8", "team": "north"}'
        problems.append(Problem("participant.shape", place("attributes"), message))
        attributes = {}
    for key in sorted(attributes.keys() & _KEYS):
        message = "this belongs beside the attributes, not among them"
        problems.append(Problem("attribute.unknown_key", place("attributes") + pointer(key), message))
    return ParticipantChange(
        external_id=external_id,
        place=place,
        identity={key: given[key] for key in _IDENTITY if key in given},
        attributes={key: raw for key, raw in attributes.items() if key not in _KEYS},
        effective_from=given.get("effective_from"),
        effective_until=given.get("effective_until"),
        replace_later=given.get("replace_later", False),
    )

"""Corrections among the observations of one fact: of one source id only the highest revision counts."""

from collections.abc import Mapping
from itertools import compress
from typing import Any

from rules.problems import Problem

FIRST = 0
"""The revision of an observation that gives none."""
REVISION_DIGITS_MAX = 18
ROW_ID = "id"
"""What rows call the id in their source; other observations call it source_id."""

Identity = tuple[str, str, str]
"""Source, id in it, and date of what has no id."""


class ObservationRefused(ValueError):
    """A list of observations that cannot become one value; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def in_force(observations: list[Any], path: str, id_name: str = "source_id") -> list[Any]:
    """The observations that count, in the order they came: those that a later revision replaces are left out.

    The same source id and revision twice is the same observation sent twice, which is refused, whatever its dates are:
    adding it up would pay it twice. Observations without a source id are told apart by their date; rows, whose id is
    just "id", all count then.
    """
    return list(compress(observations, which_count(observations, path, id_name)))


def which_count(observations: list[Any], path: str, id_name: str = "source_id") -> list[bool]:
    """Of every observation whether it counts; refused as by `in_force`."""
    told = any(isinstance(seen, dict) and (id_name in seen or "revision" in seen) for seen in observations)
    if not told:
        return [True] * len(observations)
    latest: dict[Identity, int] = {}
    sent: set[tuple[Identity, int]] = set()
    read = [
        (identity_of(seen, id_name), revision_of(seen, path)) if isinstance(seen, dict) else None
        for seen in observations
    ]
    for place in filter(None, read):
        identity, revision = place
        if identity[1] and place in sent:
            message = "the same source, id and revision stand twice; send each once, a correction as next revision"
            raise ObservationRefused(Problem("fact.duplicate_observation", path, message))
        sent.add(place)
        latest[identity] = max(revision, latest.get(identity, FIRST))
    return [place is None or place[1] == latest[place[0]] or (id_name == ROW_ID and not place[0][1]) for place in read]


def identity_of(seen: Mapping[str, Any], id_name: str) -> Identity:
    """What corrections are found by: the source, its id, and where there is no id the date."""
    source, id_, day = ("" if seen.get(name) is None else str(seen[name]) for name in ("source", id_name, "date"))
    return (source, id_, "" if id_ else day)


def revision_of(seen: Mapping[str, Any], path: str) -> int:
    """An observation without a revision is the first."""
    text = str(FIRST if seen.get("revision") is None else seen["revision"])
    if text.isascii() and text.isdecimal() and len(text) <= REVISION_DIGITS_MAX:
        return int(text)
    message = "a revision is a whole number from 0"
    raise ObservationRefused(Problem("fact.observation_shape", path, message))

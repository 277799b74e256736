"""Corrections among the observations of one fact: of one source id only the highest revision counts."""

from typing import Any

from rules.problems import Problem

FIRST = 0
"""The revision of an observation that gives none."""
REVISION_DIGITS_MAX = 18
_PLACE = ("source", "source_id", "date")


class ObservationRefused(ValueError):
    """A list of observations that cannot become one value; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def in_force(observations: list[Any], path: str) -> list[Any]:
    """The observations that count, in the order they came: those that a later revision replaces are left out.

    Observations without a source id are told apart by their date. The same source id, date and revision twice is the
    same observation sent twice, which is refused: adding it up would pay it twice.
    """
    told = [seen for seen in observations if isinstance(seen, dict) and ("source_id" in seen or "revision" in seen)]
    if not told:
        return observations
    latest: dict[tuple[str, ...], int] = {}
    sent: set[tuple[object, ...]] = set()
    for seen in filter(_is_object, observations):
        revision, place = revision_of(seen, path), _texts(seen)
        if seen.get("source_id") and (*place, revision) in sent:
            message = "the same source id, date and revision stand twice; send each once, a correction as next revision"
            raise ObservationRefused(Problem("fact.duplicate_observation", path, message))
        sent.add((*place, revision))
        latest[_identity(place)] = max(revision, latest.get(_identity(place), FIRST))
    return [
        seen
        for seen in observations
        if not _is_object(seen) or revision_of(seen, path) == latest[_identity(_texts(seen))]
    ]


def _is_object(seen: object) -> bool:
    return isinstance(seen, dict)


def _texts(seen: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(seen.get(name) or "") for name in _PLACE)


def _identity(place: tuple[str, ...]) -> tuple[str, ...]:
    source, source_id, date = place
    return (source, source_id, "" if source_id else date)


def revision_of(seen: dict[str, Any], path: str) -> int:
    """An observation without a revision is the first."""
    text = str(FIRST if seen.get("revision") is None else seen["revision"])
    if text.isascii() and text.isdecimal() and len(text) <= REVISION_DIGITS_MAX:
        return int(text)
    message = "a revision is a whole number from 0"
    raise ObservationRefused(Problem("fact.observation_shape", path, message))

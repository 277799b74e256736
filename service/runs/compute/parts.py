"""Segments: the days of a person cut where inputs or assignments change."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from service.runs.compute.shared import Json
from service.runs.repository.known_people import Term

Pieces = Sequence[tuple[str, str, str | None]]
"""Days in a row with one value each: first day, day after the last, value."""


def segments_of(
    span: tuple[str, str], changing: Mapping[str, Pieces], terms: Sequence[tuple[Term, Json]]
) -> list[Json]:
    """The segments of the days `span`; `terms` are the assignments with their parts, where these differ."""
    start, end = span
    edges = {start, end}
    edges |= {edge for pieces in changing.values() for first, after, _ in pieces for edge in (first, after)}
    edges |= {day for term, _ in terms for day in (term.start, term.end) if day is not None and start < day < end}
    ordered = sorted(edges)
    found: list[Json] = []
    for first, after in pairwise(ordered):
        own = _parts_on(terms, first)
        if terms and own is None:
            continue
        inputs = {key: value for key, pieces in changing.items() if (value := _value_on(pieces, first)) is not None}
        segment: Json = {"start": first, "end": after, "inputs": inputs | ({} if own is None else own["inputs"])}
        if own is not None and own["levels"]:
            segment["levels"] = own["levels"]
        found.append(segment)
    return found


def _value_on(pieces: Pieces, day: str) -> str | None:
    return next(value for first, after, value in pieces if first <= day < after)


def _parts_on(terms: Sequence[tuple[Term, Json]], day: str) -> Json | None:
    return next((own for term, own in terms if term.start <= day and (term.end is None or day < term.end)), None)

"""Parts of a participant's period with inputs or levels of their own, as a call gives them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import pairwise
from math import lcm
from typing import Any

from rules.calendar import Span
from rules.facts.raw import Raw
from rules.numbers import NumberRefused, parse_ratio, plain_text
from rules.period import read_day
from rules.problems import Problem, pointer

SEGMENT_KEYS = ("start", "end", "share", "inputs", "levels")
SHARES_DENOMINATOR_MAX = 10**12
"""Largest common denominator of the shares of one person: an average is only so long a fraction."""
_PATH = "/segments"


@dataclass(frozen=True, slots=True)
class Segment:
    """From `start` up to and not with `end`; `path` is its place in the participant.

    `inputs` are keyed by input, `levels` by (KPI, level); what a segment does not say is the person's own.
    """

    start: date
    end: date
    path: str
    share: Fraction | None = None
    inputs: Mapping[str, Raw] = field(default_factory=dict)
    levels: Mapping[tuple[str, str], Raw] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        """The days as a span."""
        return self.start, self.end


def read_segments(given: object, within: Span) -> tuple[tuple[Segment, ...], list[Problem]]:
    """The segments in order of time, and what is wrong with them; with a problem they mean nothing.

    They lie in `within`, the person's time in the period, and do not overlap.
    """
    problems: list[Problem] = []
    if not isinstance(given, list):
        message = 'segments are a list such as [{"start": "2026-03-01", "end": "2026-03-16", "inputs": {…}}]'
        return (), [Problem("segments.shape", _PATH, message)]
    read = [_read(part, _PATH + pointer(index), problems) for index, part in enumerate(given)]
    found = sorted((segment for segment in read if segment is not None), key=lambda segment: segment.start)
    if not problems:
        problems += _misplaced(found, within)
        problems += _wrong_shares(found)
    return tuple(found), problems


def _read(given: object, path: str, problems: list[Problem]) -> Segment | None:
    if not isinstance(given, dict):
        problems.append(Problem("segments.shape", path, "a segment is an object with start and end"))
        return None
    for key in sorted(given.keys() - set(SEGMENT_KEYS)):
        message = f"a segment has {', '.join(SEGMENT_KEYS)}"
        problems.append(Problem("segments.unknown_key", path + pointer(key), message))
    day = partial(read_day, problems=problems, code="segments.date")
    start, end = day(given.get("start"), f"{path}/start"), day(given.get("end"), f"{path}/end")
    if start is not None and end is not None and end <= start:
        message = "the end is the day after the last one; it lies after the start"
        problems.append(Problem("segments.ends_before_start", f"{path}/end", message))
    share = _share(given.get("share"), f"{path}/share", problems)
    inputs = _object(given.get("inputs"), f"{path}/inputs", problems)
    levels = _levels(_object(given.get("levels"), f"{path}/levels", problems), path, problems)
    return None if start is None or end is None else Segment(start, end, path, share, inputs, levels)


def _object(given: object, path: str, problems: list[Problem]) -> dict[str, Any]:
    if isinstance(given, dict):
        return given
    if given is not None:
        problems.append(Problem("segments.shape", path, "this is an object with keys and values"))
    return {}


def _levels(given: dict[str, Any], path: str, problems: list[Problem]) -> dict[tuple[str, str], Raw]:
    found: dict[tuple[str, str], Raw] = {}
    for key, levels in given.items():
        for level, raw in _object(levels, path + pointer("levels", key), problems).items():
            if raw is not None:
                found[key, level] = raw
    return found


def _share(given: object, path: str, problems: list[Problem]) -> Fraction | None:
    if given is None:
        return None
    try:
        share = parse_ratio(given)
    except NumberRefused as refused:
        problems.append(Problem("segments.share", path, refused.message))
        return None
    if share <= 0:
        problems.append(Problem("segments.share", path, "a share is above 0; leave the segment out if nothing counts"))
    return share


def _misplaced(segments: list[Segment], within: Span) -> list[Problem]:
    found = [
        Problem("segments.outside", segment.path, "a segment lies in the period and in the time of the assignment")
        for segment in segments
        if segment.start < within[0] or segment.end > within[1]
    ]
    found += [
        Problem("segments.overlap", after.path, "this segment begins before the one before it ends; mend one of them")
        for before, after in pairwise(segments)
        if after.start < before.end
    ]
    return found


def _wrong_shares(segments: list[Segment]) -> list[Problem]:
    shares = [segment.share for segment in segments if segment.share is not None]
    if not shares:
        return []
    if len(shares) < len(segments):
        return [Problem("segments.shares", _PATH, "give every segment its share, or none")]
    total = sum(shares, Fraction(0))
    if total != 1:
        shown = {"sum": plain_text(total)} if total.denominator <= SHARES_DENOMINATOR_MAX else {}
        message = "the shares of the segments must add up to exactly 1"
        return [Problem("segments.shares", _PATH, message, numbers=shown)]
    if lcm(*(share.denominator for share in shares)) > SHARES_DENOMINATOR_MAX:
        return [Problem("segments.shares", _PATH, "the shares are too fine; round them to a few places, or use days")]
    return []

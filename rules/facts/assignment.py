"""A participant's time in the plan: an assignment as a call gives it, with its absences."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.calendar import Span
from rules.period import read_day
from rules.plan import parse_word
from rules.problems import Problem, pointer

ASSIGNMENT_KEYS = ("from", "to", "reason", "absences")
ABSENCE_KEYS = ("start", "end", "kind")
_PATH = "/assignment"


@dataclass(frozen=True, slots=True)
class Absence:
    """Days that the person was away, up to and not with `end`; `kind` is the company's own word for why."""

    start: date
    end: date
    kind: str | None = None
    path: str = ""

    @property
    def span(self) -> Span:
        """The days as a span."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Assignment:
    """In the plan from the day `start` (None: since before anything that is asked) up to and not with `end` (None:
    open); `reason` is the company's own word for why it ended."""

    start: date | None = None
    end: date | None = None
    reason: str | None = None
    absences: tuple[Absence, ...] = ()


def read_assignment(given: object) -> tuple[Assignment, list[Problem]]:
    """The assignment and what is wrong with it; with a problem the assignment means nothing."""
    problems: list[Problem] = []
    if not isinstance(given, dict):
        message = 'an assignment is an object such as {"from": "2026-03-10", "to": "2026-09-01"}'
        return Assignment(), [Problem("assignment.shape", _PATH, message)]
    _refuse_others(given, ASSIGNMENT_KEYS, _PATH, problems)
    start, end = (_day(given.get(key), f"{_PATH}/{key}", problems) for key in ("from", "to"))
    if start is not None and end is not None and end <= start:
        problems.append(_ends_early(f"{_PATH}/to"))
    absences = _absences(given.get("absences"), problems)
    return Assignment(start, end, _word(given.get("reason"), f"{_PATH}/reason", problems), absences), problems


def _absences(given: object, problems: list[Problem]) -> tuple[Absence, ...]:
    path = f"{_PATH}/absences"
    message = 'absences are a list such as [{"start": "2026-03-16", "end": "2026-03-21"}]'
    if given is None:
        return ()
    if not isinstance(given, list):
        problems.append(Problem("assignment.shape", path, message))
        return ()
    found = []
    for index, part in enumerate(given):
        place = path + pointer(index)
        if not isinstance(part, dict):
            problems.append(Problem("assignment.shape", place, message))
            continue
        _refuse_others(part, ABSENCE_KEYS, place, problems)
        start, end = (
            read_day(part.get(key), f"{place}/{key}", problems, "assignment.date") for key in ABSENCE_KEYS[:2]
        )
        kind = _word(part.get("kind"), f"{place}/kind", problems)
        if start is not None and end is not None:
            if end <= start:
                problems.append(_ends_early(f"{place}/end"))
            found.append(Absence(start, end, kind, place))
    return tuple(found)


def _day(given: object, path: str, problems: list[Problem]) -> date | None:
    return None if given is None else read_day(given, path, problems, "assignment.date")


def _word(given: object, path: str, problems: list[Problem]) -> str | None:
    if given is None:
        return None
    try:
        return parse_word(given)
    except ValueError:
        message = "this is a word of your own in quotes, in printable ASCII characters"
        problems.append(Problem("assignment.word", path, message))
        return None


def _refuse_others(given: dict[str, Any], known: tuple[str, ...], path: str, problems: list[Problem]) -> None:
    for key in sorted(given.keys() - set(known)):
        problems.append(Problem("assignment.unknown_key", path + pointer(key), f"there are {', '.join(known)} here"))


def _ends_early(path: str) -> Problem:
    return Problem(
        "assignment.ends_before_start", path, "the end is the day after the last one; it lies after the start"
    )

"""Files beside the file of facts that say of people when they were away, what changed within the period, and what is
still to be paid to them in parts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from rules import Intake, Problem, Raw
from service.files.facts.header import LinesHeader, lines_header
from service.files.facts.layout import FactsLayout, Role, role_of
from service.files.facts.lines_file import Demand, Line, LinesStore, day_of
from service.files.facts.long_rows import Days
from service.files.facts.placing import worded
from service.files.tables.table import Kind, Note, Table

_SPAN = ("start", "end")
_ABSENCE: dict[str, Kind] = {"start": "date", "end": "date", "kind": "word"}
_SEGMENT: dict[str, Kind] = {"start": "date", "end": "date", "share": "number"}
_INSTALMENT: dict[str, Kind] = {"component": "word", "amount": "number", "parts": "number", "paid": "number"}
_EMPTY = Note("file.empty_cell", "every line needs a value here; fill in the cell or clear the line")
_ENDS_EARLY = "the end is the day after the last one; it lies after the start"


def _misses(content: Mapping[str, Raw], period: Days | None) -> bool:
    """Whether a line lies wholly outside the period."""
    start, end = (day_of(content, name) for name in _SPAN)
    return period is not None and start is not None and end is not None and (start >= period[1] or end <= period[0])


class AbsencesStore(LinesStore):
    """A line for every time that a person was away; `kinds` are those that the plan lists, if it lists any."""

    def __init__(self, path: Path, sheet: str | None, kinds: Sequence[str], period: Days | None) -> None:
        words = {"kind": tuple(kinds)} if kinds else {}
        super().__init__(path, sheet, Demand(frozenset(_SPAN), _EMPTY, words, "assignment.unknown_absence"))
        self._period = period

    def header_of(self, table: Table) -> LinesHeader:
        """First day, the day after the last, and why."""
        return lines_header(table, _ABSENCE, _SPAN)

    def counts(self, content: Mapping[str, Raw]) -> bool:
        """Who was away at another time was not away in this period."""
        return not _misses(content, self._period)

    def put_to(self, intake: Intake) -> None:
        """Add the absences to what the file of facts says of the assignment."""
        column: list[Any] = intake.details.get("assignment") or [None] * len(intake.ids)
        for row, lines in self.given(intake):
            if isinstance(lines, Problem) or not lines:
                continue
            wrong = list(_backwards(lines, "assignment.ends_before_start"))
            if wrong:
                intake.problems.setdefault(row, []).extend(wrong)
            else:
                column[row] = {**(column[row] or {}), "absences": [line.content for line in lines]}
        intake.details["assignment"] = column


class SegmentsStore(LinesStore):
    """A line for every part of the period with inputs or levels of its own, in columns called as in a file of facts."""

    def __init__(self, path: Path, sheet: str | None, layout: FactsLayout, period: Days | None) -> None:
        super().__init__(path, sheet, Demand(frozenset(_SPAN), _EMPTY))
        self._layout = layout
        self._period = period
        self._roles: dict[str, Role] = {}

    def header_of(self, table: Table) -> LinesHeader:
        """First day, the day after the last, a share if wanted, and the plan's inputs and levels."""
        found = {name: role_of(name, self._layout) for name in table.header if name not in _SEGMENT}
        self._roles = {name: role for name, role in found.items() if role and role.area in ("input", "level")}
        known = {**{name: role.kind for name, role in self._roles.items()}, **_SEGMENT}
        return lines_header(table, known, _SPAN, more="inputs and levels of the plan")

    def noted(self, name: str, note: Note) -> Note:
        """A percent sign means another thing in an input than in a level."""
        return worded(note, self._roles[name]) if name in self._roles else note

    def counts(self, content: Mapping[str, Raw]) -> bool:
        """A file may hold the segments of other periods as well."""
        return not _misses(content, self._period)

    def put_to(self, intake: Intake) -> None:
        """Give every person their segments; who has no line has the whole period as one."""
        column: list[Any] = [None] * len(intake.ids)
        for row, lines in self.given(intake):
            if isinstance(lines, Problem) or not lines:
                continue
            wrong = [*_backwards(lines, "segments.ends_before_start"), *_misplaced(lines, self._period)]
            if wrong:
                intake.problems.setdefault(row, []).extend(wrong)
            else:
                column[row] = [self._segment(line.content) for line in lines]
        intake.details["segments"] = column

    def _segment(self, content: dict[str, Any]) -> dict[str, Any]:
        segment: dict[str, Any] = {name: value for name, value in content.items() if name in _SEGMENT}
        for name, role in self._roles.items():
            if name in content and role.area == "input":
                segment.setdefault("inputs", {})[role.key] = content[name]
            elif name in content:
                segment.setdefault("levels", {}).setdefault(role.key, {})[role.level] = content[name]
        return segment


class InstalmentsStore(LinesStore):
    """A line for every amount of an earlier period that is still being paid in parts."""

    def __init__(self, path: Path, sheet: str | None, components: Sequence[str]) -> None:
        words = {"component": tuple(components)}
        super().__init__(path, sheet, Demand(frozenset(_INSTALMENT), _EMPTY, words, "instalments.unknown_key"))
        self._components = components

    def header_of(self, table: Table) -> LinesHeader:
        """Which component, the whole amount, in how many parts, and how many of them are paid."""
        return lines_header(table, _INSTALMENT, tuple(_INSTALMENT))

    def counts(self, content: Mapping[str, Raw]) -> bool:
        """No line of this file is of another period."""
        return True

    def put_to(self, intake: Intake) -> None:
        """Give every person what is open; who has no line has nothing open."""
        columns: dict[str, list[Any]] = {key: [[] for _ in intake.ids] for key in self._components}
        for row, lines in self.given(intake):
            for line in [] if isinstance(lines, Problem) else lines:
                entry = dict(line.content)
                columns[entry.pop("component")][row].append(entry)
        intake.prior_instalments.update(columns)


def _backwards(lines: Iterable[Line], code: str) -> Iterable[Problem]:
    for line in lines:
        start, end = _days(line)
        if end <= start:
            yield Problem(code, line.place, _ENDS_EARLY)


def _misplaced(lines: Sequence[Line], period: Days | None) -> Iterable[Problem]:
    for line in lines:
        start, end = _days(line)
        if period is not None and (start < period[0] or end > period[1]):
            message = "a segment lies in the period; cut it at the period's ends"
            yield Problem("segments.outside", line.place, message)
    for before, after in pairwise(sorted(lines, key=_days)):
        if _days(after)[0] < _days(before)[1]:
            message = f"this segment begins before that of {before.place} ends; mend one of them"
            yield Problem("segments.overlap", after.place, message)


def _days(line: Line) -> tuple[date, date]:
    start, end = (day_of(line.content, name) for name in _SPAN)
    assert start is not None
    assert end is not None
    return start, end

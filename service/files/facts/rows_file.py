"""A second file of facts: one line a row of one fact, such as a deal, put to the people of the first file."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rules import Intake, Problem, Raw
from service.files.facts.header import LinesHeader, lines_header
from service.files.facts.layout import PRIOR, ROW_COLUMNS
from service.files.facts.lines_file import Demand, Line, LinesStore, day_of, open_lines
from service.files.facts.long_rows import Days
from service.files.tables.opened import TableOptions
from service.files.tables.table import Kind, Note, Table

_EMPTY = Note("fact.field_missing", "every row of this fact needs a value here; fill in the cell or clear the line")


@dataclass(frozen=True, slots=True)
class RowsSource:
    """`fact` is the name of the fact, with `prior.` in front for rows of earlier periods; `fields` are its fields.

    `sheet` of a workbook; None is the first. `words` are those that the plan declares for a field.
    """

    fact: str
    path: Path
    fields: Mapping[str, Kind]
    ignore_unknown: bool = False
    sheet: str | None = None
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_prior(self) -> bool:
        """Whether these are rows of earlier periods, which no period bounds."""
        return self.fact.startswith(PRIOR)


@contextmanager
def open_rows(source: RowsSource, options: TableOptions, period: Days | None) -> Iterator["RowsStore"]:
    """The whole file, ready to be put to people; raises FileRefused for what is wrong with the file as such."""
    with open_lines(RowsStore(source, None if source.is_prior else period), options) as store:
        yield store


class RowsStore(LinesStore):
    """The rows of one fact."""

    def __init__(self, source: RowsSource, period: Days | None) -> None:
        super().__init__(source.path, source.sheet, Demand(frozenset(source.fields), _EMPTY, source.words))
        self.source = source
        self._period = period

    def header_of(self, table: Table) -> LinesHeader:
        """The fields of the fact, and what every row may say."""
        known = {**ROW_COLUMNS, **self.source.fields}
        return lines_header(table, known, tuple(self.source.fields), ignore_unknown=self.source.ignore_unknown)

    def counts(self, content: Mapping[str, Raw]) -> bool:
        """Rows dated outside the period are left out, as in a file of observations."""
        day = day_of(content, "date")
        return self._period is None or day is None or self._period[0] <= day < self._period[1]

    def corrects(self, content: Mapping[str, Raw]) -> bool:
        """A later revision that moved its row to another period: what it replaces is not paid here as well."""
        return content.get("id") is not None and content.get("revision") is not None

    def put_to(self, intake: Intake) -> None:
        """Give every person of the intake their rows; who has no line in the file had nothing to be listed."""
        column: list[Raw] = [None] * len(intake.ids)
        origin = {"source": f"file:{self.path.name}"}
        for row, lines in self.given(intake):
            column[row] = lines if isinstance(lines, Problem) else [origin | line.content for line in _left(lines)]
        if self.source.is_prior:
            intake.prior_facts[self.source.fact.removeprefix(PRIOR)] = column
        else:
            intake.facts[self.source.fact] = column


def _left(lines: Sequence[Line]) -> list[Line]:
    """The lines that count and that no line outside the period replaces; other revisions are the plan's to compare."""
    moved: dict[tuple[str, str], list[int]] = {}
    for line in lines:
        if not line.does_count:
            moved.setdefault(_identity(line), []).append(_revision(line))
    counting = (line for line in lines if line.does_count)
    return [line for line in counting if all(_revision(line) >= later for later in moved.get(_identity(line), ()))]


def _identity(line: Line) -> tuple[str, str]:
    return str(line.content.get("source", "")), str(line.content.get("id", ""))


def _revision(line: Line) -> int:
    """A line without a revision, or with one that the plan will refuse, is the first."""
    text = str(line.content.get("revision", ""))
    return int(text) if text.isascii() and text.isdecimal() else 0

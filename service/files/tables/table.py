"""What a table file looks like from above: a header, then chunks of rows whose columns are read as a stated kind."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from rules import Raw

Kind = Literal["number", "word", "boolean", "date"]
"""How a cell is read: an exact decimal, text as it is, true or false, a day as `2026-03-31`."""

Mark = Literal["point", "comma", "either"]
"""The decimal mark of a text file; `either` takes both as long as a cell cannot mean two numbers."""

Progress = Callable[[int, int], None]
"""Called with (done, total) in any one unit while a file is read."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said about one cell, without its value."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell read as a kind: a value, or nothing and the reason. An empty cell is None without a problem."""

    value: Raw = None
    problem: Note | None = None
    warning: Note | None = None
    not_applicable: bool = False


@dataclass(slots=True)
class ColumnReading:
    """One column of a chunk; the dicts and the list speak of row numbers within the chunk."""

    values: list[Raw] = field(default_factory=list)
    problems: dict[int, Note] = field(default_factory=dict)
    warnings: dict[int, Note] = field(default_factory=dict)
    not_applicable: list[int] = field(default_factory=list)

    def add(self, reading: Reading) -> None:
        """One more row at the end."""
        row = len(self.values)
        self.values.append(reading.value)
        if reading.problem:
            self.problems[row] = reading.problem
        if reading.warning:
            self.warnings[row] = reading.warning
        if reading.not_applicable:
            self.not_applicable.append(row)


class Chunk(Protocol):
    """Some consecutive rows of a table; blank rows are left out already."""

    @property
    def row_numbers(self) -> Sequence[int]:
        """For each row the line or sheet row it stands on."""

    def read(self, kind: Kind, column: int) -> ColumnReading:
        """A whole column as one kind."""

    def read_cell(self, kind: Kind, column: int, row: int) -> Reading:
        """One cell as a kind."""

    def read_ids(self, column: int) -> ColumnReading:
        """The column as ids: text without spaces around it; None where a cell is empty."""

    def is_blank(self, column: int) -> bool:
        """True if no cell of the column holds anything."""

    def place(self, column: int, row: int) -> str:
        """Where a cell stands, as problems name it."""


class Table(Protocol):
    """An open file. `header` holds the names of the first row, without spaces around them."""

    @property
    def header(self) -> tuple[str, ...]: ...

    def chunks(self, rows: int) -> Iterator[Chunk]:
        """The rows below the header, at most `rows` at a time; raises FileRefused where the file breaks."""

    def row_place(self, row_number: int) -> str:
        """How problems name a whole row."""

    def cell_place(self, row_number: int, column: int) -> str:
        """How problems name a cell, also after the table was closed."""

    def header_place(self, column: int) -> str:
        """How problems name a cell of the header."""


NOT_APPLICABLE = "n/a"

ERROR_WORDS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"})

ERROR_CELL = Note("file.error_cell", "the cell holds a spreadsheet error; mend the formula or empty the cell")
NOT_A_BOOLEAN = Note("file.not_a_boolean", "write true or false")
NOT_A_DATE = Note("file.not_a_date", "write a date as year-month-day, such as 2026-03-31")
NOT_A_WORD = Note("file.not_a_word", "control characters or line breaks in the text; remove them")

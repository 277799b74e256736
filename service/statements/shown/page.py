"""A statement as it is shown: texts in tables, with nothing left to compute; HTML and PDF are two ways to set it."""

from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Column:
    """`numeric` columns are set to the right, `wide` ones take what width is left."""

    title: str
    numeric: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A `line` or a `sum` has a cell for each column, a `note` one cell that says more about the line above it."""

    cells: tuple[str, ...]
    kind: Literal["line", "sum", "note"] = "line"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heading; `notes` stand below it. Narrow ones that follow each other may stand side by side."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to read before the numbers: why nothing is paid, or what to know about the data."""

    kind: Literal["blocked", "zero", "note"]
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """All about one plan, or about what stands beside the plans."""

    title: str
    subtitle: str
    notices: tuple[Notice, ...]
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The whole statement. `totals` are amounts with their currency; `at` is the moment that the document bears."""

    title: str
    company: str
    person: str
    period: str
    facts: tuple[tuple[str, str], ...]
    totals: tuple[str, ...]
    parts: tuple[Part, ...]
    foot: tuple[str, ...]
    at: str

    def to_json(self) -> dict[str, Any]:
        """The same as JSON containers, for the typesetter."""
        return asdict(self)

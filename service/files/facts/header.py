"""The header of a file of facts: which shape the file has and what each column means."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules import Problem
from service.files.facts.layout import FactsLayout, Role, advice, may_be_ignored, role_of
from service.files.refused import FileRefused
from service.files.tables.headings import PARTICIPANT, repeated_names, unnamed_columns
from service.files.tables.table import Kind, Table

LONG_REQUIRED = ("key", "date", "value")
LONG_OPTIONAL = ("source", "source_id", "revision", "time", "currency", "evidence")
_NAME_SHOWN_MAX = 64


@dataclass(frozen=True, slots=True)
class WideHeader:
    """Columns by their place in the row; `unnamed` ones must be blank."""

    participant: int
    roles: Mapping[int, Role]
    unnamed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LongHeader:
    """Columns by their name."""

    columns: Mapping[str, int]
    unnamed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LinesHeader:
    """Where the columns of a file beside the file of facts stand, and how they are read."""

    participant: int
    fields: Mapping[str, tuple[int, Kind]]
    unnamed: tuple[int, ...]


def is_long(table: Table, layout: FactsLayout) -> bool:
    """One row an observation: the header has `key` and `value`, and these are not names of the plan."""
    return all(name in table.header and role_of(name, layout) is None for name in ("key", "value"))


def wide_header(table: Table, layout: FactsLayout, ignore_unknown: bool) -> WideHeader:
    """The meaning of each column; raises FileRefused for unknown and repeated names."""
    roles: dict[int, Role] = {}
    problems = list(repeated_names(table))
    for column, name in enumerate(table.header):
        if name in ("", PARTICIPANT):
            continue
        role = role_of(name, layout)
        if role is not None:
            roles[column] = role
        elif not (ignore_unknown and may_be_ignored(name)):
            message = f'the plan has no input, fact or KPI "{name[:_NAME_SHOWN_MAX]}"; {advice(name, layout)}'
            problems.append(Problem("file.unknown_column", table.header_place(column), message))
    if problems:
        raise FileRefused(problems)
    return WideHeader(table.header.index(PARTICIPANT), roles, unnamed_columns(table))


def long_header(table: Table) -> LongHeader:
    """Where each of the long columns stands; raises FileRefused if one is missing or strange."""
    problems = list(repeated_names(table))
    known = (PARTICIPANT, *LONG_REQUIRED, *LONG_OPTIONAL)
    for column, name in enumerate(table.header):
        if name and name not in known:
            message = f"a file with one row an observation has the columns {', '.join(known)} and no others"
            problems.append(Problem("file.unknown_column", table.header_place(column), message))
    for name in LONG_REQUIRED:
        if name not in table.header:
            message = f'a file with one row an observation needs a column "{name}"'
            problems.append(Problem("file.missing_column", table.header_place(0), message))
    if problems:
        raise FileRefused(problems)
    columns = {name: column for column, name in enumerate(table.header) if name}
    return LongHeader(columns, unnamed_columns(table))


def lines_header(
    table: Table, known: Mapping[str, Kind], needed: tuple[str, ...], *, more: str = "", ignore_unknown: bool = False
) -> LinesHeader:
    """The columns of a file of lines; raises FileRefused if a needed one is missing or a column is strange.

    `more` says what other columns there may be, beside those in `known`.
    """
    problems = list(repeated_names(table))
    shown = ", ".join((PARTICIPANT, *needed, *(name for name in known if name not in needed)))
    for column, name in enumerate(table.header):
        if name not in ("", PARTICIPANT, *known) and not ignore_unknown:
            message = f"a line has the columns {shown} and {more or 'no others'}"
            problems.append(Problem("file.unknown_column", table.header_place(column), message))
    for name in needed:
        if name not in table.header:
            message = f'every line says its "{name}", so the file needs a column of this name'
            problems.append(Problem("file.missing_column", table.header_place(0), message))
    if problems:
        raise FileRefused(problems)
    columns = {name: (column, known[name]) for column, name in enumerate(table.header) if name in known}
    return LinesHeader(table.header.index(PARTICIPANT), columns, unnamed_columns(table))

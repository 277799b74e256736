"""An open CSV file: separator and names from its first line, then chunks of columns, in flat memory."""

import csv
import os
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Literal

from rules import Problem
from service.files.refused import FileRefused, file_refused
from service.files.tables.csv_chunk import CsvChunk, csv_place
from service.files.tables.csv_lines import Encoding, open_text, text_lines
from service.files.tables.table import Mark, Progress

_LISTED_MAX = 20
_SEPARATORS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])\s*", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")


class CsvTable:
    """A CSV file whose header holds the column `key_column`. Closed by `close()`."""

    def __init__(
        self,
        path: Path,
        key_column: str,
        *,
        encoding: Encoding = "utf-8",
        decimal: Literal["point", "comma"] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._progress = progress
        self._text = open_text(path, encoding)
        try:
            self._total = os.fstat(self._text.fileno()).st_size
            self._open_reader(text_lines(self._text, path), key_column)
        except BaseException:
            self.close()
            raise
        self._mark: Mark = decimal or ("either" if self._separator == ";" else "point")

    def _open_reader(self, lines: Iterator[str], key_column: str) -> None:
        """Find header and separator; a line `sep=;` before the header is Excel's own way to state it."""
        self._lines_before = 0
        stated = None
        for line in lines:
            if match := _SEPARATOR_LINE.fullmatch(line):
                stated = match[1]
            elif line.strip(" ,;\t\r\n"):
                break
            self._lines_before += 1
        else:
            raise file_refused("file.empty", "", "the file holds no table; the first row names the columns")
        self._separator = stated or _separator_of(line, key_column)
        self._reader = csv.reader(chain([line], lines), delimiter=self._separator, strict=True)
        names = next(self._rows(1))[0]
        self.header = tuple(name.strip() for name in names)
        if key_column not in self.header:
            raise _no_key_column(key_column)
        self._key = self.header.index(key_column)

    def chunks(self, rows: int) -> Iterator[CsvChunk]:
        """The rows below the header, at most `rows` at a time, blank ones left out."""
        line = self._line
        for batch in self._rows(rows):
            chunk = self._chunk(batch, _line_numbers(batch, line, self._line))
            line = self._line
            if self._progress:
                self._progress(os.lseek(self._text.fileno(), 0, os.SEEK_CUR), self._total)
            if chunk is not None:
                yield chunk

    def row_place(self, row_number: int) -> str:
        """How problems name a whole row."""
        return f"line {row_number}"

    def cell_place(self, row_number: int, column: int) -> str:
        """Such as `line 12, column "revenue"`."""
        return csv_place(self.header, row_number, column)

    def header_place(self, column: int) -> str:
        """How problems name a cell of the header; by its number, because a name may be empty or stand twice."""
        return f"line {self._lines_before + 1}, cell {column + 1}"

    def close(self) -> None:
        """Close the file; a table that is closed yields no more chunks."""
        self._text.close()

    @property
    def _line(self) -> int:
        """The number of the last line read."""
        return self._lines_before + self._reader.line_num

    def _rows(self, count: int) -> Iterator[list[list[str]]]:
        while True:
            line = self._line
            batch: list[list[str]] = []
            try:
                batch.extend(islice(self._reader, count))
            except csv.Error as error:
                # What was read before the error stays in the batch, so the broken row starts after it.
                start = line + 1 + sum(map(_lines_of, batch))
                raise _broken(start, error) from None
            if not batch:
                return
            yield batch

    def _chunk(self, rows: list[list[str]], numbers: Sequence[int]) -> CsvChunk | None:
        columns = self._columns(rows)
        if columns is None or not all(map(str.strip, columns[self._key])):
            filled = [(row, number) for row, number in zip(rows, numbers, strict=True) if any(map(str.strip, row))]
            if not filled:
                return None
            rows, numbers = [row for row, _ in filled], [number for _, number in filled]
            columns = self._columns(rows)
            if columns is None:
                raise FileRefused(self._ragged(filled))
        return CsvChunk(self.header, columns, numbers, self._mark)

    def _columns(self, rows: list[list[str]]) -> list[tuple[str, ...]] | None:
        """The rows turned to columns; None where their lengths differ from the header's."""
        try:
            columns = list(zip(*rows, strict=True))
        except ValueError:
            return None
        return columns if len(columns) == len(self.header) else None

    def _ragged(self, rows: list[tuple[list[str], int]]) -> Iterator[Problem]:
        wrong = ((len(row), number) for row, number in rows if len(row) != len(self.header))
        for length, number in islice(wrong, _LISTED_MAX):
            message = f"row of {length} and header of {len(self.header)} cells; put a cell with the separator in quotes"
            yield Problem("file.ragged_row", self.row_place(number), message)


def _separator_of(line: str, key_column: str) -> str:
    for separator in _SEPARATORS:
        try:
            names = next(csv.reader([line], delimiter=separator))
        except csv.Error:
            continue  # with another separator it may still be a header
        if key_column in map(str.strip, names):
            return separator
    raise _no_key_column(key_column)


def _no_key_column(key_column: str) -> FileRefused:
    message = f'the first row needs a column named "{key_column}" (separated by comma, semicolon or tab)'
    return file_refused("file.missing_column", "line 1", message)


def _broken(line: int, error: csv.Error) -> FileRefused:
    message = f"broken quotes or an endless cell ({error}); close every quoted cell, write a quote inside it twice"
    return file_refused("file.csv_broken", f"line {line}", message)


def _line_numbers(rows: list[list[str]], before: int, after: int) -> Sequence[int]:
    """The line each row starts on; a quoted cell may hold line ends."""
    if after - before == len(rows):
        return range(before + 1, after + 1)
    numbers = []
    for row in rows:
        numbers.append(before + 1)
        before += _lines_of(row)
    return numbers


def _lines_of(row: list[str]) -> int:
    return 1 + sum(len(_LINE_END.findall(cell)) for cell in row)

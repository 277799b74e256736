"""Results as a workbook: amounts as numbers where a spreadsheet can hold them exactly, everything else as text."""

import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, BinaryIO

import xlsxwriter

from service.files.refused import file_refused
from service.files.results.head import ResultsHead
from service.files.results.row import Column, Result, columns_of, row_of

_ROWS_MAX = 1_048_575
_TEXT_MAX = 32_767
_CUT = " … (cut; see the JSON output)"
_EXACT = re.compile(r"-?([0-9]+)(?:\.([0-9]+))?")
_DIGITS_EXACT = 15
_WIDTHS = {"participant": 18, "outcome": 10, "reasons": 40, "problems": 60, "warnings": 60, "coefficient": 16}
_WIDTH = 14


class XlsxResults:
    """A sheet `Results` with one row a person and a sheet `Summary`."""

    def __init__(self, stream: BinaryIO, head: ResultsHead) -> None:
        self._head = head
        self._columns = columns_of(head)
        self._folder = tempfile.TemporaryDirectory(prefix="bonus-")
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": self._folder.name,
        }
        self._book = xlsxwriter.Workbook(stream, options)
        self._formats: dict[int, Any] = {}
        self._bold = self._book.add_format({"bold": True})
        self._sheet = self._book.add_worksheet("Results")
        self._summary = self._book.add_worksheet("Summary")
        self._next_row = 1
        self._write_header()

    def write(self, results: Iterable[Result]) -> None:
        """Add some results; raises FileRefused beyond the last row a sheet has."""
        for result in results:
            if self._next_row > _ROWS_MAX:
                message = f"a sheet holds at most {_ROWS_MAX:,} people; write CSV or JSON instead"
                raise file_refused("file.too_many_rows", "", message)
            for index, (column, cell) in enumerate(zip(self._columns, row_of(result, self._head), strict=True)):
                if cell:
                    self._write_cell(self._next_row, index, column, cell)
            self._next_row += 1

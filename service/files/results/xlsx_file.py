"""Results as a workbook: amounts as numbers where a spreadsheet can hold them exactly, everything else as text."""

import tempfile
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

import xlsxwriter

from service.files.refused import file_refused
from service.files.results.head import ResultsHead
from service.files.results.row import Column, Result, columns_of, row_of
from service.files.tables.spreadsheets import cell_number, is_exact

_ROWS_MAX = 1_048_575
_TEXT_MAX = 32_767
_CUT = " … (cut; the JSON output has all of it)"
_WIDTH = 14
_WIDTHS = {"participant": 18, "outcome": 10, "reasons": 40, "currency": 10, "problems": 60, "warnings": 60}
_RATIOS = ("coefficient", "payee_rate")
_TOTALS = {"paid": "People paid", "zero": "People at zero", "blocked": "People blocked", "amount": "Total amount"}


class XlsxResults:
    """A sheet `Results` with one row a person and a sheet `Summary`; rows go to a file of their own as they come."""

    def __init__(self, stream: BinaryIO, head: ResultsHead) -> None:
        self._head = head
        self._columns = columns_of(head)
        self._folder = tempfile.TemporaryDirectory(prefix="bonus-")
        self._book = xlsxwriter.Workbook(
            stream,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
                "tmpdir": self._folder.name,
            },
        )
        self._book.use_zip64()
        self._bold = self._book.add_format({"bold": True})
        self._money: dict[int, Any] = {}
        self._sheet = self._book.add_worksheet("Results")
        self._summary = self._book.add_worksheet("Summary")
        self._rows = 0
        self._sheet.freeze_panes(1, 1)
        for index, column in enumerate(self._columns):
            self._sheet.set_column(index, index, _WIDTHS.get(column.name, _WIDTH))
            self._sheet.write_string(0, index, column.name, self._bold)

    def write(self, results: Iterable[Result]) -> None:
        """Add some results; raises FileRefused beyond the last row a sheet has."""
        for result in results:
            self._rows += 1
            if self._rows > _ROWS_MAX:
                message = f"a sheet holds at most {_ROWS_MAX:,} people; write CSV or JSON instead"
                raise file_refused("file.too_many_rows", "", message)
            for index, (column, cell) in enumerate(zip(self._columns, row_of(result, self._head), strict=True)):
                if cell:
                    self._write_cell(index, column, cell)

    def finish(self, totals: Result) -> None:
        """Write the summary and pack the workbook."""
        self._sheet.autofilter(0, 0, max(self._rows, 1), len(self._columns) - 1)
        self._write_summary(totals)
        self._book.close()

    def release(self) -> None:
        """Remove the temporary files, also of a workbook that was never finished."""
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()
        self._folder.cleanup()

    def _write_cell(self, index: int, column: Column, cell: str) -> None:
        if column.is_number and is_exact(cell):
            # 15 significant digits survive the way through a binary float: the cell shows the decimal it was given.
            places = len(cell.partition(".")[2])
            layout = None if column.name in _RATIOS else self._money_format(places)
            self._sheet.write_number(self._rows, index, cell_number(cell), layout)
        else:
            self._sheet.write_string(self._rows, index, _cut(cell))

    def _money_format(self, places: int) -> Any:
        if places not in self._money:
            pattern = "#,##0." + "0" * places if places else "#,##0"
            self._money[places] = self._book.add_format({"num_format": pattern})
        return self._money[places]

    def _write_summary(self, totals: Mapping[str, Any]) -> None:
        lines = [(f"Plan {name}", value) for name, value in self._head.plan.items()]
        lines += [("Engine", self._head.engine), ("Currency", self._head.currency)]
        lines += [(label, totals[name]) for name, label in _TOTALS.items()]
        if self._head.has_payees:
            lines += [(f"Paid in {currency}", amount) for currency, amount in totals["by_currency"].items()]
        self._summary.set_column(0, 0, 18)
        self._summary.set_column(1, 1, 68)
        for row, (label, value) in enumerate(lines):
            self._summary.write_string(row, 0, label, self._bold)
            self._summary.write_string(row, 1, "" if value is None else str(value))


def _cut(text: str) -> str:
    return text if len(text) <= _TEXT_MAX else text[: _TEXT_MAX - len(_CUT)] + _CUT

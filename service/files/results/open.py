"""Opening a results file by its extension."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from rules import ResultBatch
from service.files.refused import file_refused
from service.files.results.csv_file import CsvResults
from service.files.results.head import ResultsHead
from service.files.results.json_file import JsonResults
from service.files.results.row import Result
from service.files.results.written_whole import written_whole
from service.files.results.xlsx_file import XlsxResults

_JSON = ".json"


@dataclass(frozen=True, slots=True)
class ResultsOptions:
    """How CSV is written. A byte order mark makes Excel read UTF-8; some countries need `;` and a decimal comma."""

    with_bom: bool = False
    separator: Literal[",", ";", "\t"] = ","
    decimal: Literal["point", "comma"] = "point"


class ResultsWriter(Protocol):
    """Takes results chunk by chunk; nothing counts before `finish` has been called and the block has ended."""

    def write(self, results: Iterable[Result]) -> None:
        """Add some results in the JSON shape of the calculate call."""

    def finish(self, totals: Result) -> None:
        """Say that all results were written; `totals` is `{"paid", "zero", "blocked", "amount"}`."""

    def release(self) -> None:
        """Let go of what is held, finished or not; called by `open_results_writer`."""


@contextmanager
def open_results_writer(
    path: Path, head: ResultsHead, options: ResultsOptions | None = None
) -> Iterator[ResultsWriter]:
    """A writer for .csv, .xlsx or .json. The file appears when the block ends after `finish`, whole or not at all.

    Raises FileRefused: file.unknown_type, file.cannot_write, file.too_many_rows.
    """
    extension = path.suffix.lower()
    if extension not in (".csv", ".xlsx", _JSON):
        raise file_refused("file.unknown_type", "", "a file of results ends in .csv, .xlsx or .json")
    with written_whole(path) as stream:
        writer = _Finishing(_writer(extension, stream, head, options or ResultsOptions()))
        try:
            yield writer
        finally:
            writer.release()
        if not writer.is_finished:
            raise RuntimeError("results were not finished: call finish(totals) before the block ends")


def rendering(batch: ResultBatch, path: Path) -> Callable[[int], Result]:
    """How rows of a chunk become what this file holds: a JSON file everything, a table only its columns."""
    return batch.result if path.suffix.lower() == _JSON else batch.summary


class _Finishing:
    """Remembers whether a writer was finished, so that half a file is never taken for a whole one."""

    def __init__(self, writer: ResultsWriter) -> None:
        self._writer = writer
        self.is_finished = False
        self.write = writer.write
        self.release = writer.release

    def finish(self, totals: Result) -> None:
        self._writer.finish(totals)
        self.is_finished = True


def _writer(extension: str, stream: BinaryIO, head: ResultsHead, options: ResultsOptions) -> ResultsWriter:
    if extension == _JSON:
        return JsonResults(stream, head)
    if extension == ".xlsx":
        return XlsxResults(stream, head)
    return CsvResults(stream, head, with_bom=options.with_bom, separator=options.separator, decimal=options.decimal)

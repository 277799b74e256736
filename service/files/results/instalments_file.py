"""What is still to be paid in parts, as a file that the next period takes in."""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from service.files.refused import file_refused
from service.files.results.row import Result
from service.files.results.written_whole import written_whole

_COLUMNS = ("participant", "component", "amount", "parts", "paid")


class InstalmentsFile:
    """A line for each amount that is still open. Ids stand as they are: the next period must find them again."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._write([_COLUMNS])

    def write(self, results: Iterable[Result]) -> None:
        """Add what is open after some results."""
        self._write(
            [result["id"], key, entry["amount"], str(entry["parts"]), str(entry["paid"])]
            for result in results
            for key, entries in result["instalments"].items()
            for entry in entries
        )

    def _write(self, lines: Iterable[Iterable[str]]) -> None:
        buffer = io.StringIO(newline="")
        csv.writer(buffer).writerows(lines)
        self._stream.write(buffer.getvalue().encode("utf-8"))


@contextmanager
def open_instalments_file(path: Path) -> Iterator[InstalmentsFile]:
    """A writer for a .csv file, which appears when the block ends well; raises FileRefused."""
    if path.suffix.lower() != ".csv":
        raise file_refused("file.unknown_type", "", "a file of instalments ends in .csv")
    with written_whole(path) as stream:
        yield InstalmentsFile(stream)

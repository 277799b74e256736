"""Pages of rows as a file that goes out."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Final, Literal, cast

from service.files.people import PeopleColumn, PeopleCsv, PeopleXlsx, Value

FileKind = Literal["csv", "xlsx"]
DecimalMark = Literal["point", "comma"]
Row = Mapping[str, Value]

_KEPT_IN_MEMORY: Final = 4 << 20


@dataclass(frozen=True, slots=True)
class Exported:
    """A file at its start, the day that it is about, and how many people's pay it holds."""

    stream: BinaryIO
    day: date
    pay_of: int


@dataclass(frozen=True, slots=True)
class FileForm:
    """What a file is to be; `decimal` is the mark of a CSV file."""

    kind: FileKind
    decimal: DecimalMark = "point"


def written_file(form: FileForm, sheet: str, columns: Sequence[PeopleColumn], pages: Iterator[list[Row]]) -> BinaryIO:
    """The rows as a file, at its start; a large one is on disk, where it vanishes when it is closed."""
    with ExitStack() as closing:
        spooled = closing.enter_context(tempfile.SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY, prefix="bonus-"))
        stream = cast(BinaryIO, spooled)
        if form.kind == "csv":
            text = PeopleCsv(stream, columns, form.decimal)
            for rows in pages:
                text.write(rows)
            text.finish()
        else:
            _write_book(PeopleXlsx(stream, sheet, columns), pages)
        stream.seek(0)
        closing.pop_all()
    return stream


def _write_book(book: PeopleXlsx, pages: Iterator[list[Row]]) -> None:
    try:
        for rows in pages:
            book.write(rows)
        book.finish()
    finally:
        book.release()

"""Rows as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence


def csv_bytes(rows: Iterable[Sequence[str]], delimiter: str, encoding: str, line_end: str = "\r\n") -> bytes:
    """Cells in quotes where they need them; what the encoding lacks was refused before."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return text.getvalue().encode(encoding)

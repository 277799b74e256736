"""The lines of a text file, decoded and bounded: what is no text at all is refused before CSV is looked for in it."""

import codecs
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TextIO

from service.files.refused import FileRefused, file_refused

Encoding = Literal["utf-8", "cp1251", "cp1252"]

LINE_MAX = 1 << 20
_UTF16 = ("file.encoding", "the file is UTF-16; save it as CSV in UTF-8")
_FOREIGN = {
    codecs.BOM_UTF16_LE: _UTF16,
    codecs.BOM_UTF16_BE: _UTF16,
    b"PK\x03\x04": ("file.not_csv", "not CSV but a packed file; if it is a workbook, name it .xlsx"),
    b"\xd0\xcf\x11\xe0": ("file.not_csv", "not CSV but an old or protected workbook; save it as .xlsx or .csv"),
}


def open_text(path: Path, declared: Encoding) -> io.TextIOWrapper:
    """The file as text; a UTF-8 mark at its start beats what is declared. Raises FileRefused for other formats."""
    binary = path.open("rb")
    try:
        start = binary.read(4)
        binary.seek(0)
        for magic, (code, message) in _FOREIGN.items():
            if start.startswith(magic):
                raise file_refused(code, "", message)
    except BaseException:
        binary.close()
        raise
    encoding = "utf-8-sig" if declared == "utf-8" or start.startswith(codecs.BOM_UTF8) else declared
    return io.TextIOWrapper(binary, encoding, newline="")


def text_lines(text: TextIO, path: Path) -> Iterator[str]:
    """The lines with their ends; raises FileRefused where one is not text or never ends."""
    number = 0
    while True:
        number += 1
        try:
            line = text.readline(LINE_MAX)
        except UnicodeDecodeError:
            raise _undecodable(path, text.encoding) from None
        if not line:
            return
        if "\0" in line:
            raise file_refused("file.not_csv", f"line {number}", "a NUL character; this is not a text file")
        if len(line) == LINE_MAX:
            raise file_refused("file.line_too_long", f"line {number}", "a line of more than a million characters")
        yield line


def _undecodable(path: Path, encoding: str) -> FileRefused:
    """Decoding runs ahead of the lines, so the line is found by reading once more."""
    decoder = codecs.getincrementaldecoder(encoding)()
    number = 1
    with path.open("rb") as binary:
        while piece := binary.readline(LINE_MAX):
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                break
            number += piece.endswith(b"\n")
    name = encoding.removesuffix("-sig").upper()
    advice = "state the encoding (--encoding cp1251 or cp1252) or save it as UTF-8"
    return file_refused("file.encoding", f"line {number}", f"bytes that are not {name}; {advice}")

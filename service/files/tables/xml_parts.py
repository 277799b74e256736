"""XML from inside a workbook, read as a stream of elements; declarations that could expand text are refused."""

from collections.abc import Callable, Mapping
from typing import IO
from xml.parsers import expat

from service.files.refused import FileRefused, file_refused

Attributes = Mapping[str, str]


class Elements:
    """Feeds the starts of elements of one XML stream to `start(local name, attributes)`."""

    def __init__(self, start: Callable[[str, Attributes], None]) -> None:
        local = _LocalNames()
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = lambda name, attributes: start(local[name], attributes)
        self._parser.StartDoctypeDeclHandler = _refuse_doctype

    def text_to(self, receive: Callable[[str], None] | None) -> None:
        """From now on text between tags goes to `receive`, or nowhere."""
        self._parser.CharacterDataHandler = receive

    def read(self, stream: IO[bytes]) -> None:
        """Read the whole stream; raises FileRefused if it is not XML."""
        try:
            self._parser.ParseFile(stream)
        except expat.ExpatError:
            raise broken_workbook() from None


class _LocalNames(dict[str, str]):
    """Element names without their prefix; a workbook has a few dozen of them."""

    def __missing__(self, name: str) -> str:
        self[name] = local = name.rpartition(":")[2]
        return local


def _refuse_doctype(*_declaration: object) -> None:
    raise file_refused("file.broken_workbook", "", "the workbook declares a document type; no spreadsheet does that")


def broken_workbook() -> FileRefused:
    """What to say about a workbook that opens but does not hold together."""
    return file_refused("file.broken_workbook", "", "the workbook is damaged; open it in Excel and save it again")

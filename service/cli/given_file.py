"""A file that a command sends to the service, and how what was found in it is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rules import Problem
from service.cli.findings import end_with, finding_lines
from service.cli.remote import Sending
from service.cli.screen import tell
from service.files.refused import check_regular, file_refused, unreadable
from service.web.body_limits import UPLOAD_BODY_BYTES_MAX
from service.web.file_request import CSV_MEDIA, XLSX_MEDIA

MEDIA: Final[Mapping[str, str]] = {
    ".csv": CSV_MEDIA,
    ".tsv": CSV_MEDIA,
    ".txt": CSV_MEDIA,
    ".xlsx": XLSX_MEDIA,
    ".xlsm": XLSX_MEDIA,
}


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file and how it is to be read."""

    path: Path
    decimal: str | None
    encoding: str
    sheet: str | None

    @property
    def query(self) -> dict[str, str]:
        """The options that were given, as the service takes them."""
        encoding = None if self.encoding == "utf-8" else self.encoding
        options = {"decimal": self.decimal, "encoding": encoding, "sheet": self.sheet}
        return {name: value for name, value in options.items() if value is not None}

    def sending(self, what: str) -> Sending:
        """The file, which is called `what`, as a body; raises FileRefused where it cannot be read or is too large."""
        media = MEDIA.get(self.path.suffix.lower())
        if media is None:
            raise file_refused("file.unknown_type", "", f"{what} ends in .csv, .tsv, .txt or .xlsx")
        check_regular(self.path)
        try:
            with self.path.open("rb") as stream:
                content = stream.read(UPLOAD_BODY_BYTES_MAX + 1)
        except OSError as error:
            raise unreadable(error) from None
        if len(content) > UPLOAD_BODY_BYTES_MAX:
            message = f"{what} may hold at most {UPLOAD_BODY_BYTES_MAX >> 20} MiB; send it in parts"
            raise file_refused("file.too_large", "", message)
        return Sending(content, media)


def tell_warnings(answer: Mapping[str, Any], path: Path) -> None:
    """What deserves a look, on the error stream."""
    for warning in _problems(answer["warnings"]):
        tell(*finding_lines(warning, str(path), None, style="yellow"))


def end_with_problems(answer: Mapping[str, Any], path: Path) -> None:
    """End the command with what is wrong by cell, and how much more there is."""
    more = answer["problems_count"] - len(answer["problems"])
    listed = _problems(answer["problems"])
    if more > 0:
        listed.append(Problem("file.more_problems", "", f"{more:,} more problems; mend these first"))
    end_with(listed, str(path))


def _problems(errors: Iterable[Mapping[str, Any]]) -> list[Problem]:
    return [Problem(error["code"], error["path"], error["message"]) for error in errors]

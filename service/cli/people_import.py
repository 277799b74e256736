"""`bonus people import`: a file to the service, and what it made of it on the screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rich.text import Text

from rules import Problem
from service.cli.findings import end_with, finding_lines, refusals
from service.cli.people_table import plain_table
from service.cli.remote import Sending, remote
from service.cli.screen import show, tell, visible
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
_SHOWN_MAX: Final = 25


@dataclass(frozen=True, slots=True)
class GivenPeople:
    """A file and how it is to be read."""

    path: Path
    of: str
    effective_from: str | None
    decimal: str | None
    encoding: str
    sheet: str | None

    @property
    def query(self) -> dict[str, str]:
        """The options that were given, as the service takes them."""
        encoding = None if self.encoding == "utf-8" else self.encoding
        options = {
            "effective_from": self.effective_from,
            "decimal": self.decimal,
            "encoding": encoding,
            "sheet": self.sheet,
        }
        return {name: value for name, value in options.items() if value is not None}

    def sending(self) -> Sending:
        """The file as a body; raises FileRefused where it cannot be read or is too large."""
        media = MEDIA.get(self.path.suffix.lower())
        if media is None:
            raise file_refused("file.unknown_type", "", "a file of people ends in .csv, .tsv, .txt or .xlsx")
        check_regular(self.path)
        try:
            with self.path.open("rb") as stream:
                content = stream.read(UPLOAD_BODY_BYTES_MAX + 1)
        except OSError as error:
            raise unreadable(error) from None
        if len(content) > UPLOAD_BODY_BYTES_MAX:
            message = f"a file of people may hold at most {UPLOAD_BODY_BYTES_MAX >> 20} MiB; send it in parts"
            raise file_refused("file.too_large", "", message)
        return Sending(content, media)


def run_import(given: GivenPeople, *, preview: bool) -> None:
    """Send the file and show what came of it; exit code 1 where something in it is wrong."""
    query = {**given.query, "preview": "true"} if preview else given.query
    with refusals(str(given.path)), remote() as service:
        answer = service.ask("POST", f"/v1/{given.of}/import", query=query, sending=given.sending()).document()
    for warning in _problems(answer["warnings"]):
        tell(*finding_lines(warning, str(given.path), None, style="yellow"))
    if answer["changes"]:
        _show_changes(answer["changes"], given.of)
    show(Text(_summary(answer, given.of)))
    if answer["problems"]:
        _end_with_problems(answer, given.path)


def _show_changes(changes: Iterable[Mapping[str, Any]], of: str) -> None:
    listed = list(changes)
    table = plain_table()
    table.add_column("participant", overflow="fold")
    table.add_column("", no_wrap=True)
    table.add_column("from", no_wrap=True)
    table.add_column("what", ratio=1)
    for change in listed[:_SHOWN_MAX]:
        words = [visible(word) for word in change["words"]]
        table.add_row(
            visible(change["participant"]), change["status"], change["effective_from"] or "", "\n".join(words)
        )
    show(table)
    if len(listed) > _SHOWN_MAX:
        show(Text(f"… and more; the preview over HTTP lists {len(listed)} of them"))


def _summary(answer: Mapping[str, Any], of: str) -> str:
    counts = ", ".join(f"{answer[status]:,} {status}" for status in ("created", "changed", "unchanged"))
    told = "Saved" if answer["saved"] else "Preview, nothing saved"
    wrong = f"; problems: {answer['problems_count']:,}" if answer["problems_count"] else ""
    return f"{told}: {counts} ({of} in the file: {answer['rows']:,}{wrong})"


def _end_with_problems(answer: Mapping[str, Any], path: Path) -> None:
    more = answer["problems_count"] - len(answer["problems"])
    listed = _problems(answer["problems"])
    if more > 0:
        listed.append(Problem("file.more_problems", "", f"{more:,} more problems; mend these first"))
    end_with(listed, str(path))


def _problems(errors: Iterable[Mapping[str, Any]]) -> list[Problem]:
    return [Problem(error["code"], error["path"], error["message"]) for error in errors]

"""`bonus people import`: a file to the service, and what it made of it on the screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rich.text import Text

from service.cli.findings import refusals
from service.cli.given_file import GivenFile, end_with_problems, tell_warnings
from service.cli.people_table import plain_table
from service.cli.remote import remote
from service.cli.screen import show, visible

_SHOWN_MAX: Final = 25


@dataclass(frozen=True, slots=True)
class GivenPeople:
    """A file of participants or assignments, and the first day of rows that do not say their own."""

    file: GivenFile
    of: str
    effective_from: str | None

    @property
    def query(self) -> dict[str, str]:
        """The options that were given, as the service takes them."""
        return {**self.file.query, **({} if self.effective_from is None else {"effective_from": self.effective_from})}


def run_import(given: GivenPeople, *, preview: bool) -> None:
    """Send the file and show what came of it; exit code 1 where something in it is wrong."""
    query = {**given.query, "preview": "true"} if preview else given.query
    path = given.file.path
    with refusals(str(path)), remote() as service:
        sending = given.file.sending("a file of people")
        answer = service.ask("POST", f"/v1/{given.of}/import", query=query, sending=sending).document()
    tell_warnings(answer, path)
    if answer["changes"]:
        _show_changes(answer["changes"], given.of)
    show(Text(_summary(answer, given.of)))
    if answer["problems"]:
        end_with_problems(answer, path)


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

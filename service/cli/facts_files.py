"""`bonus facts import`: a file of facts to the service, and what it made of it on the screen."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from rich.text import Text

from service.cli.findings import refusals
from service.cli.given_file import GivenFile, end_with_problems, tell_warnings
from service.cli.people_table import plain_table
from service.cli.remote import remote
from service.cli.screen import show, visible

_SHOWN_MAX: Final = 25
_COUNTS: Final = ("new", "revised", "outdated", "known")


def run_facts_import(given: GivenFile, label: str | None, *, preview: bool) -> None:
    """Send the file and show what came of it; exit code 1 where something in it is wrong."""
    query = given.query | ({} if label is None else {"label": label}) | ({"preview": "true"} if preview else {})
    with refusals(str(given.path)), remote() as service:
        sending = given.sending("a file of facts")
        answer = service.ask("POST", "/v1/facts/import", query=query, sending=sending).document()
    tell_warnings(answer, given.path)
    if answer["changes"]:
        _show_changes(answer["changes"])
    show(Text(_summary(answer)))
    if answer["problems"]:
        end_with_problems(answer, given.path)


def _show_changes(changes: Iterable[Mapping[str, Any]]) -> None:
    listed = list(changes)
    table = plain_table()
    table.add_column("participant", overflow="fold")
    for heading in ("fact", "date", ""):
        table.add_column(heading, no_wrap=True)
    table.add_column("revision", justify="right", no_wrap=True)
    for change in listed[:_SHOWN_MAX]:
        key = visible(change["key"])
        table.add_row(visible(change["participant"]), key, change["date"], change["status"], change["revision"])
    show(table)
    if len(listed) > _SHOWN_MAX:
        show(Text(f"… and more; the preview over HTTP lists {len(listed)} of them"))


def _summary(answer: Mapping[str, Any]) -> str:
    counts = ", ".join(f"{answer[status]:,} {status}" for status in _COUNTS)
    told = "Saved" if answer["saved"] else "Preview, nothing saved"
    wrong = f"; problems: {answer['problems_count']:,}" if answer["problems_count"] else ""
    late = f"; of locked periods: {answer['late']:,}" if answer["late"] else ""
    return f"{told}: {counts} (facts in the file: {answer['rows']:,}{late}{wrong})"

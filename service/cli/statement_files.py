"""`bonus statement`: statements of a running service as files, publishing them, and which there are."""

from pathlib import Path
from typing import Final
from urllib.parse import quote

from rich.text import Text

from rules import Problem
from service.cli.findings import end_with, refusals
from service.cli.people_table import plain_table
from service.cli.remote import Sending, remote
from service.cli.screen import show, visible
from service.files.results.written_whole import written_whole

_SHAPES: Final = {".pdf": "pdf", ".html": "html", ".json": "json"}
_SERVICE: Final = "statement"
_COLUMNS: Final = ("participant", "calendar", "period", "pay_group", "revision", "published_at")


def run_save(path: Path, place: tuple[str, str, str], revision: int | None) -> None:
    """One statement as a file; `place` is calendar, period and participant."""
    shape = _SHAPES.get(path.suffix.lower())
    if shape is None:
        end_with(
            [Problem("file.unknown_type", "", "give the file a name that ends in .pdf, .html or .json")], str(path)
        )
    query = {"format": shape} | ({} if revision is None else {"revision": str(revision)})
    address = "/v1/statements/" + "/".join(quote(part, safe="") for part in place)
    with refusals(_SERVICE), remote() as service:
        content = service.ask("GET", address, query=query).content
    with refusals(str(path)), written_whole(path) as stream:
        stream.write(content)
    show(Text(f"Written: {visible(str(path))}"))


def run_publish(calendar: str, period: str, pay_group: str) -> None:
    """Publish the statements of what was booked."""
    body = Sending.of_json({"calendar": calendar, "period": period, "pay_group": pay_group})
    with refusals(_SERVICE), remote() as service:
        made = service.ask("POST", "/v1/statements/publish", sending=body).document()
    show(Text(f"Revision {made['revision']}: {made['published']} published, {made['unchanged']} unchanged"))


def run_list(participant: str | None) -> None:
    """Which statements were published."""
    query = {} if participant is None else {"participant": participant}
    table = plain_table()
    for column in _COLUMNS:
        table.add_column(column)
    with refusals(_SERVICE), remote() as service:
        for issue in service.listed("/v1/statements", query=query):
            table.add_row(*(visible(str(issue[column] or "–")) for column in _COLUMNS))
    show(table)

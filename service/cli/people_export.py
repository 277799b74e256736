"""`bonus people export` and `template`: files from the service, each there whole or not at all."""

from pathlib import Path

from rich.text import Text

from rules import Problem
from service.cli.findings import end_with, refusals
from service.cli.remote import remote
from service.cli.screen import show, visible
from service.files.results.written_whole import written_whole

_ENDINGS = (".csv", ".xlsx")


def run_export(path: Path, of: str, on: str | None, decimal: str) -> None:
    """Everybody as they are on a day."""
    query = {} if on is None else {"on": on}
    ending = _ending(path)
    if ending == ".csv" and decimal != "point":
        query["decimal"] = decimal
    _write(path, f"/v1/{of}/export{ending}", query)
    show(Text(f"Written: {visible(str(path))}"))


def run_template(path: Path, of: str) -> None:
    """The columns, explained."""
    _write(path, f"/v1/{of}/template{_ending(path)}", {})
    show(Text(f"Written: {visible(str(path))}"))


def _ending(path: Path) -> str:
    ending = path.suffix.lower()
    if ending not in _ENDINGS:
        end_with([Problem("file.unknown_type", "", "give the file a name that ends in .csv or .xlsx")], str(path))
    return ending


def _write(path: Path, address: str, query: dict[str, str]) -> None:
    with refusals(str(path)), remote() as service:
        content = service.ask("GET", address, query=query).content
        with written_whole(path) as stream:
            stream.write(content)

"""`bonus runs parallel`: a run of a running service beside last month's spreadsheet."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from rich.text import Text

from service.cli.findings import refusals
from service.cli.given_file import GivenFile, tell_warnings
from service.cli.people_table import plain_table
from service.cli.remote import remote
from service.cli.screen import show, visible
from service.figures import NOTHING, amount_text, count_text

_ERASED: Final = "(erased)"
_WORDS: Final = {
    "missing_here": "not in the run",
    "missing_there": "not in the file",
    "blocked_here": "blocked in the run",
    "currency_differs": "another currency",
    "rounding_differs": "rounded otherwise, it seems",
    "amount_differs": "another amount",
    "components_differ": "other components",
}
_SIDES: Final = ("here", "there", "difference")


def run_parallel(run_id: int, given: GivenFile) -> None:
    """Everybody whose pay is not the same, why, and what both sides add up to."""
    with refusals(str(given.path)), remote() as service:
        run = service.ask("GET", f"/v1/runs/{run_id}").document()
        place = "/".join(quote(run[name], safe="") for name in ("calendar", "period", "pay_group"))
        query, sending = {**given.query, "run": str(run_id)}, given.sending("a file of amounts")
        found = service.ask("POST", f"/v1/periods/{place}/parallel", query=query, sending=sending).document()
    tell_warnings(found, given.path)
    table = plain_table()
    table.add_column("participant", overflow="fold")
    for heading in ("run", "file", "difference"):
        table.add_column(heading, justify="right")
    table.add_column("why", ratio=1)
    for one in found["data"]:
        name = _ERASED if one["participant"] is None else visible(one["participant"])
        table.add_row(name, *(_amounts(one[side]) for side in _SIDES), "\n".join(_why(one)))
    show(table)
    show(Text(f"{count_text(found['same'])} the same, {count_text(found['differing'])} not"))
    for side, name in zip(_SIDES, ("run", "file", "difference"), strict=True):
        show(Text(f"{name}: {_amounts(found['totals'][side])}"))


def _why(one: Mapping[str, Any]) -> list[str]:
    """The causes, then what differs by component, then why the run blocks or pays nothing."""
    said = [_WORDS.get(cause, visible(cause)) for cause in one["causes"]]
    for part in one["components"]:
        if part["difference"]:
            said.append(f"{visible(part['component'])}: {_amounts(part['difference'])}")
    return said + [visible(finding["message"].partition("; ")[0]) for finding in one["findings"]]


def _amounts(amounts: Mapping[str, str] | None) -> str:
    """Amounts with their currencies; what is not known is only a dash."""
    if amounts is None:
        return NOTHING
    if not amounts:
        return "0"
    return ", ".join(f"{amount_text(amount)} {currency}" for currency, amount in amounts.items())

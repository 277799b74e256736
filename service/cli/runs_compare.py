"""`bonus runs compare`: two runs of a running service side by side, or why one person's pay changed."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from rich.text import Text

from service.cli.findings import refusals
from service.cli.people_table import plain_table
from service.cli.remote import Remote, remote
from service.cli.screen import show, visible
from service.figures import NOTHING, amount_text

_PAGE: Final = "200"
_ERASED: Final = "(erased)"

Amounts = Mapping[str, str]


def run_compare(from_run: int, to_run: int, participant: str | None, *, every: bool) -> None:
    """Everybody whose pay is not the same, with `every` everybody; or the causes of one person's change."""
    query = {"from_run": str(from_run), "to_run": str(to_run)}
    with refusals(""), remote() as service:
        if participant is None:
            _show_people(service, query, every=every)
        else:
            path = f"/v1/comparisons/{quote(participant, safe='')}"
            _show_causes(service.ask("GET", path, query=query).document())


def _show_people(service: Remote, query: Mapping[str, str], *, every: bool) -> None:
    table = plain_table()
    table.add_column("participant", overflow="fold")
    for heading in ("old", "new", "change"):
        table.add_column(heading, justify="right")
    totals: Mapping[str, Any] = {}
    for page in _pages(service, query):
        totals = page["totals"]
        for one in page["data"]:
            if every or one["change"] != {}:
                name = _ERASED if one["participant"] is None else visible(one["participant"])
                table.add_row(name, *(_amounts(one[column]) for column in ("old", "new", "change")))
    show(table)
    for side in ("old", "new"):
        counts = totals[side]["results"]
        shown = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
        show(Text(f"{side}: {_amounts(totals[side]['amounts'])} ({shown})"))
    show(Text(f"change: {_amounts(totals['change'])}"))


def _pages(service: Remote, query: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    cursor: str | None = None
    while True:
        more = {} if cursor is None else {"cursor": cursor}
        page = service.ask("GET", "/v1/comparisons", query={**query, "limit": _PAGE, **more}).document()
        yield page
        if not page["has_more"]:
            return
        cursor = page["next_cursor"]


def _show_causes(found: Mapping[str, Any]) -> None:
    table = plain_table()
    table.add_column(visible(found["participant"]))
    table.add_column("amount", justify="right")
    table.add_row("old", _amounts(found["old"]))
    for step in found["steps"]:
        table.add_row(step["name"], _amounts(step["total"]))
    table.add_row("new", _amounts(found["new"]))
    show(table)
    if found["blocked"]:
        show(Text(f"Blocked: {' and '.join(found['blocked'])}; there is nothing to compare."))


def _amounts(amounts: Amounts | None) -> str:
    """Amounts with their currencies; a blocked one is only a dash."""
    if amounts is None:
        return NOTHING
    if not amounts:
        return "0"
    return ", ".join(f"{amount_text(amount)} {currency}" for currency, amount in amounts.items())

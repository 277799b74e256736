"""`bonus keys`: what an operator does for somebody who has lost their key, or must lose it."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from rich import box
from rich.table import Table
from rich.text import Text

from rules import Problem
from service.access.operators import operator_actor
from service.cli.findings import end_with, refusals
from service.cli.operator import os_user
from service.cli.screen import show, show_text, tell, visible
from service.cli.store import opened_store
from service.clock import now
from service.first_start import started_mode
from service.principals.use_cases.operator_keys import HeldKey, list_held, make_for, revoke_numbered
from service.work import Work, carry_out

_ERASED = "(erased)"
_NEVER = "–"

Result = TypeVar("Result")


def run_create(name: str, scopes: str, days: int | None) -> None:
    """Make a key and print it, alone on standard output so that it can be piped to where it is kept."""
    chosen = [scope.strip() for scope in scopes.split(",")]
    key = _as_operator("--principal", lambda work: make_for(work, name, chosen, days))
    tell(Text(f"A key of {visible(name)}, shown this once:"))
    show_text(f"{key}\n")


def run_list(name: str | None) -> None:
    """Print the keys of one principal or of all."""
    found = _as_operator("--principal", lambda work: list_held(work, name))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("number", "label", "made", "last used", "ends"):
        table.add_column(heading, no_wrap=True)
    for heading in ("principal", "scopes"):
        table.add_column(heading, overflow="fold")
    moment = now()
    for held in found:
        table.add_row(*_cells(held, moment))
    show(table)


def run_revoke(key_id: int) -> None:
    """End a key."""
    _as_operator("NUMBER", lambda work: revoke_numbered(work, key_id))
    show(Text(f"Key {key_id} lets nobody in any more."))


def _as_operator(origin: str, use_case: Callable[[Work], Result]) -> Result:
    with opened_store() as store, refusals(origin):
        if started_mode(store.database) is None:
            message = (
                "this store was never started, so nobody has a key; bonus serve starts it and prints the first two"
            )
            end_with([Problem("store.not_started", "", message)], store.database.shown)
        return carry_out(store.database, operator_actor(store.database, os_user()), use_case)


def _cells(held: HeldKey, moment: datetime) -> tuple[str, ...]:
    key = held.key
    name = _ERASED if held.holder is None else visible(held.holder)
    if key.revoked_at is not None:
        end = f"revoked {_day(key.revoked_at)}"
    elif key.is_good(moment):
        end = _day(key.ends_at)
    else:
        end = f"ended {_day(key.ends_at)}"
    return str(key.id), key.label, _day(key.created_at), _day(key.last_used_at), end, name, key.scopes


def _day(moment: datetime | None) -> str:
    return _NEVER if moment is None else moment.date().isoformat()

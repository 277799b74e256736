"""The store at the start of the service: made, migrated and started before anything is served."""

from typing import Final

from pydantic import SecretStr
from rich.text import Text

from rules import Problem
from service.cli.findings import end_with, refusals
from service.cli.operator import os_user
from service.cli.screen import tell
from service.cli.store import database_of
from service.first_start import FirstKeys, first_start, started_mode
from service.settings import Settings
from service.store.database import Database
from service.store.prepare import prepare

_PURPOSES: Final = {
    "admin": "writes plans and people, gives out keys and roles",
    "approver": "agrees to what the admin asks for, or not: give this key to another person",
}


def start_store(settings: Settings, *, workers: int = 1) -> Settings:
    """The settings with the URL of a store that is ready; ends the command where there can be none.

    The keys of the first two persons go to standard error, and nowhere else.
    """
    database = database_of(settings)
    if database.is_sqlite and workers > 1:
        message = "SQLite serves one process; set BONUS_DATABASE_URL to a PostgreSQL for several"
        end_with([Problem("serve.workers_need_postgresql", "--workers", message)])
    owner = None if settings.migration_url is None else Database(settings.migration_url.get_secret_value())
    try:
        _prepare(database, owner)
        _start(database, settings)
    finally:
        for each in (database, owner):
            if each is not None:
                each.close()
    url = SecretStr(database.url.render_as_string(hide_password=False))
    # The processes that serve have no need of the owner's password.
    return settings.model_copy(update={"database_url": url, "migration_url": None})


def _prepare(database: Database, owner: Database | None) -> None:
    with refusals(""):
        done = prepare(database, owner)
    if done.is_changed and done.before is not None:
        tell(Text(f"The store went from migration {done.before} to {done.after}."))


def _start(database: Database, settings: Settings) -> None:
    with refusals(""):
        mode = started_mode(database)
        keys = None if mode is not None else first_start(database, settings.approvals, os_user())
    if keys is not None:
        tell(*_first_words(database, keys, settings.approvals == "single"))
    elif "approvals" in settings.model_fields_set and mode is not None and mode != settings.approvals:
        message = f"BONUS_APPROVALS is read at the first start only; this store keeps {mode}."
        tell(Text(message, style="yellow"))


def _first_words(database: Database, keys: FirstKeys, is_alone: bool) -> list[Text]:
    shown = {"admin": keys.admin, "approver": keys.approver}
    lines = [Text(f"A new store: {database.shown}\nTwo persons with a key each, shown this once and kept nowhere:\n")]
    for name, key in shown.items():
        lines.append(Text(f"{name}: {_PURPOSES[name]}"))
        lines.append(Text(f"{key}\n", style="bold"))
    if is_alone:
        lines.append(Text("BONUS_APPROVALS=single: the admin may approve alone what the admin asked for.\n"))
    return lines

"""`bonus db`: bringing a store up to date, and saying how it stands."""

import typer
from rich.text import Text

from service.access.operators import operator_actor
from service.cli.findings import REFUSED, refusals
from service.cli.operator import os_user
from service.cli.screen import show
from service.cli.settings import read_settings
from service.cli.store import database_of, named_store
from service.first_start import started_mode
from service.store.database import Database
from service.store.migrate import Upgraded, newest_revision, revision_of
from service.store.prepare import place_of, prepare, readiness_of
from service.store.rights import owns_tables
from service.store.unusable import opening
from service.work import Work, carry_out

_SAID = {
    "ready": "ready to serve",
    "empty": "empty: bonus serve or bonus db upgrade makes the tables",
    "older": "waits for bonus db upgrade",
    "newer": "made by a newer release: use that one",
}


def run_upgrade() -> None:
    """Bring the tables to this release's migration, and say from where to where."""
    settings = read_settings()
    database = database_of(settings)
    owner = None if settings.migration_url is None else Database(settings.migration_url.get_secret_value())
    try:
        with refusals(""):
            done = prepare(database, owner)
            if done.is_changed and done.before is not None:
                _record(database, done)
    finally:
        for each in (database, owner):
            if each is not None:
                each.close()
    show(Text(f"{database.shown}: {done.before or 'empty'} -> {done.after}"))


def run_status() -> None:
    """Print how the store stands; exit code 1 unless it is ready."""
    with named_store() as store, refusals(""):
        database = store.database
        readiness = readiness_of(database)
        with opening(database, place_of(database)):
            found = revision_of(database) or "none"
        lines = {"store": database.shown, "migration": f"{found}; this release needs {newest_revision()}"}
        if readiness == "ready":
            lines["approvals"] = started_mode(database) or "not started yet"
            if not database.is_sqlite:
                lines["role"] = _role(database)
        lines["state"] = _SAID[readiness]
    show(*(Text(f"{name:<10} {said}") for name, said in lines.items()))
    if readiness != "ready":
        raise typer.Exit(REFUSED)


def _role(database: Database) -> str:
    if owns_tables(database):
        return f"{database.url.username} owns the tables and could take their protection away: see BONUS_MIGRATION_URL"
    return f"{database.url.username} owns no table"


def _record(database: Database, done: Upgraded) -> None:
    def upgraded(work: Work) -> None:
        work.changed("store.upgraded", f"migration/{done.after}")

    carry_out(database, operator_actor(database, os_user()), upgraded)

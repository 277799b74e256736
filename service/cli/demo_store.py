"""`bonus demo --load`: the sample company in a store, brought there by two persons as any company would be."""

from rich.text import Text

from rules import Problem
from service.cli.demo_calendar import load_calendar
from service.cli.demo_facts import load_facts
from service.cli.demo_people import load_people
from service.cli.demo_plan import FROM, load_plan
from service.cli.findings import end_with, refusals
from service.cli.screen import show
from service.cli.settings import read_settings
from service.cli.start_store import start_store
from service.cli.store import database_of
from service.first_start import started_mode
from service.store.database import Database
from service.store.prepare import readiness_of


def run_load() -> None:
    """Make a store, start it and fill it; ends the command where one is in use, so that nobody mixes the two."""
    settings = read_settings()
    database = database_of(settings)
    try:
        _refuse_used(database)
        start_store(settings)
        with refusals("sample company"):
            key, number = load_plan(database)
            people = load_people(database, key)
            load_calendar(database)
            facts = load_facts(database)
    finally:
        database.close()
    show(
        Text(
            f"Loaded: plan {key}, version {number} in force from {FROM};"
            f" {people} people, each assigned to it; 12 open months; {facts} facts of February and March."
        ),
        Text("The admin wrote and published it after the approver had agreed, as the audit tells."),
        Text("Now: bonus serve"),
    )


def _refuse_used(database: Database) -> None:
    if database.file is not None and not database.file.exists():
        return
    with refusals(""):
        readiness = readiness_of(database)
        is_used = readiness not in ("empty", "ready") or (readiness == "ready" and started_mode(database) is not None)
    if is_used:
        message = "this store is in use; load the sample company into one of its own: another folder or database"
        end_with([Problem("demo.store_in_use", "", message)], database.shown)

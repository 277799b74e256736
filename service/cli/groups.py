"""The groups of commands, in the order in which `bonus --help` shows them."""

from typing import Final

import typer

from service.cli.db_commands import db_app
from service.cli.facts_commands import facts_app
from service.cli.keys_commands import keys_app
from service.cli.payments_commands import payments_app
from service.cli.people_commands import people_app
from service.cli.plans_commands import plans_app
from service.cli.runs_commands import runs_app
from service.cli.statement_commands import statement_app

GROUPS: Final[tuple[typer.Typer, ...]] = (
    db_app,
    keys_app,
    plans_app,
    people_app,
    facts_app,
    runs_app,
    payments_app,
    statement_app,
)

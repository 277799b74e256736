"""`bonus db …` with its arguments and options."""

# ruff: noqa: PLC0415 - `bonus --help` must not load the database
import typer

db_app = typer.Typer(name="db", help="The store: what it is at, and bringing it up to date.", no_args_is_help=True)


@db_app.command(epilog="Exit codes: 0 the store is at this release's migration; 1 it is not, nothing was changed.")
def upgrade() -> None:
    """Make the tables, or bring them to this release's migration; says from where to where.

    On PostgreSQL as BONUS_MIGRATION_URL if it is set; the role of BONUS_DATABASE_URL is then granted what it needs.
    """
    from service.cli.db import run_upgrade

    run_upgrade()


@db_app.command(epilog="Exit codes: 0 ready to serve; 1 not ready, or not there.")
def status() -> None:
    """Say where the store is, what it is at and what this release needs; changes nothing."""
    from service.cli.db import run_status

    run_status()

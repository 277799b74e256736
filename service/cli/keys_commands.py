"""`bonus keys …` with its arguments and options."""

# ruff: noqa: PLC0415 - what they do is imported when one of them runs
from typing import Annotated

import typer

_EXIT_CODES = "Exit codes: 0 done; 1 refused, nothing was changed."
_DAYS_MAX = 36_500

keys_app = typer.Typer(
    name="keys",
    help="Keys of the store, for operators: the store of BONUS_DATABASE_URL, or bonus.sqlite in this folder.",
    no_args_is_help=True,
)

PrincipalOption = Annotated[
    str | None, typer.Option("--principal", metavar="NAME", help="Only the keys of this person or system.")
]


@keys_app.command(epilog=_EXIT_CODES)
def create(
    *,
    principal: Annotated[
        str, typer.Option("--principal", metavar="NAME", help="Whose key, such as admin.", show_default=False)
    ],
    scopes: Annotated[
        str, typer.Option("--scopes", metavar="LIST", help="Only these, with commas between; * is all of the roles.")
    ] = "*",
    expires_in_days: Annotated[
        int | None, typer.Option("--expires-in-days", min=1, max=_DAYS_MAX, help="When the key ends by itself.")
    ] = None,
) -> None:
    """Make a key for somebody who has lost theirs, and print it once. The audit says which operator did it."""
    from service.cli.keys import run_create

    run_create(principal, scopes, expires_in_days)


@keys_app.command("list", epilog=_EXIT_CODES)
def list_keys(*, principal: PrincipalOption = None) -> None:
    """List keys: whose, made and last used when, ended or not; never the keys themselves."""
    from service.cli.keys import run_list

    run_list(principal)


@keys_app.command(epilog=_EXIT_CODES)
def revoke(
    key: Annotated[int, typer.Argument(metavar="NUMBER", min=1, help="As bonus keys list shows it.")],
) -> None:
    """End a key now."""
    from service.cli.keys import run_revoke

    run_revoke(key)

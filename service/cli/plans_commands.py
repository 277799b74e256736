"""The commands `bonus plans …` with their arguments and options."""

# ruff: noqa: PLC0415 - what they do is imported when one of them runs
from pathlib import Path
from typing import Annotated, Literal

import typer

_EXIT_CODES = "Exit codes: 0 done; 1 refused: the command line, a file, or what the service said."

plans_app = typer.Typer(
    name="plans",
    help="Plans of a running service as files: BONUS_URL says where it is, BONUS_API_KEY who asks.",
    no_args_is_help=True,
)

KeysArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[KEY]…", help="Only these plans; else all.", show_default=False)
]
FolderOption = Annotated[Path, typer.Option("--folder", metavar="FOLDER", help="Where the files are, one per plan.")]


@plans_app.command(epilog=_EXIT_CODES)
def pull(
    keys: KeysArgument = None,
    *,
    folder: FolderOption = Path(),
    form: Annotated[
        Literal["yaml", "json"], typer.Option("--as", help="The form of new files; a file keeps the one it has.")
    ] = "yaml",
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that were changed here.")] = False,
) -> None:
    """Write the plans of the service into files: each one's draft, or its last version where there is no draft."""
    from service.cli.plans_pull import run_pull

    run_pull(keys or (), folder, form=form, force=force)


@plans_app.command(epilog=_EXIT_CODES)
def push(
    keys: KeysArgument = None,
    *,
    folder: FolderOption = Path(),
    submit: Annotated[bool, typer.Option("--submit", help="Submit what no version holds yet, for approval.")] = False,
    effective_from: Annotated[
        str | None, typer.Option("--effective-from", metavar="DATE", help="First day in force, such as 2026-03-01.")
    ] = None,
    effective_until: Annotated[
        str | None, typer.Option("--effective-until", metavar="DATE", help="The day after the last one; else open.")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A word to the approver.")] = None,
) -> None:
    """Write files as drafts and tell what changed; refused where somebody else changed the draft meanwhile."""
    from service.cli.plans_push import Submission, run_push

    if submit != (effective_from is not None):
        raise typer.BadParameter("--submit and --effective-from go together")
    if not submit and (effective_until is not None or note is not None):
        raise typer.BadParameter("--effective-until and --note say something only with --submit")
    submission = None if effective_from is None else Submission(effective_from, effective_until, note)
    run_push(keys or (), folder, submission)

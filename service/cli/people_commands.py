"""`bonus people` with its arguments and options. What the commands do is imported when one of them runs."""

# ruff: noqa: PLC0415 - that is the point: `bonus --help` must not load the engine
from pathlib import Path
from typing import Annotated, Literal

import typer

people_app = typer.Typer(
    name="people",
    help="Participants and assignments of a running service, as files (BONUS_URL, BONUS_API_KEY).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

_EXIT_CODES = "Exit codes: 0 done; 1 the command line or the file is refused, or no service answers."

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx file.", show_default=False)]
OfOption = Annotated[
    Literal["participants", "assignments"],
    typer.Option("--of", help="What a row is: a participant, or an assignment to a plan."),
]


@people_app.command("import", epilog=_EXIT_CODES)
def import_file(
    file: FileArgument,
    *,
    of: OfOption = "participants",
    preview: Annotated[bool, typer.Option("--preview", help="Show what would change; save nothing.")] = False,
    effective_from: Annotated[
        str | None,
        typer.Option("--effective-from", metavar="DAY", help="The first day of rows that do not say their own."),
    ] = None,
    decimal: Annotated[
        Literal["point", "comma"] | None, typer.Option("--decimal", help="The decimal mark of the file.")
    ] = None,
    encoding: Annotated[
        Literal["utf-8", "cp1251", "cp1252"], typer.Option("--encoding", help="The encoding of a CSV file.")
    ] = "utf-8",
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help="The sheet of a workbook; else the first.")
    ] = None,
) -> None:
    """Save the rows of a file: all of them, or none and every cell that is wrong.

    An empty cell leaves what is stored, (none) takes a value away.
    """
    from service.cli.given_file import GivenFile
    from service.cli.people_import import GivenPeople, run_import

    run_import(GivenPeople(GivenFile(file, decimal, encoding, sheet), of, effective_from), preview=preview)


@people_app.command("export", epilog=_EXIT_CODES)
def export_file(
    file: FileArgument,
    *,
    of: OfOption = "participants",
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DAY", help="What is true on this day, such as 2026-03-31; else today."),
    ] = None,
    decimal: Annotated[
        Literal["point", "comma"], typer.Option("--decimal", help="The decimal mark of a CSV file.")
    ] = "point",
) -> None:
    """Write everybody to FILE, as import reads it back; replaces FILE."""
    from service.cli.people_export import run_export

    run_export(file, of, on, decimal)


@people_app.command("template", epilog=_EXIT_CODES)
def template_file(file: FileArgument, *, of: OfOption = "participants") -> None:
    """Write an empty file with every column explained; replaces FILE."""
    from service.cli.people_export import run_template

    run_template(file, of)

"""`bonus facts` with its arguments and options. What the commands do is imported when one of them runs."""

# ruff: noqa: PLC0415 - that is the point: `bonus --help` must not load the engine
from pathlib import Path
from typing import Annotated, Literal

import typer

facts_app = typer.Typer(
    name="facts",
    help="Facts to a running service, as files (BONUS_URL, BONUS_API_KEY).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

_EXIT_CODES = "Exit codes: 0 done; 1 the command line or the file is refused, or no service answers."

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx file.", show_default=False)]


@facts_app.command("import", epilog=_EXIT_CODES)
def import_file(
    file: FileArgument,
    *,
    preview: Annotated[bool, typer.Option("--preview", help="Show what is new; save nothing.")] = False,
    label: Annotated[
        str | None,
        typer.Option(
            "--label",
            metavar="NAME",
            help="Whose figures these are: under the same name a figure takes the place of the last.",
        ),
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
    """Save the rows of a file, each one fact: all of them, or none and every cell that is wrong."""
    from service.cli.facts_files import run_facts_import
    from service.cli.given_file import GivenFile

    run_facts_import(GivenFile(file, decimal, encoding, sheet), label, preview=preview)


@facts_app.command("template", epilog=_EXIT_CODES)
def template_file(file: FileArgument) -> None:
    """Write an empty file with every column explained; replaces FILE."""
    from service.cli.people_export import run_template

    run_template(file, "facts")

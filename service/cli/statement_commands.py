"""`bonus statement` with its arguments and options. What the commands do is imported when one of them runs."""

# ruff: noqa: PLC0415 - that is the point: `bonus --help` must not load the engine
from pathlib import Path
from typing import Annotated

import typer

statement_app = typer.Typer(
    name="statement",
    help="What participants are shown of their pay, from a running service (BONUS_URL, BONUS_API_KEY).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

_EXIT_CODES = "Exit codes: 0 done; 1 the command line is refused, there is no such statement, or no service answers."

CalendarOption = Annotated[
    str, typer.Option("--calendar", metavar="KEY", help="The calendar of the period.", show_default=False)
]
PeriodOption = Annotated[
    str, typer.Option("--period", metavar="KEY", help="The period, such as 2026-03.", show_default=False)
]


@statement_app.command("save", epilog=_EXIT_CODES)
def save(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A .pdf, .html or .json file; replaced.", show_default=False)
    ],
    *,
    participant: Annotated[
        str, typer.Option("--participant", metavar="ID", help="Whose statement.", show_default=False)
    ],
    calendar: CalendarOption,
    period: PeriodOption,
    revision: Annotated[
        int | None, typer.Option("--revision", metavar="NUMBER", help="Of the pay; else the newest.")
    ] = None,
) -> None:
    """Write one statement to FILE."""
    from service.cli.statement_files import run_save

    run_save(file, (calendar, period, participant), revision)


@statement_app.command("publish", epilog=_EXIT_CODES)
def publish(
    *,
    calendar: CalendarOption,
    period: PeriodOption,
    pay_group: Annotated[str, typer.Option("--pay-group", metavar="NAME", help="Who is paid together.")] = "all",
) -> None:
    """Let participants see their statements of what was booked."""
    from service.cli.statement_files import run_publish

    run_publish(calendar, period, pay_group)


@statement_app.command("list", epilog=_EXIT_CODES)
def list_published(
    *,
    participant: Annotated[
        str | None, typer.Option("--participant", metavar="ID", help="Only of this participant.")
    ] = None,
) -> None:
    """Print which statements were published, newest first."""
    from service.cli.statement_files import run_list

    run_list(participant)

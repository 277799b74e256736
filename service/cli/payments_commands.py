"""`bonus payments` with its arguments and options. What the commands do is imported when one of them runs."""

# ruff: noqa: PLC0415 - that is the point: `bonus --help` must not load the engine
from pathlib import Path
from typing import Annotated, Literal

import typer

payments_app = typer.Typer(
    name="payments",
    help="Payments of a running service and their files for payroll (BONUS_URL, BONUS_API_KEY).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

_EXIT_CODES = "Exit codes: 0 done; 1 the command line or the request is refused, or no service answers."

PaymentArgument = Annotated[int, typer.Argument(metavar="PAYMENT", help="The payment by its id.", min=1)]


@payments_app.command("create", epilog=_EXIT_CODES)
def create(
    calendar: Annotated[str, typer.Argument(metavar="CALENDAR", help="Such as monthly.", show_default=False)],
    period: Annotated[str, typer.Argument(metavar="PERIOD", help="Such as 2026-03.", show_default=False)],
    *,
    pay_group: Annotated[str, typer.Option("--pay-group", metavar="NAME", help="Who is paid together.")] = "all",
    participant: Annotated[
        str | None, typer.Option("--participant", metavar="ID", help="Pay this one person, off-cycle.")
    ] = None,
    once: Annotated[
        str | None,
        typer.Option("--once", metavar="KEY", help="Your name for this payment: the same again pays nothing twice."),
    ] = None,
) -> None:
    """Pay what is payable of a locked period: each line once."""
    from service.cli.payments import Wanted, run_create

    run_create(Wanted(calendar, period, pay_group, participant), once)


@payments_app.command("export", epilog=_EXIT_CODES)
def export(
    payment: PaymentArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the file goes.", show_default=False)],
    *,
    file_format: Annotated[
        Literal["csv", "xlsx", "adp", "gusto", "datev_lodas", "sap_0015"],
        typer.Option("--format", help="Which file payroll takes."),
    ] = "csv",
    mapping: Annotated[str | None, typer.Option("--mapping", metavar="NAME", help="The layout by its name.")] = None,
) -> None:
    """Write a payment as FILE for payroll, with its manifest beside it as FILE.manifest.json; replaces both."""
    from service.cli.payments import run_export

    run_export(payment, file, file_format, mapping)


@payments_app.command("receipt", epilog=_EXIT_CODES)
def receipt(
    payment: PaymentArgument,
    state: Annotated[
        Literal["accepted", "rejected", "partly"],
        typer.Argument(metavar="STATE", help="accepted, rejected, or partly.", show_default=False),
    ],
    *,
    reference: Annotated[
        str | None, typer.Option("--reference", metavar="TEXT", help="Payroll's own number of it.")
    ] = None,
    rejected: Annotated[
        list[str] | None,
        typer.Option(
            "--rejected", metavar="LINE[=CODE]", help="A line that payroll refused, of a payment that it took partly."
        ),
    ] = None,
) -> None:
    """Note that payroll took a payment, refused it, or took it without some lines."""
    from service.cli.payments import run_receipt

    run_receipt(payment, state, reference, rejected or [])

"""`bonus runs` with its arguments and options. What the commands do is imported when one of them runs."""

# ruff: noqa: PLC0415 - that is the point: `bonus --help` must not load the engine
from pathlib import Path
from typing import Annotated, Literal

import typer

runs_app = typer.Typer(
    name="runs",
    help="Runs of a running service (BONUS_URL, BONUS_API_KEY), and whether what they stored comes out again.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

_WATCHED = "Exit codes: 0 finished; 1 refused, failed or cancelled; 3 finished, somebody is blocked."

RunArgument = Annotated[int, typer.Argument(metavar="RUN", min=1, help="The number of a run.", show_default=False)]


@runs_app.command("start", epilog=_WATCHED)
def start(
    calendar: Annotated[str, typer.Argument(metavar="CALENDAR", help="Key of a calendar.", show_default=False)],
    period: Annotated[str, typer.Argument(metavar="PERIOD", help="Key of a period.", show_default=False)],
    *,
    kind: Annotated[
        Literal["preview", "final", "shadow", "correction"],
        typer.Option("--kind", help="Final and correction runs count as pay."),
    ] = "preview",
    pay_group: Annotated[str, typer.Option("--pay-group", metavar="GROUP", help="Who is paid together.")] = "all",
    plan: Annotated[
        list[str] | None,
        typer.Option("--plan", metavar="KEY", help="Only this plan; may be given several times.", show_default=False),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="MOMENT", help="As it was known then, such as 2026-04-05T00:00:00Z."),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Show how far it is, until it has ended.")] = False,
) -> None:
    """Start a run of a period."""
    from service.cli.runs import GivenRun, run_start

    run_start(GivenRun(calendar, period, kind, pay_group, plan, as_of), watch=watch)


@runs_app.command("watch", epilog=_WATCHED)
def watch_one(run: RunArgument) -> None:
    """Show how far a run is, until it has ended."""
    from service.cli.runs import run_watch

    run_watch(run)


@runs_app.command("list")
def list_all(
    *,
    period: Annotated[str | None, typer.Option("--period", metavar="PERIOD", help="Of periods of this key.")] = None,
    count: Annotated[int, typer.Option("--count", min=1, max=100, help="How many at most.")] = 20,
) -> None:
    """List runs, the newest first."""
    from service.cli.runs import run_list

    run_list(period, count)


@runs_app.command("verify", epilog="Exit codes: 0 every result comes out the same; 1 one does not, or there is no run.")
def verify(run: RunArgument) -> None:
    """Compute every result of a run again from what is stored of it alone, beside the service."""
    from service.cli.runs_verify import run_verify

    run_verify(run)


@runs_app.command("compare", epilog="Exit codes: 0 compared; 1 there is no such run, or no such participant in it.")
def compare(
    from_run: Annotated[int, typer.Argument(metavar="FROM", min=1, help="The run to compare from.")],
    to_run: Annotated[int, typer.Argument(metavar="TO", min=1, help="The run to compare to.")],
    *,
    participant: Annotated[
        str | None, typer.Option("--participant", metavar="ID", help="Why the pay of this one changed.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Also those whose pay is the same.")] = False,
) -> None:
    """Show two runs side by side: whose pay changed and what both add up to, or why one person's pay changed."""
    from service.cli.runs_compare import run_compare

    run_compare(from_run, to_run, participant, every=every)


@runs_app.command("parallel", epilog="Exit codes: 0 compared; 1 there is no such run, or the file is refused.")
def parallel(
    run: RunArgument,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx file of what everybody is paid.", show_default=False)
    ],
    *,
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
    """Show a run beside a spreadsheet: whose pay differs and why, and what both add up to."""
    from service.cli.given_file import GivenFile
    from service.cli.runs_parallel import run_parallel

    run_parallel(run, GivenFile(file, decimal, encoding, sheet))


def worker() -> None:
    """Compute runs until Ctrl-C, beside the one that bonus serve brings: several share the work on PostgreSQL."""
    from service.cli.worker import run_worker

    run_worker()

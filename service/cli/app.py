"""The commands with their arguments and options. What they do is imported when one of them runs."""

# ruff: noqa: PLC0415 - that is the point: `bonus --help` must not load the engine
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from service.cli.groups import GROUPS
from service.cli.runs_commands import worker

_USAGE_OF_TYPER = 2
_USAGE = 1

_EXIT_CODES = "Exit codes: 0 done; 1 the command line, a file or the plan is refused; 3 done, somebody is blocked."


class Commands(TyperGroup):
    """The group of all commands. A mistyped command line ends like any other input that cannot be used."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run one command line."""
        try:
            return super().main(*args, **kwargs)
        except SystemExit as ended:
            if ended.code == _USAGE_OF_TYPER:
                raise SystemExit(_USAGE) from None
            raise


app = typer.Typer(
    cls=Commands,
    name="bonus",
    help="Bonus plans in, exact and explained bonuses out.",
    epilog=_EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


for group in GROUPS:
    app.add_typer(group)

PlanArgument = Annotated[
    str,
    typer.Argument(metavar="PLAN", help="A plan file (.json, .yaml) or the key of a shipped plan.", show_default=False),
]
FactsOption = Annotated[
    Path, typer.Option("--facts", metavar="FILE", help="Facts as .csv or .xlsx, wide or long.", show_default=False)
]
RowsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--rows-of",
        metavar="FACT=FILE",
        help="The rows of one fact, such as deals=deals.csv; may be given several times.",
        show_default=False,
    ),
]
AroundOption = Annotated[
    Path | None,
    typer.Option(
        "--around",
        metavar="FILE",
        help="What holds for everybody, as .json or .yaml: company, groups, calendar, rates, credits, pay_date.",
        show_default=False,
    ),
]
AbsencesOption = Annotated[
    str | None,
    typer.Option(
        "--absences",
        metavar="FILE",
        help="Who was away when: participant, start, end (the day after), kind.",
        show_default=False,
    ),
]
SegmentsOption = Annotated[
    str | None,
    typer.Option(
        "--segments",
        metavar="FILE",
        help="What changed within the period: participant, start, end, share, inputs, levels.",
        show_default=False,
    ),
]
InstalmentsOption = Annotated[
    str | None,
    typer.Option(
        "--instalments",
        metavar="FILE",
        help="What is still paid in parts, as --instalments-out wrote it the period before.",
        show_default=False,
    ),
]
PeriodOption = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help="2026-03, 2026-Q1, 2026-H1, 2026, 2026-W10, or first day..day after the last.",
    ),
]
DecimalOption = Annotated[
    Literal["point", "comma"] | None, typer.Option("--decimal", help="The decimal mark of the facts file.")
]
EncodingOption = Annotated[
    Literal["utf-8", "cp1251", "cp1252"], typer.Option("--encoding", help="The encoding of a CSV file.")
]
SheetOption = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help="The sheet of a workbook; else the first.")
]
IgnoreOption = Annotated[
    bool, typer.Option("--ignore-unknown-facts", help="Pass over facts that the plan does not know.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
OutOption = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to a file instead.")]


def _print_version(asked: bool) -> None:
    if asked:
        from service.version import engine_version

        typer.echo(f"bonus {engine_version()}")
        raise typer.Exit


@app.callback()
def bonus(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Bonus plans in, exact and explained bonuses out."""


@app.command(epilog=_EXIT_CODES)
def calculate(
    plan: PlanArgument,
    facts: FactsOption,
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write everybody's results as .csv, .xlsx or .json; replaces FILE."),
    ] = None,
    period: PeriodOption = None,
    rows: Annotated[int, typer.Option("--rows", min=0, help="How many people the table shows.")] = 25,
    decimal: DecimalOption = None,
    encoding: EncodingOption = "utf-8",
    sheet: SheetOption = None,
    ignore_unknown_facts: IgnoreOption = False,
    rows_of: RowsOption = None,
    around: AroundOption = None,
    absences: AbsencesOption = None,
    segments: SegmentsOption = None,
    instalments: InstalmentsOption = None,
    instalments_out: Annotated[
        Path | None,
        typer.Option("--instalments-out", metavar="FILE", help="Write what is still paid in parts, as .csv."),
    ] = None,
    out_bom: Annotated[
        bool, typer.Option("--out-bom", help="Start the CSV file with a byte order mark, which Excel wants.")
    ] = False,
    out_separator: Annotated[
        Literal["comma", "semicolon", "tab"], typer.Option("--out-separator", help="What separates cells of CSV.")
    ] = "comma",
    out_decimal: Annotated[
        Literal["point", "comma"], typer.Option("--out-decimal", help="The decimal mark of the CSV file.")
    ] = "point",
) -> None:
    """Compute bonuses: a table on the screen, and a file with everybody's results.

    What is wrong with one person's data blocks that person, and says why.

    What is wrong with the plan or the whole file stops before anything is written.
    """
    from service.cli.calculate import run_calculate
    from service.cli.facts_source import GivenFacts
    from service.cli.output import GivenOutput

    rows_files = tuple(rows_of or ())
    given = GivenFacts(
        facts, decimal, encoding, sheet, ignore_unknown_facts, rows_files, around, absences, segments, instalments
    )
    output = GivenOutput(out, out_bom, out_separator, out_decimal, instalments_out)
    run_calculate(plan, given, period=period, output=output, rows=rows)


@app.command(epilog="Exit codes: 0 valid and all examples pass; 1 not.")
def check(plan: PlanArgument, *, as_json: JsonOption = False) -> None:
    """Check a plan: problems, warnings, and its own examples with the text that would make a failing one pass."""
    from service.cli.check import run_check

    run_check(plan, as_json=as_json)


@app.command(epilog="Exit codes: 0 explained, whatever the outcome; 1 nothing could be explained.")
def explain(
    plan: PlanArgument,
    facts: FactsOption,
    participant: Annotated[
        str, typer.Option("--participant", metavar="ID", help="Whose result to explain.", show_default=False)
    ],
    *,
    period: PeriodOption = None,
    decimal: DecimalOption = None,
    encoding: EncodingOption = "utf-8",
    sheet: SheetOption = None,
    ignore_unknown_facts: IgnoreOption = False,
    rows_of: RowsOption = None,
    around: AroundOption = None,
    absences: AbsencesOption = None,
    segments: SegmentsOption = None,
    instalments: InstalmentsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Explain one result: the statement, then every step with its formula, inputs, exact value and rounding."""
    from service.cli.explain import run_explain
    from service.cli.facts_source import GivenFacts

    rows_files = tuple(rows_of or ())
    given = GivenFacts(
        facts, decimal, encoding, sheet, ignore_unknown_facts, rows_files, around, absences, segments, instalments
    )
    run_explain(plan, given, participant, period=period, as_json=as_json)


@app.command()
def demo(
    *,
    files: Annotated[
        Path | None, typer.Option("--files", metavar="FOLDER", help="Write the sample company's files there as well.")
    ] = None,
    load: Annotated[
        bool, typer.Option("--load", help="Instead: make a store with the sample company in it, for bonus serve.")
    ] = False,
) -> None:
    """Compute a month of the shipped sample company and show what there is to see.

    With --load, put the company into a new store instead: BONUS_DATABASE_URL, or bonus.sqlite in this folder.
    """
    if load:
        from service.cli.demo_store import run_load

        run_load()
        return
    from service.cli.demo import run_demo

    run_demo(files)


@app.command()
def serve(
    *,
    host: Annotated[str, typer.Option("--host", help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any free port.")] = 8000,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="How many processes serve; more than one on PostgreSQL.")
    ] = 1,
) -> None:
    """Serve the HTTP API until Ctrl-C, with the store of BONUS_DATABASE_URL or bonus.sqlite in this folder.

    The store is made and brought up to date first. A new one prints the keys of its first two persons, once.
    """
    from service.cli.serve import run_serve

    run_serve(host, port, workers)


app.command()(worker)


audit_commands = typer.Typer(help="Verify who changed what, and take heads to verify against later.")
app.add_typer(audit_commands, name="audit")


@audit_commands.command("verify", epilog="Exit codes: 0 nothing was changed; 1 something was, or cannot be read.")
def audit_verify(
    *,
    deep: Annotated[
        bool, typer.Option("--deep", help="Also every row that the audit covers, documents, states and the schema.")
    ] = False,
    head: Annotated[
        Path | None, typer.Option("--head", metavar="FILE", help="A head exported before: shows what was cut off.")
    ] = None,
    public_key: Annotated[
        str | None, typer.Option("--public-key", metavar="KEY", help="Whose signature the head must have.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Verify that nobody changed what is stored; the first bad row comes first."""
    from service.cli.audit import run_verify

    run_verify(head, public_key, deep=deep, as_json=as_json)


@audit_commands.command("head")
def audit_head() -> None:
    """Print how far the audit goes, signed if BONUS_AUDIT_KEY_FILE names a key. Keep it away from the database."""
    from service.cli.audit import run_head

    run_head()


@audit_commands.command("make-key")
def audit_make_key(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The new file of the private key.", show_default=False)],
) -> None:
    """Make a key that signs heads, and print its public half."""
    from service.cli.audit import run_make_key

    run_make_key(file)


@app.command()
def catalog(
    plan: Annotated[
        str | None, typer.Argument(metavar="[PLAN]", help="Print this plan's document.", show_default=False)
    ] = None,
) -> None:
    """List the shipped plans, or print one as a document to start from."""
    from service.cli.documents import run_catalog

    run_catalog(plan)


@app.command()
def schema(*, out: OutOption = None) -> None:
    """Print the JSON Schema of plan documents."""
    from service.cli.documents import run_schema

    run_schema(out)


@app.command()
def openapi(*, out: OutOption = None) -> None:
    """Print the OpenAPI description of the HTTP API."""
    from service.cli.api_description import run_openapi

    run_openapi(out)

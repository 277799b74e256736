"""The statement of one person: everything that decided the amount, on one page, from the result alone."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from rules import CompiledPlan, Period, Trace
from service.cli.people_table import OUTCOME_STYLES, plain_table
from service.cli.screen import visible
from service.cli.statement_accounts import balances_table, instalments_table, pools_table
from service.cli.statement_matrix import kpi_matrix
from service.cli.statement_pay import components_table, gates_table
from service.cli.statement_time import segments_table, time_lines
from service.figures import GROSS_ONLY, NOTHING, amount_text, percent_text, ratio_text
from service.statements.shown.earned import payee_text

Result = Mapping[str, Any]


def statement(
    result: Result,
    compiled: CompiledPlan,
    head: Mapping[str, Any],
    period: Period | None,
    trace: Trace | None = None,
) -> Iterator[RenderableType]:
    """Head line, KPI matrix, coefficient and rating, gates, payable lines, findings, and what it was computed by.

    Time in the plan and what pots hold stand in the explanation only, so they are shown where `trace` is at hand.
    """
    yield _title(result, compiled, period)
    time = [] if trace is None else list(time_lines(compiled, trace))
    if time:
        yield from _section("Time in the plan", Text("\n".join(map(visible, time))))
    if result["kpis"]:
        yield from _section("KPI matrix", kpi_matrix(result, compiled))
    scales = list(_scales(result, compiled))
    if scales or result["values"]:
        yield from _section("Coefficient, rating and values", _pairs([*scales, *_values(result)]))
    if result["gates"]:
        yield from _section("Gates", gates_table(result, compiled))
    yield from _section("Payable lines", components_table(result, compiled))
    paid_as = payee_text(result["payee"], compiled.plan.currency)
    if paid_as is not None:
        yield Text(visible(paid_as), style="bold")
    yield from _apart(result, compiled, trace)
    for heading, key, style in _FINDINGS:
        if result[key]:
            yield from _section(heading, _findings(result[key], style))
    yield Text()
    yield from _foot(compiled, head)


def _apart(result: Result, compiled: CompiledPlan, trace: Trace | None) -> Iterator[RenderableType]:
    """What only some plans have: segments, shared pots, and what goes on to the next period."""
    if result["segments"]:
        yield from _section("Segments", segments_table(result, compiled))
    if result["pools"] and trace is not None:
        yield from _section("Shared pots", pools_table(result, compiled, trace))
    if result["balances"]:
        yield from _section("Balances", balances_table(result, compiled))
    if any(result["instalments"].values()):
        yield from _section("Instalments still to come", instalments_table(result, compiled))


_FINDINGS = (
    ("Blocked because", "problems", "bold red"),
    ("Zero because", "reasons", "yellow"),
    ("To check before it is approved", "warnings", "yellow"),
)


def _title(result: Result, compiled: CompiledPlan, period: Period | None) -> Text:
    plan = compiled.plan
    days = "" if period is None else f", {period.start} to {period.end - timedelta(days=1)}"
    title = Text("Statement of ", style="bold")
    title.append(visible(result["id"]))
    title.append(f"\n{visible(plan.title)}{days}\n", style="not bold")
    title.append(result["outcome"], style=OUTCOME_STYLES[result["outcome"]])
    title.append("  ")
    title.append("no amount" if result["total"] is None else f"{amount_text(result['total'])} {plan.currency}")
    return title


def _section(heading: str, body: RenderableType) -> Iterator[RenderableType]:
    yield Text(f"\n{heading}", style="bold")
    yield body


def _scales(result: Result, compiled: CompiledPlan) -> Iterator[tuple[str, str]]:
    coefficient = result["coefficient"]
    if coefficient is not None:
        yield "coefficient", f"{coefficient}  ({percent_text(coefficient)})"
    elif result["kpis"] and (compiled.weights or compiled.plan.coefficient is not None):
        yield "coefficient", NOTHING
    if result["rating"] is not None:
        yield "rating", _grade(result["rating"], result["payout"])
    for key, scale in result["scales"].items():
        yield key, _grade(scale["grade"] or NOTHING, scale["payout"])


def _grade(grade: str, payout: str | None) -> str:
    return visible(grade) if payout is None else f"{visible(grade)}, payout {ratio_text(payout)}"


def _values(result: Result) -> Iterator[tuple[str, str]]:
    for key, value in result["values"].items():
        if isinstance(value, bool):
            yield key, "yes" if value else "no"
        else:
            yield key, visible(amount_text(value))


def _pairs(pairs: list[tuple[str, str]]) -> Table:
    table = plain_table()
    table.show_header = False
    table.add_column()
    table.add_column()
    for name, value in pairs:
        table.add_row(name, value)
    return table


def _findings(findings: list[dict[str, str]], style: str) -> Table:
    table = plain_table()
    table.show_header = False
    table.add_column(overflow="fold", style=style)
    table.add_column(overflow="fold")
    table.add_column(ratio=1)
    for finding in findings:
        table.add_row(*(visible(finding[part]) for part in ("code", "path", "message")))
    return table


def _foot(compiled: CompiledPlan, head: Mapping[str, Any]) -> Iterator[Text]:
    rounding = compiled.plan.rounding
    mode = rounding.mode.replace("_", " ")
    places = "place" if compiled.digits == 1 else "places"
    steps = "every step exact" if rounding.steps is None else f"every step rounded to {rounding.steps} places"
    yield Text(f"Rounding: {steps}; each line to {compiled.digits} {places}, {mode}.")
    yield Text(GROSS_ONLY)
    plan = head["plan"]
    version = "" if plan["version"] is None else f" version {plan['version']}"
    yield Text(f"Plan {visible(plan['key'])}{version}, engine {head['engine']}, SHA-256 of the plan:", style="dim")
    yield Text(plan["hash"], style="dim")

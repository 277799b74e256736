"""What stands under the table of people: how many, how much, and why some get nothing."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from service.cli.people_table import OUTCOME_STYLES, plain_table
from service.cli.screen import visible
from service.cli.tally import Tally
from service.figures import amount_text, count_text

_REASONS_MAX = 20


def summary(tally: Tally, currency: str) -> Iterator[RenderableType]:
    """The totals, and for batches that the table does not show whole, the reasons with the number of people."""
    hidden = tally.people - len(tally.first)
    if hidden:
        yield Text(f"… and {count_text(hidden)} more; --rows shows more, --out writes everybody")
    yield Text()
    yield _totals(tally, currency)
    if hidden and tally.why:
        yield Text()
        yield reasons_table(tally)


def reasons_table(tally: Tally) -> Table:
    """People by outcome and reason, most frequent first."""
    table = plain_table()
    table.add_column("people", justify="right", no_wrap=True)
    table.add_column("outcome", no_wrap=True)
    table.add_column("code", overflow="fold")
    table.add_column("why", ratio=1)
    ranked = sorted(tally.why.items(), key=lambda item: (-item[1], item[0]))
    for (outcome, code, message), people in ranked[:_REASONS_MAX]:
        shown = Text(outcome, OUTCOME_STYLES.get(outcome, "yellow"))
        table.add_row(count_text(people), shown, visible(code), visible(message))
    if len(ranked) > _REASONS_MAX:
        table.add_row("", "", "", f"… and {len(ranked) - _REASONS_MAX} more reasons")
    return table


def _totals(tally: Tally, currency: str) -> Text:
    totals = tally.totals
    amount = totals.to_json()["amount"]
    line = Text("Total ", style="bold")
    line.append(f"{amount_text(str(amount))} {currency}")
    line.append(f" for {count_text(tally.people)} {'person' if tally.people == 1 else 'people'}: ", style="not bold")
    counts = {"paid": totals.paid, "zero": totals.zero, "blocked": totals.blocked}
    for index, (outcome, count) in enumerate(counts.items()):
        style = f"not bold {OUTCOME_STYLES[outcome]}" if count else "not bold"
        line.append(f"{', ' if index else ''}{count_text(count)} {outcome}", style=style)
    line.append(f"; data of {count_text(tally.warned)} to check" if tally.warned else "", style="not bold")
    return line

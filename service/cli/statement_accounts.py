"""What goes from period to period, and what is shared among people, on a statement."""

from collections.abc import Mapping
from typing import Any

from rich.table import Table

from rules import CompiledPlan, Trace, line_titles
from service.cli.people_table import plain_table
from service.cli.screen import visible
from service.figures import amount_text

_CHANGES = ("opening", "added", "taken", "closing")
_POOL = "/pools/"


def balances_table(result: Mapping[str, Any], compiled: CompiledPlan) -> Table:
    """Every account from opening to closing."""
    titles = line_titles(compiled.plan)
    table = _table("balance", *_CHANGES)
    for key, balance in result["balances"].items():
        table.add_row(visible(titles[key]), *(amount_text(balance[change]) for change in _CHANGES))
    return table


def instalments_table(result: Mapping[str, Any], compiled: CompiledPlan) -> Table:
    """What is still to be paid in parts, amount by amount."""
    titles = line_titles(compiled.plan)
    table = _table("line", "amount", "parts", "paid")
    for key, entries in result["instalments"].items():
        for entry in entries:
            paid = (str(entry["parts"]), str(entry["paid"]))
            table.add_row(visible(titles[key]), amount_text(entry["amount"]), *paid)
    return table


def pools_table(result: Mapping[str, Any], compiled: CompiledPlan, trace: Trace) -> Table:
    """Every pot with what it holds, what the person brings, what all bring, how many they are, and the share."""
    table = _table("pot", "holds", "own part", "sum of parts", "people", "share")
    for key, share in result["pools"].items():
        node = trace.nodes.get(_POOL + key)
        said = {} if node is None else {given.name: given.value for given in node.inputs}
        holds, own = _first(said, "amount", "fund"), _first(said, "weight", "claim")
        whole = _first(said, "sum of weights", "sum of the others' weights")
        cells = (holds, own, whole, said.get("members"), share)
        table.add_row(visible(compiled.plan.pools[key].title or key), *map(amount_text, cells))
    return table


def _first(said: Mapping[str, str | None], *names: str) -> str | None:
    """What a pool says under the first of these names that it has."""
    return next((said[name] for name in names if name in said), None)


def _table(name: str, *columns: str) -> Table:
    table = plain_table()
    table.add_column(name, ratio=1)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table

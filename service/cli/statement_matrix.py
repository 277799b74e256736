"""The KPI matrix of a statement: one row a KPI from actual to weighted index."""

from collections.abc import Mapping
from typing import Any

from rich.table import Table

from rules import CompiledPlan
from service.cli.people_table import plain_table
from service.cli.screen import visible
from service.figures import NOTHING, amount_text, ratio_text

_RATIO_PLACES_MIN = 4
_ACTUAL = "actual"
_COLUMNS = ("base", "normal", "target", _ACTUAL, "raw\nindex", "index", "weight", "weighted\nindex")
_LEVELS = ("base", "normal", "target")
_STATES = {"missing": "missing", "not_applicable": "n/a", "problem": "problem"}


def kpi_matrix(result: Mapping[str, Any], compiled: CompiledPlan) -> Table:
    """Base, normal, target, actual, raw index, index, weight and weighted index, with the weighted sum below."""
    # A plan that rounds its steps wants every stored place on paper, so that a line can be checked by hand.
    places = max(_RATIO_PLACES_MIN, compiled.plan.rounding.steps or _RATIO_PLACES_MIN)
    rows: list[tuple[str, ...]] = []
    for line in result["kpis"]:
        kpi = compiled.kpis[line["key"]]
        unit = f", {kpi.unit}" if kpi.unit else ""
        cells = (
            *(visible(amount_text(line[level])) for level in _LEVELS),
            _actual(line),
            *(ratio_text(line[field], places) for field in ("raw_index", "index")),
            _weight(line, places),
            ratio_text(line["weighted_index"], places),
        )
        rows.append((visible(kpi.label + unit), *cells))
    return _without_empty_columns(rows)


def _without_empty_columns(rows: list[tuple[str, ...]]) -> Table:
    """The rows as a table with the columns that some KPI fills; the actual is always one."""
    filled = [
        index for index, name in enumerate(_COLUMNS, 1) if name == _ACTUAL or any(row[index] != NOTHING for row in rows)
    ]
    table = plain_table()
    table.add_column("KPI", ratio=1)
    for index in filled:
        table.add_column(_COLUMNS[index - 1], justify="right", no_wrap=True)
    for row in rows:
        table.add_row(row[0], *(row[index] for index in filled))
    return table


def _actual(line: Mapping[str, Any]) -> str:
    """The measured value; where there is none, the reason takes its place."""
    state: str = line["state"]
    if line["actual"] is None:
        return _STATES.get(state, state)
    shown = visible(amount_text(line["actual"]))
    return f"{shown}\n(carried)" if state == "carried" else shown


def _weight(line: Mapping[str, Any], places: int) -> str:
    """The weight in force, and the plan's own where people who lack another KPI get more."""
    shown = ratio_text(line["weight"], places)
    planned = line["plan_weight"]
    if planned is None or line["weight"] in {None, planned}:
        return shown
    return f"{shown}\n(of {ratio_text(planned, places)})"

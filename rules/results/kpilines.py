"""The KPI matrix of each person as text."""

from collections.abc import Iterator

from rules.columns import Column, Number
from rules.engine import KpiLine, Sheet
from rules.numbers import plain_text

FIELDS = ("actual", "base", "normal", "target", "raw_index", "index", "weight", "weighted_index")
"""The columns of a line, in the order in which they are shown."""

Line = dict[str, str | None]


def kpi_lines(sheet: Sheet) -> list[list[Line]]:
    """Per row the lines of all KPIs, in plan order; what does not exist or could not be computed is None."""
    if not sheet.kpis:
        return [[] for _ in range(sheet.size)]
    ordered = [sheet.kpis[kpi.key] for kpi in sheet.compiled.plan.kpis]
    return [list(row) for row in zip(*(_lines(sheet, line) for line in ordered), strict=True)]


def _lines(sheet: Sheet, line: KpiLine) -> Iterator[Line]:
    columns = [_texts(getattr(line, field), sheet.size) for field in FIELDS]
    own = sheet.compiled.weights.get(line.key)
    plan_weight = None if own is None else plain_text(own)
    for row, texts in enumerate(zip(*columns, strict=True)):
        shown: Line = {"key": line.key, **dict(zip(FIELDS, texts, strict=True))}
        shown["plan_weight"] = plan_weight
        shown["state"] = state_of(line, row)
        yield shown


def state_of(line: KpiLine, row: int) -> str:
    """Where a row's actual comes from, or why there is none."""
    if row in line.not_applicable:
        return "not_applicable"
    if row in line.missing:
        return "missing"
    if row in line.carried:
        return "carried"
    return "measured" if row not in line.actual.faults else "problem"


def _texts(column: Column | None, size: int) -> list[str | None]:
    if column is None:
        return [None] * size
    return column.texts(size) if isinstance(column, Number) else [column.text(row) for row in range(size)]

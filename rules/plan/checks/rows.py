"""Tables: order of rows and points, keys of lookups."""

from collections.abc import Iterator
from fractions import Fraction

from rules.plan.checks.order import check_corners, check_edges
from rules.plan.plan import Plan
from rules.plan.tables import LookupTable, PointsTable
from rules.plan.values import constant
from rules.problems import Problem, pointer


def check_tables(plan: Plan) -> Iterator[Problem]:
    """Rows and points ascend; no lookup key stands twice."""
    for key, table in plan.tables.items():
        path = pointer("tables", key)
        if isinstance(table, PointsTable):
            yield from check_corners([point.at for point in table.points], f"{path}/points")
        elif isinstance(table, LookupTable):
            yield from _check_lookup(table, f"{path}/rows")
        else:
            yield from check_edges([row.from_ for row in table.rows], f"{path}/rows")


def _check_lookup(table: LookupTable, path: str) -> Iterator[Problem]:
    seen: dict[str | Fraction, int] = {}
    numbers = [constant(row.key) for row in table.rows]
    numeric = all(number is not None for number in numbers)
    for index, row in enumerate(table.rows):
        number = numbers[index]
        key = number if numeric and number is not None else row.key
        if key in seen:
            yield Problem(
                "plan.duplicate_key",
                f"{path}/{index}/key",
                f"Row {seen[key] + 1} already has this key; keep one of them.",
            )
        seen.setdefault(key, index)

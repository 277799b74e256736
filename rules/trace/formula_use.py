"""What a formula used of itself, in words: the conditions that decided, and the rows of tables."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_LAYOUT_TO_SPACES = str.maketrans("\t\r\n", "   ")


def branch_lines(formula: str, branches: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """One line per condition that was reached, such as `rating != "D" holds, so: fund * coefficient`.

    `formula` is a text of the formula language that was accepted, `branches` what a trace node says of it.
    """
    if not branches:
        return
    conditions = _conditions(formula)
    for branch in branches:
        test, body, orelse = conditions[branch["position"]]
        if branch["taken"] == "if":
            yield f"{test} holds, so: {body}"
        else:
            yield f"{test} does not hold, so: {orelse}"


def _conditions(formula: str) -> dict[int, tuple[str, str, str]]:
    """Condition, first and second branch as texts, by the place of the condition in the formula."""
    flat = formula.translate(_LAYOUT_TO_SPACES)
    source = flat.lstrip(" ")
    indent = len(flat) - len(source)
    return {
        node.test.col_offset + indent: (
            _segment(source, node.test),
            _segment(source, node.body),
            _segment(source, node.orelse),
        )
        for node in ast.walk(ast.parse(source, mode="eval"))
        if isinstance(node, ast.IfExp)
    }


def _segment(source: str, node: ast.expr) -> str:
    return " ".join(source[node.col_offset : node.end_col_offset].split())


def table_lines(use: Mapping[str, Any]) -> Iterator[str]:
    """A table call with its numbers, and what each tier gave or which row was reached, counted from 1; a row of a
    fact with its fields; a sum with what each row gave."""
    if "fields" in use:
        known = "".join(f", {use[name]}" for name in ("date", "time", "source", "id") if name in use)
        yield f"row {use['row']}{known}: {', '.join(f'{name} {value}' for name, value in use['fields'].items())}"
        return
    if use["function"] == "sum":
        yield from _sum_lines(use)
        return
    call = f"{use['function']}({use['x']}, {use['table']})"
    if "already" not in use:
        yield f"{call} {_reached(use['function'], use['row'])}"
        return
    already = use["already"]
    yield call if already in {None, "0"} else f"{call} after {already} counted before"
    for tier in use.get("tiers", ()):
        start = "first tier" if tier["from"] is None else f"from {tier['from']}"
        part = "reaching it" if tier["basis"] is None else f"{tier['basis']} at {tier['rate']}"
        yield f"   {start}: {part} gives {tier['amount']}"


def _sum_lines(use: Mapping[str, Any]) -> Iterator[str]:
    """Each row's part of a sum, with the tables it was looked up in."""
    yield f"sum over {len(use['rows'])} rows of {use['fact']}"
    for entry in use["rows"]:
        yield f"   row {entry['row']} gives {'no value' if entry['value'] is None else entry['value']}"
        for table in entry["tables"]:
            yield from (f"      {line}" for line in table_lines(table))


def _reached(function: str, row: int | None) -> str:
    if function == "interpolate":
        return "lies before the first point" if not row else f"has reached point {row}"
    return "reaches no row" if row is None or row < 0 else f"reaches row {row + 1}"

"""Facts: declarations that fit together."""

from collections.abc import Iterator

from rules.plan.facts import CategoryFact, LastPeriods, RowField, RowsFact, WindowFact
from rules.plan.plan import Plan
from rules.plan.reserved import ROW_FIELDS
from rules.problems import Problem, pointer


def check_facts(plan: Plan) -> Iterator[Problem]:
    """Every declared fact."""
    for key, fact in plan.facts.items():
        path = pointer("facts", key)
        if isinstance(fact, CategoryFact):
            yield from _check_codes(fact, path)
            if fact.empty == "zero" and fact.take == "last":
                yield Problem("plan.fact_empty", f"{path}/empty", 'A code cannot be 0; leave "empty" out.')
        elif isinstance(fact, RowsFact):
            yield from _check_rows(fact, path)
        elif isinstance(fact, WindowFact) and isinstance(fact.window, LastPeriods) and fact.window.last < 1:
            yield Problem("plan.window", f"{path}/window/last", "A window has at least 1 period.")


def _check_codes(declared: CategoryFact | RowField, path: str) -> Iterator[Problem]:
    codes = declared.values or ()
    if len(set(codes)) < len(codes):
        yield Problem("plan.duplicate_entry", f"{path}/values", "A code stands twice in this list; keep one.")


def _check_rows(fact: RowsFact, path: str) -> Iterator[Problem]:
    for name, cell in fact.fields.items():
        place = f"{path}/fields/{name}"
        if name in ROW_FIELDS:
            yield Problem("plan.reserved_name", place, f'Every row has "{name}" already; choose another name.')
        if cell.values is not None and cell.kind != "category":
            yield Problem("plan.field_values", f"{place}/values", 'Only a field of kind "category" lists codes.')
        yield from _check_codes(cell, place)
    running = fact.fields.get(fact.running) if fact.running is not None else None
    if fact.running is not None and (running is None or running.kind != "number"):
        yield Problem("plan.unknown_name", f"{path}/running", "This must name a number field of the row.")

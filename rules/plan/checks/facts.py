"""Facts: declarations that fit together."""

import re
from collections.abc import Iterator

from rules.plan.curves import ScaleCurve
from rules.plan.facts import CategoryFact, LastPeriods, NumberFact, RowField, RowsFact, WindowFact
from rules.plan.plan import Plan
from rules.plan.reserved import KPI_PARTS, ROW_FIELDS
from rules.problems import Problem, pointer

PERIODS_MAX = 1_000
"""Periods a window may look back over."""


def check_facts(plan: Plan) -> Iterator[Problem]:
    """Every declared fact."""
    for key, fact in plan.facts.items():
        path = pointer("facts", key)
        if isinstance(fact, NumberFact | CategoryFact) and fact.raters is not None and fact.raters.min < 1:
            yield Problem("plan.raters", f"{path}/raters/min", "At least 1 person judges; leave raters out for none.")
        if isinstance(fact, CategoryFact):
            yield from _check_codes(fact, path)
            yield from _check_take(plan, key, fact, path)
            if fact.empty == "zero" and fact.take in ("last", "median", "avg"):
                yield Problem("plan.fact_empty", f"{path}/empty", 'A code cannot be 0; leave "empty" out.')
        elif isinstance(fact, RowsFact):
            yield from _check_rows(fact, path)
            yield from _check_kpi(key, fact, plan)
            yield from _check_readers(key, plan)
        elif isinstance(fact, WindowFact):
            yield from _check_window(fact, plan, path)
            seen = plan.facts.get(fact.of)
            if isinstance(seen, RowsFact):
                yield from _check_kpi(key, seen, plan)
                yield from _check_readers(key, plan)


_OF_WORDS = ("last", "median", "count", "distinct")


def _check_window(fact: WindowFact, plan: Plan, path: str) -> Iterator[Problem]:
    """How far a window looks, and how it joins what it sees."""
    if isinstance(fact.window, LastPeriods) and not 1 <= fact.window.last <= PERIODS_MAX:
        yield Problem("plan.window", f"{path}/window/last", f"A window has 1 to {PERIODS_MAX} periods.")
    seen, kpi = plan.facts.get(fact.of), plan.kpi(fact.of)
    if isinstance(seen, RowsFact) and fact.take is not None:
        yield Problem("plan.window_take", f"{path}/take", 'Rows are read field by field; leave "take" out.')
    implied = seen is None and kpi is not None and isinstance(kpi.curve, ScaleCurve)
    if not (implied or isinstance(seen, CategoryFact)):
        return
    take = fact.take or (seen.take if isinstance(seen, CategoryFact) else "last")
    if take not in _OF_WORDS and not (isinstance(seen, CategoryFact) and take == seen.take):
        yield Problem("plan.window_take", f"{path}/take", f"Codes are joined by one of {', '.join(_OF_WORDS)}.")
    if take in ("last", "median") and fact.empty == "zero":
        yield Problem("plan.fact_empty", f"{path}/empty", 'A code cannot be 0; leave "empty" out.')


def _check_kpi(key: str, fact: RowsFact, plan: Plan) -> Iterator[Problem]:
    """A KPI of the same key: rows are no value of their own, and `<key>.<field>` means one thing."""
    kpi = plan.kpi(key)
    if kpi is None:
        return
    if kpi.value is None:
        message = f'"{key}" is a list of rows; give this KPI a "value" such as "sum({key}.{next(iter(fact.fields))})".'
        yield Problem("plan.rows_value", pointer("kpis", plan.kpis.index(kpi)), message)
    for name in fact.fields.keys() & KPI_PARTS:
        message = f'The KPI "{key}" has "{name}" already; choose another name for the field or the KPI.'
        yield Problem("plan.name_taken", pointer("facts", key, "fields", name), message)


def _check_readers(key: str, plan: Plan) -> Iterator[Problem]:
    """Rows are sent with people, not with the company or a group."""
    for index, kpi in enumerate(plan.kpis):
        if kpi.scope != "personal" and kpi.value is not None and re.search(rf"(?<![\w.]){key}\.", kpi.value):
            message = f'The rows of "{key}" come with each person; add them up before, as a number of the {kpi.scope}.'
            yield Problem("plan.rows_scope", pointer("kpis", index, "value"), message)


def _check_codes(declared: CategoryFact | RowField, path: str) -> Iterator[Problem]:
    codes = declared.values or ()
    if len(set(codes)) < len(codes):
        yield Problem("plan.duplicate_entry", f"{path}/values", "A code stands twice in this list; keep one.")


def _check_take(plan: Plan, key: str, fact: CategoryFact, path: str) -> Iterator[Problem]:
    """The middle of words needs their order, and the mean of their indices a scale that gives every word one."""
    if fact.take == "median" and fact.values is None:
        message = 'The median needs the codes in "values", in order from low to high.'
        yield Problem("plan.fact_take", f"{path}/take", message)
    if fact.take != "avg":
        return
    kpi = plan.kpi(key)
    curve = None if kpi is None or kpi.value is not None else kpi.curve
    if not isinstance(curve, ScaleCurve) or not set(fact.values or ()) <= curve.values.keys():
        message = (
            "The mean of words is that of their indices, so a KPI of this key needs a curve of kind scale that gives "
            "every code an index."
        )
        yield Problem("plan.fact_take", f"{path}/take", message)


def _check_rows(fact: RowsFact, path: str) -> Iterator[Problem]:
    for name, cell in fact.fields.items():
        place = f"{path}/fields/{name}"
        if name in ROW_FIELDS:
            yield Problem("plan.reserved_name", place, f'Every row has "{name}" already; choose another name.')
        if cell.values is not None and cell.kind != "category":
            yield Problem("plan.field_values", f"{place}/values", 'Only a field of kind "category" lists codes.')
        yield from _check_codes(cell, place)
    yield from _check_split(fact, path)
    running = fact.fields.get(fact.running) if fact.running is not None else None
    if fact.running is not None and (running is None or not running.is_number):
        yield Problem("plan.unknown_name", f"{path}/running", "This must name a number field of the row.")


def _check_split(fact: RowsFact, path: str) -> Iterator[Problem]:
    for place, name in enumerate(fact.split or ()):
        cell = fact.fields.get(name)
        if cell is None or not cell.is_number:
            message = "This must name a number field of the row: only numbers can be split."
            yield Problem("plan.unknown_name", f"{path}/split/{place}", message)
        elif name in (fact.split or ())[:place]:
            yield Problem("plan.duplicate_entry", f"{path}/split/{place}", "A field stands twice; keep one.")

"""What to write instead of a name that a formula cannot read where it stands, though the plan declares it."""

from collections.abc import Iterator

from rules.compiled.factspecs import rows_facts
from rules.compiled.scopes import Scope
from rules.formula import FUNCTION_NAMES
from rules.plan import ROW_BEFORE, Plan, RowsFact


def hints_of(plan: Plan, names: Scope, open_rows: str | None = None) -> dict[str, str]:
    """Advice by name, for what `names` lacks: facts, which only KPIs measure, and fields of rows without their fact.

    `open_rows` is the fact for whose rows the formula is computed.
    """
    rows = rows_facts(plan)
    found = dict(_facts(plan, names))
    for key, fact in rows.items():
        found |= _fields(key, fact, names, is_open=key == open_rows)
    if open_rows in rows:
        found |= _fields(open_rows, rows[open_rows], names, is_open=True)
    return {name: hint for name, hint in found.items() if name not in names and name not in FUNCTION_NAMES}


def _facts(plan: Plan, names: Scope) -> Iterator[tuple[str, str]]:
    rows = rows_facts(plan)
    kpis = {kpi.key for kpi in plan.kpis}
    measuring: dict[str, list[str]] = {}
    for kpi in plan.kpis:
        measuring.setdefault((kpi.value or "").strip(), []).append(kpi.key)
    for fact in plan.facts:
        if fact in rows or fact in kpis:
            continue
        readers = measuring.get(fact, [])
        measured = [f"`{reader}.actual`" for reader in readers if f"{reader}.actual" in names]
        advice = f"write {' or '.join(measured)}"
        if not readers:
            advice = f"give a KPI the value `{fact}` and read its `.actual`"
        elif not measured:
            advice = "use an input here"
        yield fact, f"`{fact}` is a fact; only a KPI's `value` reads facts; {advice}"


def _fields(key: str, fact: RowsFact, names: Scope, *, is_open: bool) -> Iterator[tuple[str, str]]:
    if f"{key}.{next(iter(fact.fields))}" not in names:
        return
    for name, field in fact.fields.items():
        is_summed = field.is_number and not is_open
        yield name, f"`{name}` is a field of {key}; write `{f'sum({key}.{name})' if is_summed else f'{key}.{name}'}`"
    if fact.running_field is None:
        before = f"{key}.{ROW_BEFORE}"
        yield before, f"`{before}` needs a number field `amount`, or `running` in the fact with the field to add up"

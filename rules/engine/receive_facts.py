"""Facts of a chunk into columns: this period's, those that look at other periods, rows, and what may be carried."""

from collections.abc import Mapping, Sequence

from rules.compiled import CompiledPlan
from rules.engine.observations import fact_column, missing_fact
from rules.engine.paid import joined_here
from rules.engine.sheet import Sheet
from rules.facts import Intake, Raw
from rules.facts.rows import rows_of_fact
from rules.facts.windows import Lookback, lookback, of_previous
from rules.problems import pointer


def receive_facts(sheet: Sheet, intake: Intake) -> None:
    """Fill the sheet with the personal facts; those of the company and of teams are read elsewhere."""
    _measured(sheet, intake)
    _rows(sheet, intake)
    if intake.prior_facts and any(kpi.missing == "carry_last" for kpi in sheet.compiled.plan.kpis):
        _of_period_before(sheet, intake)


def look_back(sheet: Sheet, key: str) -> Lookback:
    """The days that a fact over other periods covers in the sheet's period."""
    compiled, period = sheet.compiled, sheet.period
    assert period is not None
    spec = compiled.facts.get(key)
    take = None if spec is None else spec.take
    return lookback(key, compiled.windows[key], take, sheet.given.around.calendar, period)


def observed(compiled: CompiledPlan, key: str, raw: Raw) -> Raw:
    """This period's fact as a window sees it: an empty list is nothing received unless the fact says otherwise."""
    spec, rows = compiled.facts.get(key), compiled.rows.get(key)
    is_zero = spec.empty_is_zero if spec is not None else rows is not None and rows.empty == "zero"
    return None if raw == [] and not is_zero else raw


def _measured(sheet: Sheet, intake: Intake) -> None:
    compiled, personal = sheet.compiled, sheet.compiled.facts_in["personal"]
    for key, spec in compiled.facts.items():
        if key not in personal:
            continue
        path = pointer("facts", key)
        if key in compiled.windows:
            sheet.environment[key] = fact_column(_seen(sheet, intake, key), spec, path, sheet.size)
        else:
            sheet.environment[key] = fact_column(intake.facts.get(key), spec, path, sheet.size, sheet.period)


def _rows(sheet: Sheet, intake: Intake) -> None:
    for key, fact in sheet.compiled.rows.items():
        missing = missing_fact(pointer("facts", key))
        if key in sheet.compiled.windows:
            sheet.environment[key] = rows_of_fact(key, fact, _seen(sheet, intake, key), missing)
        else:
            given = _cells(intake.facts, key, sheet.size)
            sheet.environment[key] = rows_of_fact(key, fact, given, missing, sheet.period)


def _seen(sheet: Sheet, intake: Intake, key: str) -> list[Raw]:
    """What everybody's window holds."""
    window, newcomers = look_back(sheet, key), joined_here(sheet)
    columns = (
        _cells(intake.facts, key, sheet.size),
        _cells(intake.facts, window.of, sheet.size),
        _cells(intake.prior_facts, window.of, sheet.size),
    )
    return [
        window.cell(own, observed(sheet.compiled, window.of, now), earlier, needs_history=row not in newcomers)
        for row, (own, now, earlier) in enumerate(zip(*columns, strict=True))
    ]


def _of_period_before(sheet: Sheet, intake: Intake) -> None:
    """The facts that a KPI without an actual may take from the period just before."""
    period, calendar = sheet.period, intake.around.calendar
    personal = sheet.compiled.facts_in["personal"]

    def cells(key: str) -> Sequence[Raw]:
        given = _cells(intake.prior_facts, key, sheet.size)
        return given if period is None else [of_previous(raw, key, calendar, period) for raw in given]

    for key, spec in sheet.compiled.facts.items():
        if key in personal:
            path = pointer("prior", "facts", key)
            sheet.prior_facts[key] = fact_column(cells(key), spec.of_history, path, sheet.size)
    for key, fact in sheet.compiled.rows.items():
        sheet.prior_rows[key] = rows_of_fact(key, fact, cells(key), missing_fact(pointer("prior", "facts", key)))


def _cells(facts: Mapping[str, list[Raw]], key: str, size: int) -> Sequence[Raw]:
    found = facts.get(key)
    return [None] * size if found is None else found

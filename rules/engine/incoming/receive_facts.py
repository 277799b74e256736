"""Facts of a chunk into columns: this period's, those that look at other periods, rows, and what may be carried."""

from collections.abc import Sequence

from rules.compiled import CompiledPlan
from rules.engine.incoming.observations import fact_column, missing_fact
from rules.engine.incoming.refusals import refuse_personal, refuse_unknown
from rules.engine.pay.paid import joined_here
from rules.engine.sheet.sheet import Sheet
from rules.facts import Intake, Raw
from rules.facts.exchange import Exchange
from rules.facts.rows import rows_of_fact
from rules.facts.windows import Lookback, lookback, of_previous
from rules.problems import pointer


def receive_facts(sheet: Sheet, intake: Intake) -> None:
    """Fill the sheet with the personal facts; those of the company and of teams are read elsewhere."""
    _refuse_misplaced(sheet, intake)
    _measured(sheet)
    _rows(sheet)
    if intake.prior_facts and any(kpi.missing == "carry_last" for kpi in sheet.compiled.plan.kpis):
        _of_period_before(sheet, intake)


def _refuse_misplaced(sheet: Sheet, intake: Intake) -> None:
    personal = sheet.compiled.facts_in["personal"]
    for area, given in (("facts", intake.facts), ("prior/facts", intake.prior_facts)):
        refuse_unknown(sheet, area, given, sheet.compiled.fact_keys)
        for key in sheet.compiled.facts.keys() - personal:
            refuse_personal(sheet, "fact.not_personal", pointer(*area.split("/"), key), given.get(key))


def look_back(sheet: Sheet, key: str) -> Lookback:
    """The days that a fact over other periods covers in the sheet's period."""
    compiled, period = sheet.compiled, sheet.period
    assert period is not None
    spec = compiled.facts.get(key)
    take = None if spec is None else spec.take
    calendar, frequency = sheet.given.around.calendar, compiled.plan.frequency
    return lookback(key, compiled.windows[key], take, calendar, period, frequency=frequency)


def observed(compiled: CompiledPlan, key: str, raw: Raw) -> Raw:
    """This period's fact as a window sees it: an empty list is nothing received unless the fact says otherwise."""
    spec, rows = compiled.facts.get(key), compiled.rows.get(key)
    is_zero = spec.empty_is_zero if spec is not None else rows is not None and rows.empty == "zero"
    return None if raw == [] and not is_zero else raw


def _measured(sheet: Sheet) -> None:
    compiled, personal = sheet.compiled, sheet.compiled.facts_in["personal"]
    for key, spec in compiled.facts.items():
        if key not in personal:
            continue
        path = pointer("facts", key)
        if key in compiled.windows:
            sheet.environment[key] = fact_column(_seen(sheet, key), spec, path, sheet.size)
        else:
            given = _cells(sheet, "facts", key)
            sheet.environment[key] = fact_column(given, spec, path, sheet.size, sheet.period)


def _rows(sheet: Sheet) -> None:
    for key, fact in sheet.compiled.rows.items():
        missing = missing_fact(pointer("facts", key))
        if key in sheet.compiled.windows:
            sheet.environment[key] = rows_of_fact(key, fact, _seen(sheet, key), missing)
        else:
            given = _cells(sheet, "facts", key)
            sheet.environment[key] = rows_of_fact(key, fact, given, missing, sheet.period)


def _seen(sheet: Sheet, key: str) -> list[Raw]:
    """What everybody's window holds."""
    window, newcomers = look_back(sheet, key), joined_here(sheet)
    columns = (
        _cells(sheet, "facts", key),
        _cells(sheet, "facts", window.of),
        _cells(sheet, "prior/facts", window.of),
    )
    return [
        window.cell(own, observed(sheet.compiled, window.of, now), earlier, needs_history=row not in newcomers)
        for row, (own, now, earlier) in enumerate(zip(*columns, strict=True))
    ]


def _of_period_before(sheet: Sheet, intake: Intake) -> None:
    """The facts that a KPI without an actual may take from the period just before."""
    period, calendar = sheet.period, intake.around.calendar
    personal = sheet.compiled.facts_in["personal"]

    def cells(key: str, take: str | None) -> Sequence[Raw]:
        given = _cells(sheet, "prior/facts", key)
        return given if period is None else [of_previous(raw, key, take, calendar, period) for raw in given]

    for key, spec in sheet.compiled.facts.items():
        if key in personal:
            path = pointer("prior", "facts", key)
            sheet.prior_facts[key] = fact_column(cells(key, spec.take), spec.of_history, path, sheet.size)
    for key, fact in sheet.compiled.rows.items():
        sheet.prior_rows[key] = rows_of_fact(key, fact, cells(key, None), missing_fact(pointer("prior", "facts", key)))


def in_plan_currency(sheet: Sheet, key: str, raw: Raw, path: str) -> Raw:
    """A fact as it was sent, amounts in other currencies brought into the plan's."""
    exchange = Exchange(sheet.given.around.rates, sheet.compiled.plan.currency)
    return exchange.cell(raw, sheet.compiled.money_of(key), path)


def _cells(sheet: Sheet, area: str, key: str) -> Sequence[Raw]:
    """What everybody sent of a fact, for this period or for earlier ones."""
    given = sheet.given.facts if area == "facts" else sheet.given.prior_facts
    found = given.get(key)
    if found is None:
        return [None] * sheet.size
    path = pointer(*area.split("/"), key)
    return [in_plan_currency(sheet, key, raw, path) if isinstance(raw, list) else raw for raw in found]

"""What a plan reads of the world around a call in one period, so that whoever keeps it knows what to fetch."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rules.calendar import Calendar
from rules.compiled import CompiledPlan, paid_name
from rules.facts.windows import lookback
from rules.period import Period
from rules.plan import Scope, accounts_of, counts_year


@dataclass(frozen=True, slots=True)
class Wanted:
    """`facts` are those of the period, by whose they are; `history` says from which day on earlier observations of a
    fact are needed, up to the period. `year_start` is the first day of the fiscal year that paid amounts count from.

    `paid` are the components whose paid amounts are read; `all_paid` says that every line is, `accounts` that
    balances, reserves or instalments go from period to period.
    """

    facts: Mapping[Scope, frozenset[str]]
    history: Mapping[str, date]
    year_start: date
    paid: tuple[str, ...]
    all_paid: bool
    accounts: bool
    reads_people: bool
    reads_holidays: bool

    @property
    def reads_prior(self) -> bool:
        """Whether results of earlier periods are read."""
        return self.accounts or self.all_paid or bool(self.paid)


def wanted(compiled: CompiledPlan, period: Period, calendar: Calendar) -> Wanted:
    """What to fetch. Raises CallRefused where the calendar does not reach back as far as the plan looks."""
    plan = compiled.plan
    rows = frozenset(compiled.rows)
    windows = compiled.windows.keys()
    facts: dict[Scope, frozenset[str]] = {scope: keys - windows for scope, keys in compiled.facts_in.items()}
    facts["personal"] |= rows - windows
    proration = plan.proration
    return Wanted(
        facts=facts,
        history=_history(compiled, period, calendar),
        year_start=calendar.fiscal_year_start(period, plan.frequency),
        paid=tuple(
            component.key
            for component in plan.components
            if counts_year(component.cap) or paid_name(component.key) in compiled.names_read
        ),
        all_paid=counts_year(plan.limits.total_cap),
        accounts=any(True for _ in accounts_of(plan)),
        reads_people=bool(compiled.reads_others or compiled.inherited),
        reads_holidays=proration is not None and proration.basis == "working_days",
    )


def _history(compiled: CompiledPlan, period: Period, calendar: Calendar) -> dict[str, date]:
    """By fact the first day that a window over it, or a KPI that carries its last actual, looks back to."""
    found: dict[str, date] = {}
    for key, window in compiled.windows.items():
        spec = compiled.facts.get(key)
        take = None if spec is None else spec.take
        seen = lookback(key, window, take, calendar, period, frequency=compiled.plan.frequency)
        found[seen.of] = min(seen.start, found.get(seen.of, seen.start))
    if any(kpi.missing == "carry_last" for kpi in compiled.plan.kpis):
        before = calendar.previous(period).start
        for key in compiled.fact_keys - compiled.windows.keys():
            found[key] = min(before, found.get(key, before))
    return {key: start for key, start in found.items() if start < period.start}

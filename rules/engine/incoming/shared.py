"""Facts of the company and of groups, and what a call may say about them."""

from collections.abc import Iterator

from rules.columns import Column
from rules.compiled import CompiledPlan
from rules.engine.incoming.observations import fact_column
from rules.engine.incoming.receive_facts import in_plan_currency, look_back, observed
from rules.engine.sheet.sharing import Sharing
from rules.engine.sheet.sheet import Sheet
from rules.facts import Raw, SharedData, Surroundings
from rules.facts.windows import of_previous
from rules.plan import Scope
from rules.problems import CallRefused, Problem, pointer


def receive_shared_facts(sheet: Sheet) -> None:
    """The facts that KPIs of the company or of teams measure, and those of the period before."""
    carries = any(kpi.missing == "carry_last" for kpi in sheet.compiled.plan.kpis)
    for scope, shared in sheet.sharing.items():
        for key in sorted(sheet.compiled.facts_in[scope]):
            sheet.shared_facts.setdefault(scope, {})[key] = _fact(sheet, shared, key)
            if carries and any(entry.prior_facts for entry in shared.entries):
                sheet.shared_prior.setdefault(scope, {})[key] = _earlier_fact(sheet, shared, key)


def _fact(sheet: Sheet, shared: Sharing, key: str) -> Column:
    spec, path = sheet.compiled.facts[key], pointer("facts", key)
    if key in sheet.compiled.windows:
        window = look_back(sheet, key)

        def seen(entry: SharedData) -> Raw:
            now = observed(sheet.compiled, window.of, _now(sheet, entry, window.of))
            return window.cell(entry.facts.get(key), now, _before(sheet, entry, window.of), needs_history=True)

        return shared.column(seen, lambda raws, size: fact_column(raws, spec, path, size))
    return shared.column(
        lambda entry: _now(sheet, entry, key), lambda raws, size: fact_column(raws, spec, path, size, sheet.period)
    )


def _now(sheet: Sheet, entry: SharedData, key: str) -> Raw:
    return in_plan_currency(sheet, key, entry.facts.get(key), pointer("facts", key))


def _before(sheet: Sheet, entry: SharedData, key: str) -> Raw:
    return in_plan_currency(sheet, key, entry.prior_facts.get(key), pointer("prior", "facts", key))


def _earlier_fact(sheet: Sheet, shared: Sharing, key: str) -> Column:
    spec, path = sheet.compiled.facts[key].of_history, pointer("prior", "facts", key)
    period, calendar = sheet.period, sheet.given.around.calendar

    def before(entry: SharedData) -> Raw:
        raw = _before(sheet, entry, key)
        return raw if period is None else of_previous(raw, key, sheet.compiled.facts[key].take, calendar, period)

    return shared.column(before, lambda raws, size: fact_column(raws, spec, path, size))


def check_shared(compiled: CompiledPlan, around: Surroundings) -> None:
    """Refuse a call whose company or groups give what the plan does not read from them."""
    problems = list(_strangers(compiled, "company", around.company, "/company"))
    for group, data in around.groups.items():
        problems += _strangers(compiled, "team", data, pointer("groups", group))
    if problems:
        raise CallRefused(problems)


def _strangers(compiled: CompiledPlan, scope: Scope, data: SharedData, place: str) -> Iterator[Problem]:
    code = "company.unknown_key" if scope == "company" else "groups.unknown_key"
    for key in sorted(data.inputs):
        declared = compiled.plan.inputs.get(key)
        if declared is None or declared.scope != scope:
            message = f"the plan has no input of this name with scope {scope}; mend the name, or the scope in the plan"
            yield Problem(code, f"{place}/inputs" + pointer(key), message)
    known = compiled.facts_in[scope] | compiled.plan.facts.keys()
    for name, facts in (("facts", data.facts), ("prior/facts", data.prior_facts)):
        for key in sorted(facts.keys() - known):
            message = f"no KPI with scope {scope} measures a fact of this name; mend the name, or declare the fact"
            yield Problem(code, f"{place}/{name}" + pointer(key), message)

"""Which names a formula may read at each stage, with their kinds."""

from rules.compiled.factspecs import FactSpec
from rules.compiled.rowspecs import row_kinds
from rules.compiled.sites import Stage
from rules.compiled.tables import is_number
from rules.formula import BOOLEAN, NUMBER, Category, Kind, TableKind
from rules.period import FORCE_NAMES, PERIOD_NAMES
from rules.plan import LEVELS, PAID, Banded, BooleanInput, CategoryInput, LookupTable, Plan, ScaleCurve, Table

Scope = dict[str, Kind]

BALANCE_CHANGES = ("added", "taken", "closing")
"""What a balance does in a period, as other balances read it; the balance's own name is its opening."""


def scope_of(stage: Stage, plan: Plan, facts: dict[str, FactSpec], value_kinds: Scope) -> Scope:
    """The names known at a stage; `value_kinds` are the named values inferred so far."""
    inputs = _inputs(plan)
    if stage == "eligibility":
        return inputs | _periods()
    if stage == "levels":
        return inputs | _tables(plan) | _periods() | {"proration": NUMBER}
    if stage == "value":
        return inputs | _facts(facts) | row_kinds(plan) | _periods()
    if stage == "curve":
        return inputs | dict.fromkeys(("actual", *LEVELS), NUMBER)
    later = inputs | _tables(plan) | _periods() | row_kinds(plan)
    later |= _kpis(plan, facts) | _results(plan) | value_kinds | dict.fromkeys(plan.balances, NUMBER)
    return later | _balances(plan) if stage == "balance" else later


def _balances(plan: Plan) -> Scope:
    """What only balances read: what was earned, and what other balances did with it."""
    changes = [f"{key}.{change}" for key in plan.balances for change in BALANCE_CHANGES]
    return dict.fromkeys(["earned", *changes], NUMBER)


def _inputs(plan: Plan) -> Scope:
    kinds: Scope = {}
    for key, declared in plan.inputs.items():
        match declared:
            case CategoryInput(values=values):
                kinds[key] = Category(values)
            case BooleanInput():
                kinds[key] = BOOLEAN
            case _:
                kinds[key] = NUMBER
    return kinds


def _facts(facts: dict[str, FactSpec]) -> Scope:
    return {key: NUMBER if spec.words is None else Category(spec.words) for key, spec in facts.items()}


def _tables(plan: Plan) -> Scope:
    return {key: table_kind(table) for key, table in plan.tables.items()}


def table_kind(table: Table) -> TableKind:
    """The form of a table; a lookup whose keys are all numbers is looked up by number."""
    if isinstance(table, LookupTable):
        return TableKind("lookup", "number" if all(is_number(row.key) for row in table.rows) else "category")
    return TableKind(table.kind)


def _periods() -> Scope:
    return dict.fromkeys((*PERIOD_NAMES, *FORCE_NAMES), NUMBER)


def _kpis(plan: Plan, facts: dict[str, FactSpec]) -> Scope:
    kinds: Scope = {}
    for kpi in plan.kpis:
        words = facts[kpi.key].words if kpi.value is None and kpi.key in facts else None
        kinds[f"{kpi.key}.actual"] = NUMBER if words is None else Category(words)
        for level in LEVELS:
            if kpi.levels is not None and getattr(kpi.levels, level) is not None:
                kinds[f"{kpi.key}.{level}"] = NUMBER
        if has_index(plan, kpi.key) and (words is None or isinstance(kpi.curve, ScaleCurve)):
            kinds[f"{kpi.key}.raw_index"] = kinds[f"{kpi.key}.index"] = NUMBER
        if kpi.weight is not None:
            kinds[f"{kpi.key}.weight"] = kinds[f"{kpi.key}.weighted_index"] = NUMBER
    return kinds


def has_index(plan: Plan, key: str) -> bool:
    """Whether a KPI has an index: it has a weight, a curve, or the levels of the default one; others are only
    measured."""
    kpi = plan.kpi(key)
    assert kpi is not None
    if kpi.curve is not None or kpi.weight is not None:
        return True
    return kpi.levels is not None and kpi.levels.base is not None and kpi.levels.normal is not None


def _results(plan: Plan) -> Scope:
    kinds: Scope = {"proration": NUMBER}
    if has_coefficient(plan):
        kinds["coefficient"] = NUMBER
    if plan.ratings is not None:
        kinds |= _banded("rating", plan.ratings)
        if "rating.payout" in kinds:
            kinds["payout"] = NUMBER
    for key, scale in plan.scales.items():
        kinds |= _banded(key, scale)
    for key in (*(component.key for component in plan.components), *plan.pools):
        kinds[key] = NUMBER
    kinds |= {paid_name(component.key): NUMBER for component in plan.components}
    return kinds


def paid_name(component: str) -> str:
    """The name under which formulas read what a component has paid so far this fiscal year."""
    return f"{component}.{PAID}"


def _banded(key: str, banded: Banded) -> Scope:
    kinds: Scope = {key: Category(tuple(band.grade for band in banded.bands))}
    if all(band.payout is not None for band in banded.bands):
        kinds[f"{key}.payout"] = NUMBER
    return kinds


def has_coefficient(plan: Plan) -> bool:
    """Whether there is a coefficient: some KPI has a weight, or the plan writes it as a formula."""
    return plan.coefficient is not None or any(kpi.weight is not None for kpi in plan.kpis)

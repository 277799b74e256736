"""The working sheet of one batch: every value computed so far as a column, and what was noted on the way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from rules.columns import Column, Faults, Flag, Number, Rows, Word
from rules.compiled import CompiledPlan
from rules.engine.sheet.account import AccountLine, Instalment
from rules.engine.sheet.sharing import Sharing
from rules.engine.sheet.timeline import Blend, InForce, Parts, Stretch
from rules.engine.sheet.together import PeopleCallLine, PoolLine
from rules.facts import Intake
from rules.formula import plain_name
from rules.formula.evaluate import ColumnInterpreter
from rules.formula.record import FormulaRecord
from rules.numbers import currency_digits
from rules.period import Period
from rules.plan import INSTALMENTS, LEVELS, Scope
from rules.problems import Problem
from rules.tables import Table


@dataclass(slots=True)
class KpiLine:
    """One KPI of the batch. `missing` and `not_applicable` are the rows without an actual, and `carried` those that
    took the one of the period before; `excluded` rows do not count in the coefficient. Levels the plan does not give
    are None; `index` and what follows is None for a KPI that is only measured."""

    key: str
    actual: Number | Word
    base: Number | None = None
    normal: Number | None = None
    target: Number | None = None
    raw_index: Number | None = None
    before_gates: Number | None = None
    index: Number | None = None
    weight: Number | None = None
    weighted_index: Number | None = None
    missing: frozenset[int] = frozenset()
    not_applicable: frozenset[int] = frozenset()
    carried: frozenset[int] = frozenset()
    excluded: frozenset[int] = frozenset()


@dataclass(slots=True)
class GateLine:
    """One gate: `passed` per row, and the factor or cap that a closed gate means (read only where it is closed)."""

    key: str
    passed: Flag
    factor: Number | None
    cap: Number | None
    enforced: bool


@dataclass(frozen=True, slots=True)
class RowAmounts:
    """What a component computed per row gives for every row of a batch: exactly, and rounded in minor units; rows in
    the faults of `exact` have no amount."""

    rows: Rows
    exact: Number
    amounts: list[int]


@dataclass(slots=True)
class ComponentLine:
    """One component: the exact value of the formula, then the rounded amount after each stage, in minor units.

    An award counts in `unit` instead of the currency, in units of its last place, and is in no total. `before_cap` and
    `room` stand where a cap keeps what it withholds: the amounts before it, and the most it let through. `rows` are
    those of a component computed per row, whose exact value is the sum of its rounded rows. `whole` stands where the
    amount is paid in instalments: all of it, of which `final` is the first.
    """

    key: str
    exact: Number
    gross: list[int]
    gated: list[int]
    prorated: list[int]
    limited: list[int]
    limit_faults: Faults
    pooled: list[int] | None = None
    final: list[int] = field(default_factory=list)
    after_total_gates: list[int] = field(default_factory=list)
    places: int = 2
    unit: str | None = None
    before_cap: list[int] = field(default_factory=list)
    room: list[int] = field(default_factory=list)
    rows: RowAmounts | None = None
    whole: list[int] = field(default_factory=list)

    @property
    def before_total(self) -> list[int]:
        """The amounts that enter the total: after own limits and, for a claim, after the pool that pays it."""
        return self.limited if self.pooled is None else self.pooled


@dataclass(frozen=True, slots=True)
class Payee:
    """The currency that a person is paid in, and how many units of it one unit of plan currency is."""

    currency: str
    rate: Fraction

    @property
    def digits(self) -> int:
        """Decimal places of the currency."""
        digits = currency_digits(self.currency)
        assert digits is not None
        return digits


@dataclass(slots=True)
class ScaleLine:
    """One scale: the number looked up, not yet rounded for it; the grade, and the payout factor where there is one."""

    key: str
    of: Number
    grade: Word
    payout: Number | None


@dataclass
class Sheet:
    """Columns by plain name plus what each step noted; one per batch, thrown away with its results.

    `force` is the time in the plan of the rows that gave an assignment, `outside` why a row gets nothing by its time.
    `blends` are keyed by the place of the value in a participant, such as `/inputs/fund`, then by row. `one_more` is
    what a question adds to measured actuals, by KPI: what one more unit would pay.
    """

    compiled: CompiledPlan
    ids: list[str]
    period: Period | None
    given: Intake = field(default_factory=lambda: Intake([]))
    environment: dict[str, Column | Table | Rows] = field(default_factory=dict)
    records: dict[str, FormulaRecord] = field(default_factory=dict)
    notes: dict[str, Column] = field(default_factory=dict)
    row_problems: dict[int, list[Problem]] = field(default_factory=dict)
    row_warnings: dict[int, list[Problem]] = field(default_factory=dict)
    not_applicable: dict[str, dict[int, Problem]] = field(default_factory=dict)
    force: dict[int, InForce] = field(default_factory=dict)
    outside: dict[int, Problem] = field(default_factory=dict)
    stretches: dict[int, tuple[Stretch, ...]] = field(default_factory=dict)
    blends: dict[str, dict[int, Blend]] = field(default_factory=dict)
    parts: Parts | None = None
    prior_facts: dict[str, Column] = field(default_factory=dict)
    sharing: dict[Scope, Sharing] = field(default_factory=dict)
    shared_facts: dict[Scope, dict[str, Column]] = field(default_factory=dict)
    shared_prior: dict[Scope, dict[str, Column]] = field(default_factory=dict)
    prior_rows: dict[str, Rows] = field(default_factory=dict)
    payees: dict[int, Payee] = field(default_factory=dict)
    weights: dict[str, Number] = field(default_factory=dict)
    levels: dict[tuple[str, str], Number] = field(default_factory=dict)
    eligibility: dict[str, Flag] = field(default_factory=dict)
    kpis: dict[str, KpiLine] = field(default_factory=dict)
    coefficient: Number | None = None
    scales: dict[str, ScaleLine] = field(default_factory=dict)
    values: dict[str, Column] = field(default_factory=dict)
    gates: dict[str, GateLine] = field(default_factory=dict)
    components: dict[str, ComponentLine] = field(default_factory=dict)
    people_calls: dict[str, PeopleCallLine] = field(default_factory=dict)
    pools: dict[str, PoolLine] = field(default_factory=dict)
    total: list[int] = field(default_factory=list)
    total_faults: Faults = field(default_factory=dict)
    raised: list[int] = field(default_factory=list)
    raised_gross: list[int] = field(default_factory=list)
    paid: dict[str, Number] = field(default_factory=dict)
    at_normal: bool = False
    one_more: Mapping[str, Number] = field(default_factory=dict)
    cost_centres: dict[int, tuple[tuple[str, Fraction], ...]] = field(default_factory=dict)
    accounts: dict[str, AccountLine] = field(default_factory=dict)
    instalments: dict[str, list[list[Instalment]]] = field(default_factory=dict)
    instalments_left: dict[str, list[list[Instalment]]] = field(default_factory=dict)
    total_before: list[int] = field(default_factory=list)
    total_room: list[int] = field(default_factory=list)
    total_withheld: list[int] = field(default_factory=list)
    earned: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._interpreter = ColumnInterpreter(self.size)

    @property
    def size(self) -> int:
        """Number of participants in the batch."""
        return len(self.ids)

    @property
    def proration(self) -> Number:
        """The share of the period in which each person was in the plan."""
        column = self.environment["proration"]
        assert isinstance(column, Number)
        return column

    def has_formula(self, id_: str) -> bool:
        """Whether the plan writes this value as a formula."""
        return id_ in self.compiled.formulas

    def has_personal_levels(self, key: str) -> bool:
        """Whether some participant of the batch brings a level of this KPI."""
        return any((key, name) in self.levels for name in LEVELS)

    def facts_of(self, scope: Scope) -> Mapping[str, Column | Table | Rows]:
        """The facts that KPIs of a scope measure, by key."""
        return self.environment if scope == "personal" else self.shared_facts.get(scope, {})

    def formula(
        self, id_: str, extra: Mapping[str, Column | Table | Rows] | None = None, *, noted: bool = True
    ) -> Column:
        """Evaluate one formula of the plan; `extra` adds or replaces names. `noted` keeps the record of how it went."""
        constant = self.compiled.constants.get(id_)
        if constant is not None:
            return constant
        formula = self.compiled.formulas[id_]
        record = None
        if noted:
            record = self.records[id_] = FormulaRecord(formula.text, formula.uses)
        environment = self.environment if extra is None else {**self.environment, **extra}
        return self._interpreter.evaluate(formula, environment, id_, record)

    def number(self, id_: str, extra: Mapping[str, Column | Rows] | None = None, *, noted: bool = True) -> Number:
        """A formula that the plan check knows to give a number."""
        value = self.formula(id_, extra, noted=noted)
        assert isinstance(value, Number)
        if noted:
            self.notes[id_] = value
        return value

    def row_numbers(self, id_: str, fact: str) -> Number:
        """A formula computed once per row of a fact: a number for every row of everybody."""
        constant = self.compiled.constants.get(id_)
        if constant is not None:
            assert isinstance(constant, Number)
            return constant
        formula = self.compiled.formulas[id_]
        record = self.records[id_] = FormulaRecord(formula.text, formula.uses)
        return self._interpreter.evaluate_rows(formula, self.environment, id_, fact, record)

    def flag(self, id_: str) -> Flag:
        """A formula that the plan check knows to give a condition."""
        value = self.formula(id_)
        assert isinstance(value, Flag)
        return value

    def stored(self, value: Number) -> Number:
        """The value as later steps read it: rounded when the plan rounds its steps, else exact."""
        rounding = self.compiled.plan.rounding
        return value if rounding.steps is None else value.rounded(rounding.steps, rounding.mode)

    def name(self, dotted: str, column: Column) -> None:
        """Let formulas read the column under this name."""
        self.environment[plain_name(dotted)] = column

    def places_of(self, key: str) -> int:
        """Decimal places of a component's amounts: those of the currency, or its own where it has another unit."""
        spec = self.compiled.plan.component(key)
        assert spec is not None
        return spec.places_in(self.compiled.digits)

    @property
    def floor_comes_last(self) -> bool:
        """Whether reserves or instalments decide what the period pays, which the floor of the total must see."""
        return any(account.kind != "balance" and account.unit is None for account in self.accounts.values())

    def instalment_account(self, key: str) -> AccountLine:
        """The account of what is still to be paid of a component."""
        return self.accounts[key + INSTALMENTS]

    @property
    def payable(self) -> list[ComponentLine]:
        """The components that are money, whose sum the total is; awards in another unit stand beside it."""
        return [line for line in self.components.values() if line.unit is None]

    def money(self, value: Number, places: int | None = None) -> list[int]:
        """A column as amounts in minor units, rounded the plan's way; one entry per row. `places` other than those of
        the currency are for awards."""
        units = value.in_units(self.compiled.digits if places is None else places, self.compiled.plan.rounding.mode)
        return units if isinstance(units, list) else [units] * self.size

    def arrange(self) -> None:
        """Put what is shown into the plan's own order, whatever order it was computed in."""
        plan = self.compiled.plan
        self.gates = {gate.key: self.gates[gate.key] for gate in plan.gates}
        self.values = {key: self.values[key] for key in plan.values}
        self.components = {component.key: self.components[component.key] for component in plan.components}

    def block(self, row: int, problem: Problem) -> None:
        """Note a problem that blocks one participant."""
        self.row_problems.setdefault(row, []).append(problem)

    def block_givers(self, given: Sequence[object], problem: Problem) -> None:
        """Block everybody who gave something here that must not be passed over in silence."""
        for row, raw in enumerate(given):
            if raw is not None:
                self.block(row, problem)

    def warn(self, row: int, warning: Problem) -> None:
        """Note something a person must look at before the result is approved."""
        self.row_warnings.setdefault(row, []).append(warning)


Step = Callable[[Sheet, str], None]
"""One step of the evaluation: reads the sheet, writes its own value for the KPI, gate, … of this key."""


def flagged(rows: frozenset[int] | set[int], size: int) -> Flag:
    """A condition that holds for exactly these rows."""
    if not rows:
        return Flag(False)
    return Flag(True) if size == 1 else Flag([row in rows for row in range(size)])

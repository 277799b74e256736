"""Which names a plan knows, and what a column (or the key of a row) with such a name means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from service.files.tables.table import Kind

LEVELS = ("base", "normal", "target")
WEIGHT = "weight"
PRIOR = "prior."
PAID = "paid."
BALANCE = "balance."
TIES = ("group", "manager", "currency")
ASSIGNMENT = "assignment."
COST_CENTRE = "cost_centre."
ASSIGNMENT_PARTS: dict[str, Kind] = {"from": "date", "to": "date", "reason": "word"}
ROW_COLUMNS: dict[str, Kind] = {
    "date": "date",
    "time": "word",
    "source": "word",
    "id": "word",
    "revision": "number",
    "currency": "word",
}
"""What a line of a file of rows may say beside the fields of the fact."""

Area = Literal[
    "input", "fact", "level", "weight", "prior", "kpi", "tie", "assignment", "cost_centre", "paid", "balance"
]
"""`kpi` is a KPI computed by a formula: nothing but `n/a` may stand under its name. `tie` is a text that connects the
person to others, `assignment` a part of the time in force, `cost_centre` a share of the pay; `paid` and `balance` are
left by earlier periods."""


@dataclass(frozen=True, slots=True)
class FactsLayout:
    """The names a file of facts may use.

    `facts` are all facts the plan declares or its KPIs name; `words` and `booleans` name those inputs and facts whose
    cells are category codes or true and false. Every other cell is a number. `paid` are the lines of which a file may
    say what was paid so far, `balances` those whose opening balance it may give. `rows` are the facts that come as
    rows, with their fields: these stand in a file of their own, and `row_words` are the words that a field may hold,
    by (fact, field). `percents` are KPIs measured in percent and the facts that they are.
    """

    inputs: frozenset[str]
    facts: frozenset[str]
    kpis: frozenset[str]
    words: frozenset[str] = frozenset()
    booleans: frozenset[str] = frozenset()
    paid: frozenset[str] = frozenset()
    balances: frozenset[str] = frozenset()
    rows: Mapping[str, Mapping[str, Kind]] = field(default_factory=dict)
    row_words: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    percents: frozenset[str] = frozenset()

    def names(self) -> Iterator[str]:
        """Every name a column may have."""
        yield from self.inputs | self.facts | self.kpis
        for kpi in self.kpis:
            yield from (f"{kpi}.{field}" for field in (*LEVELS, WEIGHT))
        yield from (f"{PRIOR}{fact}" for fact in self.facts)
        yield from (f"{PAID}{line}" for line in self.paid)
        yield from (f"{BALANCE}{balance}" for balance in self.balances)
        yield from (f"{ASSIGNMENT}{part}" for part in ASSIGNMENT_PARTS)
        yield from TIES


@dataclass(frozen=True, slots=True)
class Role:
    """What a name means: where its values go, and how its cells are read. `key` is the input, fact, KPI or line;
    `in_percent` says that 12 stands for 12 %."""

    area: Area
    key: str
    kind: Kind
    level: str = ""
    is_kpi: bool = False
    in_percent: bool = False

    @property
    def takes_not_applicable(self) -> bool:
        """`n/a` says that a KPI does not apply to the participant."""
        return self.is_kpi and self.area in ("fact", "kpi")


def role_of(name: str, layout: FactsLayout) -> Role | None:
    """The meaning of `name`, None if the plan does not know it; a name of the plan beats one of the format."""
    if name in layout.inputs:
        return Role("input", name, _kind(name, layout))
    if name in layout.facts:
        is_kpi = name in layout.kpis
        return Role("fact", name, _kind(name, layout), is_kpi=is_kpi, in_percent=name in layout.percents)
    if name in layout.kpis:
        return Role("kpi", name, "word", is_kpi=True)
    if name.startswith(PRIOR) and (fact := name.removeprefix(PRIOR)) in layout.facts:
        return Role("prior", fact, _kind(fact, layout), in_percent=fact in layout.percents)
    kpi, _, field = name.partition(".")
    if kpi in layout.kpis and field == WEIGHT:
        return Role("weight", kpi, "number")
    if kpi in layout.kpis and field in LEVELS:
        return Role("level", kpi, "number", level=field, in_percent=kpi in layout.percents)
    return _role_beside_the_plan(name, layout)


def _role_beside_the_plan(name: str, layout: FactsLayout) -> Role | None:
    """What is known of a person whatever the plan measures."""
    if name in TIES:
        return Role("tie", name, "word")
    if name.startswith(ASSIGNMENT) and (part := name.removeprefix(ASSIGNMENT)) in ASSIGNMENT_PARTS:
        return Role("assignment", part, ASSIGNMENT_PARTS[part])
    if name.startswith(COST_CENTRE) and (centre := name.removeprefix(COST_CENTRE)):
        return Role("cost_centre", centre, "number")
    if name.startswith(PAID) and (line := name.removeprefix(PAID)) in layout.paid:
        return Role("paid", line, "number")
    if name.startswith(BALANCE) and (balance := name.removeprefix(BALANCE)) in layout.balances:
        return Role("balance", balance, "number")
    return None


def may_be_ignored(name: str) -> bool:
    """Only facts can be unknown on purpose: a misspelt level or weight would silently not count."""
    return "." not in name or name.startswith(PRIOR)


def advice(name: str, layout: FactsLayout) -> str:
    """What to say about a name the plan does not know."""
    near = get_close_matches(name, sorted(layout.names()), 1)
    return f'did you mean "{near[0]}"?' if near else "mend the name or remove it"


def _kind(name: str, layout: FactsLayout) -> Kind:
    if name in layout.words:
        return "word"
    return "boolean" if name in layout.booleans else "number"

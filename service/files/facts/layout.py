"""Which names a plan knows, and what a column (or the key of a row) with such a name means."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from service.files.tables.table import Kind

LEVELS = ("base", "normal", "target")
WEIGHT = "weight"
PRIOR = "prior."

Area = Literal["input", "fact", "level", "weight", "prior", "kpi"]
"""`kpi` is a KPI computed by a formula: nothing but `n/a` may stand under its name."""


@dataclass(frozen=True, slots=True)
class FactsLayout:
    """The names a file of facts may use.

    `facts` are all facts the plan declares or its KPIs name; `words` and `booleans` name those inputs and facts whose
    cells are category codes or true and false. Every other cell is a number.
    """

    inputs: frozenset[str]
    facts: frozenset[str]
    kpis: frozenset[str]
    words: frozenset[str] = frozenset()
    booleans: frozenset[str] = frozenset()

    def names(self) -> Iterator[str]:
        """Every name a column may have."""
        yield from self.inputs | self.facts | self.kpis
        for kpi in self.kpis:
            yield from (f"{kpi}.{field}" for field in (*LEVELS, WEIGHT))
        yield from (f"{PRIOR}{fact}" for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Role:
    """What a name means: where its values go, and how its cells are read. `key` is the input, fact or KPI."""

    area: Area
    key: str
    kind: Kind
    level: str = ""
    is_kpi: bool = False

    @property
    def takes_not_applicable(self) -> bool:
        """`n/a` says that a KPI does not apply to the participant."""
        return self.is_kpi and self.area in ("fact", "kpi")


def role_of(name: str, layout: FactsLayout) -> Role | None:
    """The meaning of `name`, None if the plan does not know it."""
    if name in layout.inputs:
        return Role("input", name, _kind(name, layout))
    if name in layout.facts:
        return Role("fact", name, _kind(name, layout), is_kpi=name in layout.kpis)
    if name in layout.kpis:
        return Role("kpi", name, "word", is_kpi=True)
    if name.startswith(PRIOR) and (fact := name.removeprefix(PRIOR)) in layout.facts:
        return Role("prior", fact, _kind(fact, layout))
    kpi, _, field = name.partition(".")
    if kpi not in layout.kpis:
        return None
    if field == WEIGHT:
        return Role("weight", kpi, "number")
    return Role("level", kpi, "number", level=field) if field in LEVELS else None


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

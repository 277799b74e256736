"""Every fact a plan can receive, declared or not, with how it becomes one value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from rules.formula import Formula
from rules.plan import CategoryFact, Kpi, NumberFact, Plan, RowsFact, ScaleCurve, Scope, WindowFact


@dataclass(frozen=True, slots=True)
class FactSpec:
    """`words` are the codes a fact's value can be, None for numbers; `take` joins several observations.

    `counted` are the codes of a fact whose value is how many of them came (empty: any code is good), else None.
    `indices` are those of the words whose mean is the value, else None. Observations come from at least `raters_min`
    different sources, and with a text as evidence where `needs_evidence`; those of `is_money` may have a currency.
    """

    words: tuple[str, ...] | None
    take: str
    empty_is_zero: bool
    counted: tuple[str, ...] | None = None
    indices: Mapping[str, Fraction] | None = None
    raters_min: int = 0
    needs_evidence: bool = False
    is_money: bool = False

    @property
    def is_category(self) -> bool:
        """Whether the fact's value is a word."""
        return self.words is not None

    @property
    def is_judged(self) -> bool:
        """Whether even a single value is looked at as one observation: it says nothing of who judged, and why."""
        return self.indices is not None or self.raters_min > 0 or self.needs_evidence

    @property
    def of_history(self) -> "FactSpec":
        """The same for earlier periods, whose judgements were looked at then."""
        return replace(self, raters_min=0, needs_evidence=False)


ScopedFacts = Mapping[Scope, frozenset[str]]


def fact_specs(plan: Plan) -> dict[str, FactSpec]:
    """The declared facts, and one number for every KPI that reads a fact of its own key without declaring it."""
    specs: dict[str, FactSpec] = {}
    for key, fact in plan.facts.items():
        match fact:
            case NumberFact():
                specs[key] = _asking(fact, FactSpec(None, fact.take, fact.empty == "zero", is_money=fact.money))
            case CategoryFact():
                specs[key] = _asking(fact, _of_words(plan, key, fact))
    for kpi in plan.kpis:
        if kpi.key not in plan.facts and _reads_own_fact(kpi):
            specs[kpi.key] = FactSpec(_words_of(kpi), "last", empty_is_zero=False)
    for key, window in windows(plan).items():
        if window.of in specs:
            specs[key] = _seen_through(window, specs[window.of])
    return specs


def _asking(fact: NumberFact | CategoryFact, spec: FactSpec) -> FactSpec:
    """The same with what the fact asks of those who judge."""
    raters_min = 0 if fact.raters is None else fact.raters.min
    return replace(spec, raters_min=raters_min, needs_evidence=fact.evidence == "required")


def _of_words(plan: Plan, key: str, fact: CategoryFact) -> FactSpec:
    codes, is_zero = fact.values or _scale_words(plan, key), fact.empty == "zero"
    if fact.take in ("last", "median"):
        return FactSpec(codes, fact.take, is_zero)
    kpi = plan.kpi(key)
    if fact.take == "avg" and kpi is not None and isinstance(kpi.curve, ScaleCurve):
        return FactSpec(None, fact.take, is_zero, indices={code: kpi.curve.values[code] for code in codes})
    return FactSpec(None, fact.take, is_zero, counted=codes)


def windows(plan: Plan) -> dict[str, WindowFact]:
    """Every fact that looks at other periods, by key."""
    return {key: fact for key, fact in plan.facts.items() if isinstance(fact, WindowFact)}


def rows_facts(plan: Plan) -> dict[str, RowsFact]:
    """Every fact whose observations are rows, by key; one that looks at other periods has the rows of those."""
    rows = {key: fact for key, fact in plan.facts.items() if isinstance(fact, RowsFact)}
    seen = {
        key: rows[window.of].model_copy(update={"empty": window.empty, "title": window.title})
        for key, window in windows(plan).items()
        if window.of in rows
    }
    return rows | seen


def _seen_through(window: WindowFact, fact: FactSpec) -> FactSpec:
    """A fact as a window joins its observations; several periods ask nothing more of those who judged."""
    take, is_zero = window.take or fact.take, window.empty == "zero"
    of_indices = None if fact.indices is None else tuple(fact.indices)
    codes = next((known for known in (fact.words, fact.counted, of_indices) if known is not None), None)
    if take == fact.take or codes is None:
        return replace(fact.of_history, take=take, empty_is_zero=is_zero)
    if take in ("last", "median"):
        return FactSpec(codes, take, is_zero)
    return FactSpec(None, take, is_zero, counted=codes)


def facts_by_scope(plan: Plan, formulas: Mapping[str, Formula], facts: Mapping[str, FactSpec]) -> ScopedFacts:
    """For every scope the facts that are measured there; a declared fact that no KPI reads is personal."""
    seen = windows(plan)
    found: dict[Scope, set[str]] = {"personal": set(), "team": set(), "company": set()}
    for kpi in plan.kpis:
        read = facts_read(kpi, formulas, facts)
        found[kpi.scope].update(read, (seen[name].of for name in read if name in seen))
    found["personal"].update(facts.keys() - found["team"] - found["company"])
    return {scope: frozenset(keys) for scope, keys in found.items()}


def facts_read(kpi: Kpi, formulas: Mapping[str, Formula], facts: Mapping[str, FactSpec]) -> tuple[str, ...]:
    """The facts behind the actual of a KPI: those its formula reads, or the one of its own key."""
    if kpi.value is None:
        return (kpi.key,)
    return tuple(name for name in formulas[f"/kpis/{kpi.key}/actual"].uses if name in facts)


def _reads_own_fact(kpi: Kpi) -> bool:
    """A KPI with a formula of its own has a fact of its key only where that formula reads it."""
    return kpi.value is None or re.search(rf"(?<![\w.]){kpi.key}(?![\w.])", kpi.value) is not None


def _scale_words(plan: Plan, key: str) -> tuple[str, ...]:
    kpi = plan.kpi(key)
    return (_words_of(kpi) if kpi is not None else None) or ()


def _words_of(kpi: Kpi) -> tuple[str, ...] | None:
    if isinstance(kpi.curve, ScaleCurve) and kpi.value is None:
        return tuple(kpi.curve.values)
    return None

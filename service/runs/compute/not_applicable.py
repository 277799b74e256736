"""KPIs that do not apply to somebody in a period, as facts say it: the word `n/a` under the KPI's key."""

from collections.abc import Mapping, Sequence
from typing import Final

from rules import CompiledPlan
from service.facts.reading import Observation

REASON: Final = "n/a was observed"
_WORD: Final = "n/a"


def own_kpis(compiled: CompiledPlan) -> frozenset[str]:
    """KPIs that measure the person: of these a fact can say that they do not apply."""
    return frozenset(kpi.key for kpi in compiled.plan.kpis if kpi.scope == "personal")


def says_nothing_else(seen: Sequence[Observation]) -> bool:
    """Whether all that was observed is that the KPI does not apply. Beside a value it contradicts that value, which is
    for the engine to refuse."""
    return all(each.kind == "word" and each.value == _WORD for each in seen)


def not_applicable(observed: Mapping[str, Sequence[Observation]], kpis: frozenset[str]) -> dict[str, str]:
    """The KPIs of one person that do not apply, each with a reason, as a call says it."""
    return {key: REASON for key, seen in observed.items() if key in kpis and says_nothing_else(seen)}

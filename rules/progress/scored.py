"""One period's matrix with its exact values, by the ordinary calculation; also earlier facts on a later scale."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from rules.causes import Situation
from rules.engine import KpiLine
from rules.facts import read_surroundings
from rules.facts.participants import read_participants
from rules.problems import CallRefused
from rules.progress.movement import exact
from rules.results import ResultBatch, calculate

Keyed = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ScoredKpi:
    """One row of the matrix. `scale` is what its index depends on beside the actual."""

    actual: str | None
    index: Fraction | None
    above_target: bool | None
    scale: Hashable


@dataclass(frozen=True, slots=True)
class Scored:
    """The matrix of one person and period; `scale` is what the coefficient depends on beside the actuals."""

    coefficient: Fraction | None
    kpis: dict[str, ScoredKpi]
    scale: Hashable


def scored(situation: Situation) -> Scored | None:
    """The matrix; None where there is none for the whole period: segments that are computed one by one, or an input
    that cannot be computed at all."""
    try:
        intake = read_participants([situation.participant, *situation.others], read_surroundings(situation.shared))
        batch = calculate(situation.plan, intake, situation.period)
    except CallRefused:
        return None
    result = batch.result(0)
    if result["segments"]:
        return None
    kpis = {line["key"]: _kpi(batch, line) for line in result["kpis"]}
    coefficient = None if result["coefficient"] is None else exact(batch.sheet.coefficient)
    return Scored(coefficient, kpis, _scale(situation, kpis))


def _kpi(batch: ResultBatch, shown: Keyed) -> ScoredKpi:
    line = batch.sheet.kpis[shown["key"]]
    kpi = batch.sheet.compiled.kpis[line.key]
    levels = tuple(exact(level) for level in (line.base, line.normal, line.target))
    rule = kpi.model_copy(update={"weight": None, "levels": None, "title": None}).model_dump_json()
    return ScoredKpi(shown["actual"], exact(line.index), _above_target(line), (levels, rule))


def _above_target(line: KpiLine) -> bool | None:
    actual, normal, target = exact(line.actual), exact(line.normal), exact(line.target)
    if actual is None or target is None or normal is None or target == normal:
        return None
    return (actual - target) * (target - normal) > 0


def _scale(situation: Situation, kpis: Mapping[str, ScoredKpi]) -> Hashable:
    plan = situation.plan.plan
    gates = tuple(gate.model_dump_json() for gate in plan.gates)
    personal = _part(situation.participant, "weights")
    weights = {kpi.key: str(personal.get(kpi.key, kpi.weight)) for kpi in plan.kpis}
    rows = tuple((key, kpi.scale, weights[key]) for key, kpi in kpis.items())
    return (rows, plan.coefficient, gates, plan.rounding.steps)


def on_scale_of(now: Situation, then: Situation) -> Situation:
    """What was measured then, under the plan, levels, weights and inputs of now."""
    keys = now.plan.fact_keys
    before = {person["id"]: person for person in then.others}
    others = tuple(_person(person, before.get(person["id"], {}), keys) for person in now.others)
    participant = _person(now.participant, then.participant, keys)
    return replace(now, participant=participant, others=others, shared=_shared(now, then, keys), period=then.period)


def _person(now: Keyed, then: Keyed, keys: Collection[str]) -> dict[str, Any]:
    """Days in force are those of then, as they lie in another period; so are the facts."""
    person = {key: part for key, part in now.items() if key not in ("assignment", "segments")}
    days = {"assignment": then["assignment"]} if "assignment" in then else {}
    return _with_facts(person, then, keys) | days


def _shared(now: Situation, then: Situation, keys: Collection[str]) -> dict[str, Any]:
    shared = {key: part for key, part in now.shared.items() if key not in ("rates", "credits", "pay_date")}
    shared |= {key: then.shared[key] for key in ("rates", "credits", "pay_date") if key in then.shared}
    shared["company"] = _with_facts(_part(now.shared, "company"), _part(then.shared, "company"), keys)
    groups, earlier = _part(now.shared, "groups"), _part(then.shared, "groups")
    shared["groups"] = {id_: _with_facts(group, _part(earlier, id_), keys) for id_, group in groups.items()}
    return shared


def _with_facts(now: Keyed, then: Keyed, keys: Collection[str]) -> dict[str, Any]:
    """The one with the facts of the other, as far as a plan knows them."""
    changed = {**now, "facts": _known(_part(then, "facts"), keys)}
    earlier = _part(_part(then, "prior"), "facts")
    prior = {**_part(now, "prior"), "facts": _known(earlier, keys)}
    return changed | ({"prior": prior} if earlier or "prior" in now else {})


def _known(facts: Keyed, keys: Collection[str]) -> dict[str, Any]:
    return {key: raw for key, raw in facts.items() if key in keys}


def _part(whole: Keyed, key: str) -> Keyed:
    part: Keyed | None = whole.get(key)
    return part or {}

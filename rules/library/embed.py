"""Taking a KPI of the library into a plan: its facts and itself become part of the document."""

from collections.abc import Iterator, Mapping
from typing import Any

from rules.library.definition import KpiDefinition, kpi_hash
from rules.library.in_plan import kpi_part
from rules.plan import CategoryFact, Fact, NumberFact, Plan, ScaleCurve, read_plan
from rules.plan.checks.names import check_names
from rules.plan.kpis import Measured
from rules.problems import PlanRefused, Problem, pointer

Document = dict[str, Any]


def embed_kpi(
    document: object,
    definition: KpiDefinition,
    *,
    version: int,
    weight: object = None,
    levels: Mapping[str, object] | None = None,
) -> Document:
    """The document of a plan with one more KPI; the one given is left as it was.

    `weight` is its weight there. `levels` stand for the suggested ones, each by itself; None takes a level away. The
    KPI says which version of which definition it is (`library`). The plan may be unfinished: only a document that
    cannot be read, and what the KPI itself brings in, are problems, raised as PlanRefused with paths into the plan
    as it would be.
    """
    reading = read_plan(document)
    if reading.plan is None or not isinstance(document, dict):
        raise PlanRefused(reading.problems)
    problems = [*_key_taken(reading.plan, definition), *_fact_conflicts(reading.plan, definition)]
    if problems:
        raise PlanRefused(problems)
    embedded = _joined(document, definition, _part(definition, version, weight, levels))
    brought = _brought(reading.problems, embedded)
    if brought:
        raise PlanRefused(brought)
    return embedded


def _part(definition: KpiDefinition, version: int, weight: object, levels: Mapping[str, object] | None) -> Document:
    part = kpi_part(definition)
    if levels:
        merged = {**part.get("levels", {}), **levels}
        part["levels"] = {level: value for level, value in merged.items() if value is not None}
    if weight is not None:
        part["weight"] = weight
    part["library"] = {"key": definition.key, "version": str(version), "hash": kpi_hash(definition)}
    return part


def _joined(document: Document, definition: KpiDefinition, part: Document) -> Document:
    declared = definition.model_dump(mode="python", by_alias=True, exclude_unset=True, include={"facts"})
    facts = {**declared.get("facts", {}), **document.get("facts", {})}
    joined = {**document, "kpis": [*document.get("kpis", ()), part]}
    return {**joined, "facts": facts} if facts else joined


def _brought(before: tuple[Problem, ...], embedded: Document) -> list[Problem]:
    """What is wrong with the plan now and was not before: names that clash, and what was given for the KPI.

    Weights that do not add up are not: a draft takes one KPI after the other.
    """
    reading = read_plan(embedded)
    place = pointer("kpis", len(embedded["kpis"]) - 1)
    known = {(problem.code, problem.path) for problem in before}
    found = [problem for problem in reading.problems if (problem.code, problem.path) not in known]
    if reading.plan is None:
        return found
    names = list(check_names(reading.plan))
    return [problem for problem in found if problem in names or problem.path.startswith(place + "/")]


def _key_taken(plan: Plan, definition: KpiDefinition) -> Iterator[Problem]:
    for index, kpi in enumerate(plan.kpis):
        if kpi.key == definition.key:
            message = "The plan has a KPI of this key already; take it out first to take another version of it."
            yield Problem("kpi.already_in_plan", pointer("kpis", index, "key"), message)


def _fact_conflicts(plan: Plan, definition: KpiDefinition) -> Iterator[Problem]:
    """Facts that the plan reads otherwise than the KPI needs: nothing of what is there may change its meaning."""
    present = {**_implied(plan.kpis), **plan.facts}
    needed = {**_implied([definition]), **definition.facts}
    for key in sorted(present.keys() & needed.keys()):
        different = sorted(_different(present[key], needed[key]))
        if different:
            message = (
                f'The plan reads the fact "{key}" otherwise than this KPI needs it ({", ".join(different)}); rename '
                "the fact in the plan or in the definition, or make both read it alike."
            )
            yield Problem("kpi.fact_conflict", pointer("facts", key), message)


def _implied(kpis: Any) -> dict[str, Fact | None]:
    """What KPIs without a formula say about the fact of their key: a number, the last counts; None for words."""
    own: list[Measured] = [kpi for kpi in kpis if kpi.value is None]
    return {kpi.key: None if isinstance(kpi.curve, ScaleCurve) else NumberFact() for kpi in own}


def _different(one: Fact | None, other: Fact | None) -> set[str]:
    """The settings in which two declarations of a fact differ; titles do not count."""
    if one is None or other is None:
        declared = one or other
        return set() if declared is None or isinstance(declared, CategoryFact) else {"kind"}
    if type(one) is not type(other):
        return {"kind"}
    left, right = _meaning(one), _meaning(other)
    return {name for name in left if left[name] != right[name]}


def _meaning(fact: Fact) -> Document:
    meaning = fact.model_dump(mode="python", exclude={"title": True, "fields": {"__all__": {"title"}}})
    return {"kind": "window", **meaning}

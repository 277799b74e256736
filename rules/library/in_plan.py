"""A definition as the smallest plan that has it: what is true of plans is then true of definitions."""

import re
from dataclasses import replace
from typing import Any

from rules.examples import ExampleReport
from rules.library.definition import DefinitionExample, KpiDefinition
from rules.plan import SCHEMA, Plan
from rules.plan.kpis import Measured
from rules.problems import Problem

_KPI = re.compile(r"/kpis/0(?=/|$)")
_EXPECTED = re.compile(r"(/examples/[0-9]+/expect)/kpis/[^/]+")
_PRIOR = re.compile(r"(/examples/[0-9]+/prior)/facts")


def kpi_part(definition: KpiDefinition) -> dict[str, Any]:
    """What of a definition stands in the list of KPIs of a plan: as it was authored, without weight."""
    return definition.model_dump(mode="python", by_alias=True, exclude_unset=True, include=set(Measured.model_fields))


def smallest_plan(definition: KpiDefinition) -> dict[str, Any]:
    """The document of a plan with this KPI alone.

    It says currency and frequency because every plan does; with free periods, examples may have any.
    """
    authored = definition.model_dump(mode="python", by_alias=True, exclude_unset=True, include={"facts"})
    examples = [_example(definition.key, example) for example in definition.examples]
    return {
        "schema": SCHEMA,
        "key": "definition",
        "title": definition.title,
        "currency": "EUR",
        "frequency": "free",
        **authored,
        "kpis": [kpi_part(definition)],
        **({"examples": examples} if examples else {}),
    }


def _example(key: str, example: DefinitionExample) -> dict[str, Any]:
    authored = example.model_dump(mode="python", by_alias=True, exclude_unset=True)
    authored["expect"] = {"kpis": {key: authored["expect"]}}
    # As they were given, not as they are written out: a number where a code is declared must be found.
    if example.says("facts"):
        authored["facts"] = example.facts
    if example.says("prior"):
        authored["prior"] = {"facts": example.prior}
    return authored


def settled(definition: KpiDefinition, plan: Plan) -> KpiDefinition:
    """The definition with the values of its examples in the one form that `plan`, its smallest, has them in."""
    if not definition.examples:
        return definition
    pairs = zip(definition.examples, plan.examples, strict=True)
    return definition.model_copy(update={"examples": tuple(_settled(own, plain) for own, plain in pairs)})


def _settled(example: DefinitionExample, plain: Any) -> DefinitionExample:
    update: dict[str, Any] = {"facts": plain.facts} if example.says("facts") else {}
    if example.says("prior"):
        update["prior"] = plain.prior.facts
    return example.model_copy(update=update)


def seen_from_definition(problem: Problem) -> Problem:
    """A finding in the smallest plan, with its path into the definition."""
    return replace(problem, path=_path(problem.path))


def report_of_definition(report: ExampleReport) -> ExampleReport:
    """What became of an example of the smallest plan, with its paths into the definition."""
    differences = tuple(replace(difference, path=_path(difference.path)) for difference in report.differences)
    return replace(
        report, differences=differences, problems=tuple(seen_from_definition(found) for found in report.problems)
    )


def _path(path: str) -> str:
    return _PRIOR.sub(r"\1", _EXPECTED.sub(r"\1", _KPI.sub("", path, count=1), count=1), count=1)

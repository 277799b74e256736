"""The check of a definition, by the rules of plans."""

from dataclasses import dataclass

from rules.check import check_plan
from rules.examples import ExampleReport
from rules.library.definition import KpiDefinition, kpi_hash
from rules.library.in_plan import report_of_definition, seen_from_definition, settled, smallest_plan
from rules.plan import read_plan
from rules.plan.parse import shaped
from rules.plan.readable import read_json_value
from rules.problems import PlanRefused, Problem


@dataclass(frozen=True, slots=True)
class KpiReport:
    """What the check of a definition found; `valid` says that plans can take it, `proven` that its examples pass too.

    Paths point into the definition. `hash` identifies a valid definition and is None for any other document.
    """

    problems: tuple[Problem, ...]
    examples: tuple[ExampleReport, ...] = ()
    hash: str | None = None

    @property
    def valid(self) -> bool:
        """Whether there are no problems."""
        return not self.problems

    @property
    def proven(self) -> bool:
        """Whether it is valid and every example comes out as it says."""
        return self.valid and all(example.passed for example in self.examples)


def parse_kpi(document: object) -> KpiDefinition:
    """The definition of a document (a JSON value); `PlanRefused` with all problems, failing examples not counted."""
    definition, problems = _read(document)
    if definition is None or problems:
        raise PlanRefused(problems)
    found = tuple(map(seen_from_definition, check_plan(smallest_plan(definition)).problems))
    if found:
        raise PlanRefused(found)
    return _in_one_form(definition)


def check_kpi(document: object) -> KpiReport:
    """Everything there is to say about a document (any JSON value); never raises."""
    definition, problems = _read(document)
    if definition is None:
        return KpiReport(problems)
    report = check_plan(smallest_plan(definition))
    problems += tuple(map(seen_from_definition, report.problems))
    if problems:
        return KpiReport(problems)
    examples = tuple(map(report_of_definition, report.examples))
    return KpiReport((), examples, kpi_hash(_in_one_form(definition)))


def _read(document: object) -> tuple[KpiDefinition | None, tuple[Problem, ...]]:
    readable = read_json_value(document)
    if readable.problems:
        return None, tuple(readable.problems)
    if not isinstance(readable.content, dict):
        message = 'A definition is one JSON object: {"schema": "bonus-kpi/1", …}.'
        return None, (Problem("kpi.not_an_object", "", message),)
    definition, problems = shaped(KpiDefinition, readable.content)
    return definition, tuple(problems)


def _in_one_form(definition: KpiDefinition) -> KpiDefinition:
    plan = read_plan(smallest_plan(definition)).plan
    assert plan is not None, "a definition without problems makes a plan without problems"
    return settled(definition, plan)

"""Small builders: a plan from the parts a test is about, people as a call sends them, results as they leave."""

import copy
from collections.abc import Iterable
from typing import Any

import pytest

from rules.compiled import CompiledPlan, compile_plan
from rules.engine import Sheet, evaluate
from rules.facts import read_surroundings
from rules.facts.participants import read_participants
from rules.period import Period
from rules.problems import PlanRefused, Problem
from rules.results import ResultBatch, calculate
from rules.trace import Trace, trace_of

Document = dict[str, Any]
Result = dict[str, Any]

_HEAD: Document = {
    "schema": "bonus-plan/1",
    "key": "tested",
    "title": "Tested",
    "currency": "EUR",
    "frequency": "month",
}


def named(cases: Iterable[tuple[Any, ...]]) -> list[Any]:
    """Rows of a table for `parametrize`: the first cell is the name of the case."""
    return [pytest.param(*case[1:], id=case[0]) for case in cases]


def plan(**parts: Any) -> Document:
    """A plan document of these parts; schema, key, title, EUR and month are there unless a part says otherwise."""
    return {**_HEAD, **copy.deepcopy(parts)}


def kpi(key: str = "revenue", **parts: Any) -> Document:
    """A KPI with base 0 and normal 100 unless a part says otherwise; None leaves a part out."""
    document = {"key": key, "levels": {"base": "0", "normal": "100"}, **copy.deepcopy(parts)}
    return {name: part for name, part in document.items() if part is not None}


def paying(amount: str, **parts: Any) -> Document:
    """A plan with one component `pay` of this amount formula; its own keys (cap, floor, …) go under `pay`."""
    own = parts.pop("pay", {})
    return plan(components=[{"key": "pay", "amount": amount, **own}], **parts)


def compiled(document: Document) -> CompiledPlan:
    """The plan ready to compute."""
    return compile_plan(copy.deepcopy(document))


def people(document: Document, *participants: Document, period: Period | None = None, **around: Any) -> ResultBatch:
    """The results of these participants (`inputs`, `facts`, …); those without an id are called E1, E2, …

    `around` are further parts of the call: `calendar`, `company`, …
    """
    named = [{"id": f"E{number}", **person} for number, person in enumerate(participants, start=1)]
    return calculate(compiled(document), read_participants(named, read_surroundings(around)), period)


def one(document: Document, *, period: Period | None = None, **person: Any) -> Result:
    """The result of one participant with these inputs, facts, levels, …"""
    return people(document, person, period=period).result(0)


def column(document: Document, key: str, cells: list[Any]) -> list[Result]:
    """The results of people who differ only in one fact."""
    batch = people(document, *({"facts": {} if cell is None else {key: cell}} for cell in cells))
    return batch.results()


def sheet(document: Document, *participants: Document, period: Period | None = None, **around: Any) -> Sheet:
    """The sheet of columns behind the results of these participants; `around` as in `people`."""
    named = [{"id": f"E{number}", **person} for number, person in enumerate(participants, start=1)]
    return evaluate(compiled(document), read_participants(named, read_surroundings(around)), period)


def trace(document: Document, **person: Any) -> Trace:
    """The explanation of one participant."""
    return trace_of(sheet(document, person), 0)


def refusals(document: Document) -> dict[str, str]:
    """Why the plan is refused: code by path."""
    try:
        compiled(document)
    except PlanRefused as refused:
        return {problem.path: problem.code for problem in refused.problems}
    return {}


def codes(findings: list[Any]) -> list[str]:
    """The codes of problems, warnings or reasons, as objects or as they leave in results."""
    return [finding.code if isinstance(finding, Problem) else finding["code"] for finding in findings]


def line(result: Result, key: str = "revenue") -> Result:
    """The line of one KPI."""
    found: Result = next(line for line in result["kpis"] if line["key"] == key)
    return found


def paid(result: Result, key: str = "pay") -> Result:
    """The line of one component."""
    found: Result = next(line for line in result["components"] if line["key"] == key)
    return found


def stages(result: Result, key: str = "pay") -> tuple[str, str, str, str, str]:
    """gross, gated, prorated, withheld and amount of one component."""
    shown = paid(result, key)
    return (shown["gross"], shown["gated"], shown["prorated"], shown["withheld"], shown["amount"])

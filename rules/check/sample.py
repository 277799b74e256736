"""One imagined person, to size warnings in money: the caller's, or the first example of the plan that pays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rules.compiled import CompiledPlan
from rules.examples import ExampleRun, participant_of, period_of
from rules.facts.participants import read_participants
from rules.period import Period, parse_period
from rules.plan import Plan
from rules.problems import CallRefused, Problem
from rules.results import calculate

_PERSON = "sample"


@dataclass(frozen=True, slots=True)
class Sample:
    """A participant as a call gives one, and the period that is calculated."""

    participant: Mapping[str, Any]
    period: Period | None

    def total(self, compiled: CompiledPlan) -> int | None:
        """The person's total in minor units; None where it is blocked. CallRefused where the period does not fit."""
        batch = calculate(compiled, read_participants([dict(self.participant)]), self.period)
        return None if batch.outcomes.of(0) == "blocked" else batch.total_minor(0)


def given_sample(given: object, plan: Plan) -> tuple[Sample | None, list[Problem]]:
    """The caller's sample, `{"inputs": {…}, "facts": {…}}`; without a period it has that of the first example."""
    if not isinstance(given, dict):
        message = 'a sample is an object such as {"inputs": {…}, "facts": {…}}; the first example is used instead'
        return None, [Problem("sample.shape", "/sample", message)]
    participant = {key: value for key, value in given.items() if key != "period"} | {"id": _PERSON}
    period = next((period_of(example) for example in plan.examples if example.period is not None), None)
    if given.get("period") is not None:
        try:
            period = parse_period(given["period"], "/sample/period")
        except CallRefused as refused:
            return None, list(refused.problems)
    return Sample(participant, period), []


def usable(sample: Sample, compiled: CompiledPlan) -> list[Problem]:
    """Why a caller's sample cannot be calculated; empty where it can."""
    try:
        batch = calculate(compiled, read_participants([dict(sample.participant)]), sample.period)
    except CallRefused as refused:
        return [Problem("sample.refused", "/sample", problem.message) for problem in refused.problems]
    codes = sorted({problem.code for problem in batch.outcomes.blocked.get(0, [])})
    if not codes or batch.outcomes.of(0) != "blocked":
        return []
    message = f"the sample cannot be calculated ({', '.join(codes)}), so warnings are not sized for it; complete it"
    return [Problem("sample.blocked", "/sample", message)]


def example_sample(plan: Plan, runs: Sequence[ExampleRun]) -> Sample | None:
    """The first example that is paid, else the first that can be calculated."""
    computed = [(example, run.batch) for example, run in zip(plan.examples, runs, strict=True) if run.batch is not None]
    for wanted in ("paid", "zero"):
        for example, batch in computed:
            if batch.outcomes.of(0) == wanted:
                return Sample(participant_of(example), period_of(example))
    return None

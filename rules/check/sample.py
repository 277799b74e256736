"""One imagined person, to size warnings in money: the caller's, or the first one of the plan's examples who is paid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rules.compiled import CompiledPlan
from rules.examples import ExampleRun, merged, settings_of
from rules.facts import SURROUNDING_KEYS, Surroundings, read_surroundings
from rules.facts.participants import read_participants
from rules.period import Period, parse_period
from rules.plan import Plan
from rules.problems import CallRefused, Problem
from rules.results import ResultBatch, calculate

_PERSON = "sample"
_HERE = "/sample"


@dataclass(frozen=True, slots=True)
class Sample:
    """A person in the company of others, as a call gives them; `row` is which of the `people` it is."""

    people: tuple[Mapping[str, Any], ...]
    period: Period | None
    around: Surroundings = field(default_factory=Surroundings)
    row: int = 0

    def batch(self, compiled: CompiledPlan) -> ResultBatch:
        """Everybody's results; CallRefused where the period or what is around the people does not fit the plan."""
        return calculate(
            compiled, read_participants([dict(person) for person in self.people], self.around), self.period
        )

    def total(self, compiled: CompiledPlan) -> int | None:
        """The person's total in minor units; None where it is blocked. CallRefused where the period does not fit."""
        batch = self.batch(compiled)
        return None if batch.outcomes.of(self.row) == "blocked" else batch.total_minor(self.row)


def given_sample(given: object, plan: Plan) -> tuple[Sample | None, list[Problem]]:
    """The caller's sample, `{"inputs": {…}, "facts": {…}}` with any part of a participant or of a call around it.

    What it does not say of the period, the company and all else around the person is as in the plan's examples.
    """
    if not isinstance(given, dict):
        message = 'a sample is an object such as {"inputs": {…}, "facts": {…}}; the first example is used instead'
        return None, [Problem("sample.shape", _HERE, message)]
    participant = {key: value for key, value in given.items() if key not in ("period", *SURROUNDING_KEYS)}
    settings = [setting for example in plan.examples for setting in settings_of(example, "")]
    period = next((setting.period for setting in settings if setting.period is not None), None)
    around: dict[str, Any] = {}
    for said in (*(merged(setting.opening, setting.around) for setting in reversed(settings)), given):
        around |= {key: said[key] for key in SURROUNDING_KEYS if said.get(key) is not None}
    try:
        if given.get("period") is not None:
            period = parse_period(given["period"])
        return Sample(({**participant, "id": _PERSON},), period, read_surroundings(around)), []
    except CallRefused as refused:
        return None, [problem.under(_HERE) for problem in refused.problems]


def usable(sample: Sample, compiled: CompiledPlan) -> list[Problem]:
    """Why a caller's sample cannot be calculated; empty where it can."""
    try:
        batch = sample.batch(compiled)
    except CallRefused as refused:
        return [Problem("sample.refused", _HERE, problem.message) for problem in refused.problems]
    codes = sorted({problem.code for problem in batch.outcomes.blocked.get(sample.row, [])})
    if not codes or batch.outcomes.of(sample.row) != "blocked":
        return []
    message = f"the sample cannot be calculated ({', '.join(codes)}), so warnings are not sized for it; complete it"
    return [Problem("sample.blocked", _HERE, message)]


def example_sample(runs: Sequence[ExampleRun]) -> Sample | None:
    """The first person of the examples who is paid, else the first who can be calculated."""
    scenes = [scene for run in runs for scene in run.scenes]
    for wanted in ("paid", "zero"):
        for scene in scenes:
            for row in range(scene.batch.size):
                if scene.batch.outcomes.of(row) == wanted:
                    return Sample(scene.people, scene.period, scene.around, row)
    return None

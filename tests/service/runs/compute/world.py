"""A store with people, a plan and facts, and runs of it that are computed without any worker."""

import copy
import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import select
from sqlmodel import col

from service.runs.compute import RunningPlan, SliceOutcome, compute_slices, store_slice
from service.store.database import Database
from service.store.tables import Person, Result, RunResult
from service.work import Work, carry_out, reading
from tests.service.participants.calls import ADMIN, person, put
from tests.service.periods.world import with_months
from tests.service.plans.steps import published
from tests.service.runs.compute.rows import add_fact, add_run, add_slices, mark_complete, plans_of
from tests.stores import As

Json = dict[str, Any]
Answer = TypeVar("Answer")

PLAN: Json = {
    "schema": "bonus-plan/1",
    "key": "sales",
    "title": "Sales",
    "currency": "EUR",
    "frequency": "month",
    "inputs": {"fund": {"kind": "money"}},
    "facts": {"revenue": {"take": "sum", "money": True}},
    "kpis": [
        {
            "key": "revenue",
            "weight": "1",
            "levels": {"base": "0", "normal": "300"},
            "curve": {"kind": "linear", "cap": None},
        }
    ],
    "components": [{"key": "bonus", "amount": "fund * coefficient", "earning_code": "B1"}],
    "examples": [
        {
            "name": "at normal",
            "inputs": {"fund": "100"},
            "facts": {"revenue": "300"},
            "expect": {"total": "100.00"},
        }
    ],
}
"""100.00 at normal with a fund of 100, and a third of it at a revenue of 100."""


def plan_with(**parts: Any) -> Json:
    """The plan with parts of its own; None takes one away."""
    document = {**copy.deepcopy(PLAN), **parts}
    return {key: part for key, part in document.items() if part is not None}


def document(result: Result) -> Json:
    """The stored document of a result."""
    found: Json = json.loads(result.document)
    return found


def participant(result: Result) -> Json:
    """The participant object that a result was computed from."""
    found: Json = json.loads(result.input)["participant"]
    return found


def only(results: dict[int, Result]) -> Result:
    """The one there is."""
    [result] = results.values()
    return result


class World:
    """One store and what tests do in it."""

    def __init__(self, database: Database, as_: As) -> None:
        self.database = database
        self.as_ = as_
        with_months(as_)

    def publish(self, plan: Json = PLAN, start: str = "2026-01-01", end: str | None = None) -> None:
        """A version in force."""
        published(self.as_, plan, start, end)

    def person(self, external_id: str, *, since: str = "2026-01-01", **attributes: object) -> int:
        """What is true of a participant from a day on; the number."""
        put(self.database, person(external_id, since=since, **attributes))
        return self.number(external_id)

    def number(self, external_id: str) -> int:
        """The number of a participant."""
        query = select(col(Person.participant_id)).where(col(Person.external_id) == external_id)
        return self.read(lambda work: work.session.scalars(query).one())

    def assign(self, external_id: str, plan_key: str = "sales", start: str = "2026-01-01", **parts: Any) -> None:
        """An assignment."""
        body = {"participant": external_id, "plan": plan_key, "effective_from": start, **parts}
        answer = self.as_("payroll").post("/v1/assignments", json=body)
        assert answer.status_code == 201, answer.text

    def member(self, external_id: str, **attributes: object) -> int:
        """Somebody in the plan since January, with a fund of 100."""
        number = self.person(external_id, **{"fund": "100", **attributes})  # type: ignore[arg-type]
        self.assign(external_id)
        return number

    def fact(self, external_id: str, value: str, key: str = "revenue", day: str = "2026-03-10", **others: Any) -> int:
        """An observation; its number."""
        number = self.number(external_id)
        return self.write(lambda work: add_fact(work, number, key, value, day, **others))

    def complete(self, key: str, period: str = "2026-03") -> None:
        """Everything of a fact was received."""
        self.write(lambda work: mark_complete(work, key, period))

    def run(
        self,
        kind: str = "final",
        *,
        period: str = "2026-03",
        group: str = "all",
        corrects: int | None = None,
        **request: str,
    ) -> list[RunningPlan]:
        """A run of all versions in force, of what is known now: its plans."""
        run_id = self.write(lambda work: add_run(work, kind, period, group, request, corrects=corrects))
        return self.read(lambda work: plans_of(work, run_id))

    def compute(self, plan: RunningPlan, people: int = 1000) -> list[SliceOutcome]:
        """Compute a plan of a run and store every slice."""
        slices = self.write(lambda work: add_slices(work, plan, people))
        outcomes = []
        for outcome in compute_slices(self.database, ADMIN, plan, slices):
            self.write(partial(_store, plan=plan, outcome=outcome))
            outcomes.append(outcome)
        return outcomes

    def results(self, plan: RunningPlan) -> dict[int, Result]:
        """The stored results of a plan of a final run, by participant."""
        query = (
            select(Result)
            .join(RunResult, col(RunResult.result_id) == col(Result.id))
            .where(col(RunResult.run_id) == plan.run_id, col(RunResult.plan_number) == plan.number)
            .order_by(col(Result.participant_id))
        )
        return self.read(lambda work: {row.participant_id: row for row in work.session.scalars(query)})

    def computed(self, people: int = 1000, **run: Any) -> dict[int, Result]:
        """The results of a new run of one plan."""
        [plan] = self.run(**run)
        self.compute(plan, people)
        return self.results(plan)

    def read(self, question: Callable[[Work], Answer]) -> Answer:
        """What a question to the store returns."""
        return reading(self.database, ADMIN, question)

    def write(self, use_case: Callable[[Work], Answer]) -> Answer:
        """What a use case returns, committed."""
        return carry_out(self.database, ADMIN, use_case)


def codes(found: Iterable[Json]) -> list[str]:
    """The codes of findings."""
    return [each["code"] for each in found]


def _store(work: Work, *, plan: RunningPlan, outcome: SliceOutcome) -> None:
    store_slice(work, plan, outcome)
    work.changed("run.slice_stored", f"run/{plan.run_id}", after=outcome.digest)

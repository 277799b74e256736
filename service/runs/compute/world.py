"""What a plan of a run reads once for all its people: the shared document, and what is to be fetched of each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from rules import (
    CallRefused,
    CompiledPlan,
    Period,
    Problem,
    Settling,
    Surroundings,
    Wanted,
    compile_plan,
    parse_plan,
    read_surroundings,
    wanted,
)
from service.facts.reading import complete_keys
from service.participants.attributes import ATTRIBUTES
from service.runs.compute.shared import FIRST_DAY, Json, SharedReader, calendar_of
from service.runs.compute.texts import canonical, sha256
from service.runs.repository.known_prior import period_starts
from service.runs.repository.running import RunningPlan
from service.work import Work

COMPANY: Final = "company"
"""The id of the participant that stands for the company, unless the operator names another."""


@dataclass(frozen=True)
class World:
    """One plan of a run, ready to compute. `shared_text` are the call-level parts, which results name by `shared_hash`.

    `refused` are the problems of everybody: the call itself cannot be made, so that all are blocked by them.
    """

    plan: RunningPlan
    compiled: CompiledPlan
    period: Period
    shared_text: str
    around: Surroundings
    wanted: Wanted
    complete: frozenset[str]
    refused: tuple[Problem, ...] = ()
    periods: tuple[tuple[str, str], ...] = ()
    takes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def shared_hash(self) -> str:
        """SHA-256 of the shared document."""
        return sha256(self.shared_text)

    @cached_property
    def settling(self) -> Settling:
        """Settles the facts of one person after the other."""
        return Settling(self.compiled)

    @property
    def reads_people(self) -> bool:
        """Whether people need each other, so that all are computed together."""
        return self.wanted.reads_people


def world_of(work: Work, plan: RunningPlan, company: str = COMPANY) -> World:
    """Everything of a plan of a run that is the same for all its people, as known at the run's moment."""
    compiled = compile_plan(parse_plan(json.loads(plan.document, parse_float=Decimal)))
    period = Period(date.fromisoformat(plan.period.start), date.fromisoformat(plan.period.end))
    around, refused = _around({"calendar": calendar_of(work, plan)})
    needed, more = _wanted(compiled, period, around)
    shared = SharedReader(work, plan, compiled, needed).document(company)
    around, again = _around(shared)
    periods = period_starts(work.session, plan.period.calendar, FIRST_DAY, plan.period.start)
    return World(
        plan=plan,
        compiled=compiled,
        period=period,
        shared_text=canonical(shared),
        around=around,
        wanted=needed,
        complete=frozenset(complete_keys(work, plan.known.complete_seq, plan.period.id)),
        refused=again or refused or more,
        periods=tuple(periods) if needed.reads_prior else (),
        takes=_takes(compiled),
    )


def read_world(plan: RunningPlan, shared_text: str) -> tuple[CompiledPlan, Period, Surroundings]:
    """What a replay has of it: from the plan and the shared document alone. Raises CallRefused."""
    compiled = compile_plan(parse_plan(json.loads(plan.document, parse_float=Decimal)))
    period = Period(date.fromisoformat(plan.period.start), date.fromisoformat(plan.period.end))
    return compiled, period, read_surroundings(json.loads(shared_text, parse_float=Decimal))


def _around(shared: Json) -> tuple[Surroundings, tuple[Problem, ...]]:
    try:
        return read_surroundings(shared), ()
    except CallRefused as refused:
        return Surroundings(), refused.problems


def _wanted(compiled: CompiledPlan, period: Period, around: Surroundings) -> tuple[Wanted, tuple[Problem, ...]]:
    """What to fetch; where the calendar does not reach back, only what lies in the period, which blocks everybody."""
    try:
        return wanted(compiled, period, around.calendar), ()
    except CallRefused as refused:
        facts = {scope: frozenset[str]() for scope in compiled.facts_in}
        return Wanted(facts, {}, period.start, (), False, False, False, False), refused.problems


def _takes(compiled: CompiledPlan) -> dict[str, str]:
    """The personal inputs that attributes give, and which value of the period counts."""
    return {
        key: spec.take or ("average" if spec.kind == "money" else "end")
        for key, spec in compiled.plan.inputs.items()
        if spec.scope == "personal" and key in ATTRIBUTES and ATTRIBUTES[key].kind != "participant"
    }

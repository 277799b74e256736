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
    Settling,
    Surroundings,
    Wanted,
    compile_plan,
    parse_plan,
    wanted,
)
from service.facts.reading import complete_keys
from service.participants.attributes import ATTRIBUTES
from service.runs.compute.evaluate import Around, read_around
from service.runs.compute.not_applicable import own_kpis
from service.runs.compute.shared import FIRST_DAY, SharedReader, calendar_of
from service.runs.compute.texts import canonical, sha256
from service.runs.repository.known_prior import period_starts
from service.runs.repository.running import RunningPlan
from service.work import Work

COMPANY: Final = "company"
"""The id of the participant that stands for the company, unless the operator names another."""


@dataclass(frozen=True)
class World:
    """One plan of a run, ready to compute. `shared_text` are the call-level parts, which results name by `shared_hash`;
    `periods` the earlier ones of the calendar, where results of them are read."""

    plan: RunningPlan
    compiled: CompiledPlan
    period: Period
    shared_text: str
    around: Around
    wanted: Wanted
    complete: frozenset[str]
    periods: tuple[tuple[str, str], ...] = ()
    takes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def own_kpis(self) -> frozenset[str]:
        """KPIs of which a fact can say that they do not apply to the person."""
        return own_kpis(self.compiled)

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
    needed = _wanted(compiled, period, read_around({"calendar": calendar_of(work, plan)}).surroundings)
    shared = SharedReader(work, plan, compiled, needed).document(company)
    periods = period_starts(work.session, plan.period.calendar, FIRST_DAY, plan.period.start)
    return World(
        plan=plan,
        compiled=compiled,
        period=period,
        shared_text=canonical(shared),
        around=read_around(shared),
        wanted=needed,
        complete=frozenset(complete_keys(work, plan.known.complete_seq, plan.period.id)),
        periods=tuple(periods) if needed.reads_prior else (),
        takes=_takes(compiled),
    )


def _wanted(compiled: CompiledPlan, period: Period, around: Surroundings) -> Wanted:
    """What to fetch; nothing where the calendar does not reach back, for which the engine will refuse the call."""
    try:
        return wanted(compiled, period, around.calendar)
    except CallRefused:
        facts = {scope: frozenset[str]() for scope in compiled.facts_in}
        return Wanted(facts, {}, period.start, (), False, False, False, False)


def _takes(compiled: CompiledPlan) -> dict[str, str]:
    """The personal inputs that attributes give, and which value of the period counts."""
    return {
        key: spec.take or ("average" if spec.kind == "money" else "end")
        for key, spec in compiled.plan.inputs.items()
        if spec.scope == "personal" and key in ATTRIBUTES and ATTRIBUTES[key].kind != "participant"
    }

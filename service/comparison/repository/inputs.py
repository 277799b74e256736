"""The stored inputs behind results: everything that is needed to compute them, and mixtures of two, again."""

import json
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import func, select
from sqlmodel import col

from service.comparison.repository.runs import ComparedRun, source_of
from service.runs.repository.replayable import inputs_of_population, replayables, shared_document
from service.store.tables import (
    Adjustment,
    AdjustmentEffect,
    AdjustmentRequest,
    PlanVersion,
    RunPlan,
    SharedInput,
)
from service.work import Work


@dataclass(frozen=True, slots=True)
class StoredInput:
    """What one result was computed from, as canonical JSON. Where the plan's people depend on each other, `others` are
    the inputs of everybody else, or `standing` is what all gave together when it was booked, with `then`, the shared
    document of that."""

    plan_number: int
    plan_key: str
    plan_version: int
    plan: str
    input: str
    shared: str
    others: tuple[str, ...] = ()
    standing: str | None = None
    then: str | None = None


class TooManyPeople(Exception):
    """A population is larger than what is computed while somebody waits."""


def inputs_of(work: Work, run: ComparedRun, participant_id: int, people_max: int) -> list[StoredInput]:
    """The inputs of a participant's results in a run, by number of the plan; raises TooManyPeople."""
    source, content = source_of(run), source_of(run).content
    query = (
        source.query(
            source.plan,
            col(RunPlan.plan_key),
            col(PlanVersion.number),
            col(PlanVersion.document),
            col(content.input),
            col(SharedInput.document),
            col(content.population_hash),
        )
        .join(PlanVersion, col(PlanVersion.id) == col(RunPlan.version_id))
        .join(SharedInput, col(SharedInput.hash) == col(content.shared_hash))
        .where(source.run == run.id, source.participant == participant_id)
        .order_by(source.plan)
    )
    found = []
    for number, key, version, plan, text, shared, population in work.session.connection().execute(query):
        stored = StoredInput(number, key, version, plan, text, shared)
        if population is not None:
            stored = _with_population(work, run, stored, (participant_id, population), people_max)
        found.append(stored)
    return found


def _with_population(
    work: Work, run: ComparedRun, stored: StoredInput, of: tuple[int, str], people_max: int
) -> StoredInput:
    """The same with what the others had to do with it: `of` is whose input it is, and the hash of the population."""
    participant_id, population_hash = of
    document = shared_document(work.session, population_hash)
    population = json.loads(document, parse_float=Decimal)
    if isinstance(population, dict):
        return replace(stored, standing=document, then=shared_document(work.session, population["shared"]))
    numbers = [number for number, _ in population]
    if len(numbers) > people_max:
        raise TooManyPeople
    place = (run.id, stored.plan_number)
    [mine] = replayables(work.session, place, (participant_id, participant_id), 1)
    texts = zip(numbers, inputs_of_population(work.session, place, mine, numbers), strict=True)
    return replace(stored, others=tuple(text for number, text in texts if number != participant_id))


def adjustments_of(work: Work, run: ComparedRun, participant_id: int) -> list[tuple[str, int]]:
    """Currency and minor units of the adjustments of a participant that count for the period of a run."""
    query = (
        select(col(Adjustment.currency), func.sum(col(Adjustment.amount_minor)))
        .join(AdjustmentRequest, col(AdjustmentRequest.request_id) == col(Adjustment.request_id))
        .join(AdjustmentEffect, col(AdjustmentEffect.request_id) == col(Adjustment.request_id))
        .where(
            col(Adjustment.participant_id) == participant_id,
            col(AdjustmentRequest.period_id) == run.period_id,
            col(AdjustmentRequest.pay_group) == run.pay_group,
        )
        .group_by(col(Adjustment.currency))
        .order_by(col(Adjustment.currency))
    )
    return [(currency, int(minor)) for currency, minor in work.session.connection().execute(query)]

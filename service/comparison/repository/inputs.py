"""The stored inputs behind results: everything that is needed to compute them, and mixtures of two, again."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import col

from service.comparison.repository.runs import ComparedRun, source_of
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
    """What one result was computed from, as canonical JSON. `others` are the inputs of everybody else, where the plan's
    people depend on each other."""

    plan_number: int
    plan_key: str
    plan_version: int
    plan: str
    input: str
    shared: str
    others: tuple[str, ...]


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
        others = () if population is None else _others(work, run, number, participant_id, people_max)
        found.append(StoredInput(number, key, version, plan, text, shared, others))
    return found


def _others(work: Work, run: ComparedRun, plan_number: int, participant_id: int, people_max: int) -> tuple[str, ...]:
    source = source_of(run)
    query = (
        source.query(col(source.content.input))
        .where(source.run == run.id, source.plan == plan_number, source.participant != participant_id)
        .order_by(source.participant)
        .limit(people_max)
    )
    others = tuple(work.session.connection().execute(query).scalars())
    if len(others) >= people_max:
        raise TooManyPeople
    return others


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

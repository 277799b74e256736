"""The main job: one plan, one batch of participants, results in the order they came."""

from collections.abc import Iterable, Iterator

from rules import (
    CompiledPlan,
    Intake,
    PlanRefused,
    Problem,
    ResultBatch,
    Totals,
    calculate_chunks,
    parse_period,
    read_participants,
    trace_of,
)
from service.calculate.call import Call, read_call
from service.calculate.plan_source import PlanSource, StoredPlans, no_stored_plans, plan_of
from service.errors import RequestRefused
from service.plan_cache import PlanCache
from service.version import engine_version
from service.web.json_text import json_bytes

WORK_MAX = 20_000_000_000
"""Bits of all values of all people of one call: some seconds at worst. Ordinary plans stay a hundred times below."""

CELLS_AT_ONCE = 2_000_000
"""Steps of a plan times people that are in memory at a time; what leaves as text is not counted."""


def calculate_call(body: dict[str, object], plans: PlanCache, stored: StoredPlans = no_stored_plans) -> bytes:
    """The answer to one call as JSON. Raises PlanRefused, CallRefused, NotFound or RequestRefused."""
    call = read_call(body)
    period = None if call.period is None else parse_period(call.period)
    source = plan_of(body, None if period is None else period.start, stored)
    compiled = _compiled(source, plans)
    intake = _intake(call, compiled)
    _check_work(compiled, len(intake.ids))
    batches = calculate_chunks(compiled, intake.parts(_rows_at_once(compiled)), period)
    return b"".join(_answer(source, compiled, batches, explain=call.explain))


def _check_work(compiled: CompiledPlan, people: int) -> None:
    """Refuse what would keep everybody else waiting: so many people by a plan with such long numbers."""
    most = max(WORK_MAX // max(compiled.work, 1), 1)
    if people > most:
        message = f"This plan computes with such long numbers that one call takes at most {most:,} participants."
        raise RequestRefused(Problem("calculate.too_much_work", "/participants", message))


def _rows_at_once(compiled: CompiledPlan) -> int:
    """How many people are computed together: all of a call by an ordinary plan, few by an enormous one."""
    columns = len(compiled.order) + len(compiled.plan.inputs) + len(compiled.fact_keys)
    return max(CELLS_AT_ONCE // max(columns, 1), 1)


def _compiled(source: PlanSource, plans: PlanCache) -> CompiledPlan:
    try:
        return plans.compiled(source.document)
    except PlanRefused as refused:
        # Seen from the request, the plan's own paths start where the plan stands.
        raise PlanRefused(problem.under(source.path) for problem in refused.problems) from None


def _intake(call: Call, compiled: CompiledPlan) -> Intake:
    around = call.around
    if call.ignore_unknown_facts:
        around = around.with_facts_of(
            compiled.fact_keys, company=compiled.facts_in["company"], team=compiled.facts_in["team"]
        )
    intake = read_participants(call.participants, around)
    if call.ignore_unknown_facts:
        for facts in (intake.facts, intake.prior_facts):
            for key in facts.keys() - compiled.fact_keys:
                del facts[key]
    return intake


def _answer(
    source: PlanSource, compiled: CompiledPlan, batches: Iterable[ResultBatch], *, explain: bool
) -> Iterator[bytes]:
    """The document piece by piece, so that only one result at a time exists as Python objects."""
    head = {
        "plan": {"key": compiled.plan.key, "version": source.version, "hash": compiled.hash},
        "engine": engine_version(),
        "currency": compiled.plan.currency,
    }
    yield json_bytes(head)[:-1] + b',"results":['
    totals, between = Totals(compiled.digits), b""
    for batch in batches:
        for row in range(batch.size):
            result = batch.result(row)
            if explain:
                result["trace"] = trace_of(batch.sheet, row).to_json()
            yield between + json_bytes(result)
            between = b","
        totals += batch.totals()
    yield b'],"totals":' + json_bytes(totals.to_json()) + b"}"

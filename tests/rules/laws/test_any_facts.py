"""Whatever people send, by whatever plan: a result for each, or a refusal that says why; never an error of ours."""

import copy
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.compiled import CompiledPlan, compile_plan
from rules.examples import Setting, settings_of
from rules.facts import SURROUNDING_KEYS, read_surroundings
from rules.facts.participants import read_participants
from rules.period import Period
from rules.problems import CallRefused
from rules.results import calculate
from rules.trace import trace_of, trace_text
from service.catalog import catalog_document, catalog_keys

Call = dict[str, Any]
"""A call without its plan."""

PERSONAL = [
    "inputs", "facts", "levels", "weights", "not_applicable", "prior", "group", "manager", "currency", "assignment",
    "segments", "cost_centres",
]  # fmt: skip
WORDS = [
    "from", "to", "start", "end", "absences", "kind", "share", "reason", "facts", "paid", "balances", "instalments",
    "amount", "parts", "value", "date", "time", "source", "source_id", "id", "revision", "currency", "base", "normal",
    "target", "periods", "holidays", "inputs", "rate", "shares", "fact", "fields", "evidence",
]  # fmt: skip
TEXTS = [
    "0",
    "1",
    "-5",
    "0.5",
    "1/3",
    "2026-03-10",
    "2026-02-30",
    "2026-04-01",
    "E1",
    "E0",
    "A",
    "",
    "n/a",
    "1e5",
    "\x00",
]
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.sampled_from(TEXTS), st.text(max_size=3)
)
MAX_PEOPLE = 3


@cache
def plan_of(key: str) -> CompiledPlan:
    return compile_plan(catalog_document(key))


def sound_calls(plan: CompiledPlan) -> list[Setting]:
    """The calls of the plan's own examples."""
    return [setting for example in plan.plan.examples for setting in settings_of(example, "")]


def names_of(plan: CompiledPlan) -> list[str]:
    """What the plan's people may speak of."""
    document = plan.plan
    lines = [component.key for component in document.components]
    return sorted({*document.inputs, *plan.facts, *(kpi.key for kpi in document.kpis), *lines, *document.balances})


def anything(names: list[str]) -> st.SearchStrategy[Any]:
    """Any JSON value whose keys are mostly names that mean something."""
    keys = st.sampled_from([*names, *WORDS]) | st.text(max_size=3)
    return st.recursive(
        SCALARS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=3), max_leaves=5
    )


@st.composite
def damaged_calls(draw: st.DrawFn) -> tuple[CompiledPlan, Call, Period | None]:
    """A call that is sound except in some places, so that what is wrong is met as late as it can be."""
    plan = plan_of(draw(st.sampled_from(catalog_keys())))
    names = names_of(plan)
    setting = draw(st.sampled_from(sound_calls(plan)))
    people = [copy.deepcopy(seat.participant) for seat in setting.seats[:MAX_PEOPLE]]
    people += [{**copy.deepcopy(people[0]), "id": "another"}]
    call = {**copy.deepcopy(setting.around), "participants": people}
    for _ in range(draw(st.integers(1, 3))):
        person = draw(st.sampled_from(people))
        section, value = draw(st.sampled_from([*PERSONAL, *SURROUNDING_KEYS])), draw(anything(names))
        place = call if section in SURROUNDING_KEYS else person
        if isinstance(place.get(section), dict) and draw(st.booleans()):
            place, section = place[section], draw(st.sampled_from([*names, *WORDS]))
        place[section] = value
    return plan, call, setting.period


@settings(max_examples=60, deadline=None)
@given(damaged_calls())
def test_any_call_gets_results_or_a_reason(damaged: tuple[CompiledPlan, Call, Period | None]) -> None:
    plan, call, period = damaged
    try:
        batch = calculate(plan, read_participants(call["participants"], read_surroundings(call)), period)
    except CallRefused:
        return
    for row, result in enumerate(batch.results()):
        assert result["outcome"] in ("paid", "zero", "blocked")
        assert (result["total"] is None) == (result["outcome"] == "blocked") == bool(result["problems"])
        assert trace_text(trace_of(batch.sheet, row))
    totals = batch.totals()
    assert totals.paid + totals.zero + totals.blocked == len(call["participants"])

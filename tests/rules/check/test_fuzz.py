"""Damaged plans: the check never raises, and what it accepts calculates whatever the data are."""

import copy
import json
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules import CallRefused, Period, calculate, check_plan, compile_plan, read_participants, trace_of
from rules.compiled import CompiledPlan
from tests.rules.check.damaged import DOCUMENTS, damaged

MONTH_AFTER = {"month": 2, "quarter": 4, "half_year": 7}
SAMPLES: list[object] = [
    None,
    None,
    {},
    [],
    5,
    {"inputs": {"fund": "100"}, "facts": {"revenue": "1"}},
    {"facts": None},
    {"period": {"a": 1}},
]
cells = st.one_of(
    st.none(),
    st.sampled_from(["0", "1", "-5", "100", "1000000", "0.123456789012", "999999999999999999", "abc", "good", "poor"]),
    st.sampled_from([True, 7, [], ["1", "2"], [{"value": "3", "date": "2026-01-01"}], {}, "1\n2", "1e5", ["good"]]),
    st.decimals(allow_nan=True, allow_infinity=True, places=3),
    st.text(max_size=4),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data(), st.sampled_from(SAMPLES))
def test_a_damaged_plan_gets_a_report(data: st.DataObject, sample: object) -> None:
    document = damaged(data)
    report = check_plan(document, sample)
    assert json.loads(json.dumps(report.to_json()))["valid"] == report.valid == (not report.problems)
    assert (report.hash is not None) == report.valid
    if report.valid:
        calculates(compile_plan(copy.deepcopy(document)), data)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DOCUMENTS), st.data())
def test_any_data_are_calculated_or_blocked(document: dict[str, Any], data: st.DataObject) -> None:
    calculates(compile_plan(copy.deepcopy(document)), data)


def calculates(compiled: CompiledPlan, data: st.DataObject) -> None:
    """Nothing but a refusal of the whole call, whatever two people send."""
    people = [{"id": "E1", **data.draw(situations(compiled))}, {"id": "E2", **data.draw(situations(compiled))}]
    try:
        batch = calculate(compiled, read_participants(people), _period(compiled.plan.frequency))
    except CallRefused:
        return
    for row, result in enumerate(batch.results()):
        assert result["outcome"] in ("paid", "zero", "blocked")
        assert (result["outcome"] == "blocked") == bool(result["problems"]) == (result["total"] is None)
        trace_of(batch.sheet, row).to_json()
    batch.totals().to_json()


def situations(compiled: CompiledPlan) -> st.SearchStrategy[dict[str, Any]]:
    """Anything at all under the names that the plan knows, and some that it does not."""
    kpis = [*compiled.kpis, "unknown"]
    levels = st.dictionaries(st.sampled_from(["base", "normal", "target", "goal"]), cells, max_size=3)
    return st.fixed_dictionaries(
        {"inputs": _some([*compiled.plan.inputs, "unknown"]), "facts": _some([*compiled.facts, "unknown"])},
        optional={
            "levels": st.dictionaries(st.sampled_from(kpis), levels | cells, max_size=3),
            "weights": st.dictionaries(st.sampled_from(kpis), cells | st.just("1/2"), max_size=3),
            "not_applicable": st.dictionaries(st.sampled_from(kpis), st.text(max_size=3) | st.none(), max_size=2),
            "prior": st.fixed_dictionaries({"facts": _some([*compiled.facts, "unknown"])}) | cells,
        },
    )


def _some(keys: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(keys), cells, max_size=len(keys))


def _period(frequency: str) -> Period:
    if frequency == "week":
        return Period(date(2026, 1, 5), date(2026, 1, 12))
    month = MONTH_AFTER.get(frequency)
    return Period(date(2026, 1, 1), date(2027, 1, 1) if month is None else date(2026, month, 1))

"""Whatever is sent as assignment and segments, there is a result or a reason, and an explanation that fits it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import trace_of
from rules.period import Period
from tests.rules.build import Document, kpi, paying, people
from tests.rules.laws.recomputed import dangling

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
JSON: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", "2026-03-10", "2026-02-30", 5, True, [], {}, [{}], {"start": "2026-03-10"}, "resigned"]
)
DAY = st.dates(date(2026, 2, 20), date(2026, 4, 10)).map(date.isoformat)


def parts(**known: st.SearchStrategy[Any]) -> st.SearchStrategy[Document]:
    """Objects with some of these keys, mostly as they should be."""
    return st.fixed_dictionaries({}, optional={key: st.one_of(value, value, JSON) for key, value in known.items()})


ABSENCES = st.lists(parts(start=DAY, end=DAY, kind=st.sampled_from(["vacation", "sick"])), max_size=3)
ASSIGNMENT = parts(**{"from": DAY}, to=DAY, reason=st.sampled_from(["resigned", "retired"]), absences=ABSENCES)
SEGMENTS = st.lists(
    parts(
        start=DAY, end=DAY, share=st.sampled_from(["0.5", "1/3", "2/3", "1"]),
        inputs=parts(fund=st.sampled_from(["0", "1000"]), region=st.sampled_from(["a", "b"])),
        levels=parts(revenue=parts(normal=st.sampled_from(["100", "200"]), base=st.just("0"))),
    ),
    max_size=3,
)  # fmt: skip
FACT = st.one_of(st.just("150"), JSON, st.lists(parts(value=st.sampled_from(["60", "-5"]), date=DAY), max_size=3))


def plan(mode: str) -> Document:
    return paying(
        "fund * coefficient",
        pay={"prorate": True},
        inputs={"fund": {"kind": "money"}, "region": {"kind": "category", "values": ["a", "b"], "default": "a"}},
        facts={"revenue": {"take": "sum", "empty": "zero"}},
        kpis=[kpi("revenue", weight="1", measure="volume", levels={"base": "0", "normal": "300 * proration + 1"})],
        proration={
            "basis": "working_days",
            "absences": {"vacation": "counted"},
            "leavers": {"default": "pro_rata", "reasons": {"resigned": "forfeit"}},
        },
        values={"tenure": "period.tenure"},
        segments=mode,
    )


@pytest.mark.parametrize("mode", ["blend", "separate"])
@settings(max_examples=60, deadline=None)
@given(
    assignment=st.one_of(ASSIGNMENT, ASSIGNMENT, JSON),
    segments=st.one_of(SEGMENTS, SEGMENTS, JSON),
    fact=FACT,
    fund=st.sampled_from([None, "500"]),
)
def test_there_is_a_result_or_a_reason(mode: str, assignment: Any, segments: Any, fact: Any, fund: str | None) -> None:
    person = {"assignment": assignment, "segments": segments, "facts": {"revenue": fact}, "inputs": {"fund": fund}}
    other = {"facts": {"revenue": "150"}, "inputs": {"fund": "500"}}
    batch = people(plan(mode), person, other, period=MARCH)
    result = batch.result(0)
    assert {"paid": not result["reasons"], "zero": result["reasons"], "blocked": result["problems"]}[result["outcome"]]
    assert (result["total"] is None) == (result["outcome"] == "blocked")
    trace = trace_of(batch.sheet, 0)
    assert dangling(trace) == set()
    assert trace.nodes["/total"].value == result["total"]
    assert batch.result(1) == {**people(plan(mode), other, period=MARCH).result(0), "id": "E2"}

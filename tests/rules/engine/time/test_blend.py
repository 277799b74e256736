"""Values that change within the period: averaged by days or shares, or taken from its end or start."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.period import Period
from rules.trace import trace_of
from tests.rules.build import Document, codes, kpi, line, named, paying, people, plan, refusals, sheet
from tests.rules.laws.recomputed import Recomputed, dangling

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
INPUTS = {
    "fund": {"kind": "money", "max": "9000"},
    "hours": {"kind": "number", "default": "8"},
    "pace": {"kind": "number", "take": "average", "default": "0"},
    "car": {"kind": "boolean", "default": False},
    "region": {"kind": "category", "values": ["north", "south", "west"], "take": "start", "default": "west"},
}
VALUES = {
    "fund_now": "fund",
    "hours_now": "hours",
    "pace_now": "pace",
    "has_car": "car",
    "in_south": 'region == "south"',
}
PLAN = plan(inputs=INPUTS, values=VALUES, proration={"basis": "thirtieths"})


def segment(first: int, last: int, **parts: Any) -> Document:
    """From one day of March up to and not with another; 32 is 1 April."""
    end = "2026-04-01" if last > 31 else f"2026-03-{last:02}"
    return {"start": f"2026-03-{first:02}", "end": end, **parts}


def values(*segments: Document, **person: Any) -> dict[str, Any]:
    result = people(PLAN, {"inputs": {"fund": "1000"}, "segments": list(segments), **person}, period=MARCH).result(0)
    assert result["problems"] == []
    shown: dict[str, Any] = result["values"]
    return shown


def test_money_is_averaged_by_the_days_the_plan_counts() -> None:
    halves = (segment(1, 16, inputs={"fund": "1200"}), segment(16, 32, inputs={"fund": "2400"}))
    assert values(*halves)["fund_now"] == "1800"


def test_shares_stand_above_days() -> None:
    parts = (segment(1, 16, share="1/4", inputs={"fund": "1200"}), segment(16, 32, share="0.75", inputs={"fund": "0"}))
    assert values(*parts)["fund_now"] == "300"


def test_what_segments_do_not_say_is_the_persons_own() -> None:
    assert values(segment(16, 32, inputs={"fund": "2000"}))["fund_now"] == "1500"
    assert values(segment(1, 16, inputs={"pace": "1"}))["pace_now"] == "0.5"
    assert values(segment(1, 16, inputs={"pace": "1"}), segment(16, 32, inputs={"pace": None}))["pace_now"] == "0.5"


def test_other_inputs_have_the_value_of_the_end_or_the_start() -> None:
    first = segment(1, 11, inputs={"hours": "4", "car": True, "region": "south"})
    second = segment(11, 32, inputs={"hours": "6", "car": False, "region": "north"})
    shown = values(second, first)
    assert [shown[key] for key in ("hours_now", "has_car", "in_south")] == ["6", False, True]


def test_days_in_absence_do_not_count() -> None:
    halves = (segment(1, 16, inputs={"fund": "1200"}), segment(16, 32, inputs={"fund": "2400"}))
    away = {"absences": [{"start": "2026-03-16", "end": "2026-04-01"}]}
    assert values(*halves, assignment=away)["fund_now"] == "1200"
    away = {"absences": [{"start": "2026-03-01", "end": "2026-04-01"}]}
    assert Fraction(values(*halves, assignment=away)["fund_now"]).limit_denominator(31) == Fraction(56400, 31)


def test_segments_lie_in_the_time_of_the_assignment() -> None:
    left = {"from": "2026-03-11"}
    assert values(segment(21, 32, inputs={"fund": "2000"}), assignment=left)["fund_now"] == "1500"
    result = people(
        PLAN, {"inputs": {"fund": "1"}, "segments": [segment(1, 16)], "assignment": left}, period=MARCH
    ).result(0)
    assert [(problem["code"], problem["path"]) for problem in result["problems"]] == [
        ("segments.outside", "/segments/0")
    ]


LEVELS = paying(
    "1000 * coefficient",
    proration={"basis": "thirtieths"},
    kpis=[kpi("revenue", weight="1", levels={"base": "0", "normal": "100 * 3"}, curve={"kind": "linear", "cap": None})],
)


@pytest.mark.parametrize(
    ("segments", "own", "normal"),
    named([
        ("both", [segment(1, 16, levels={"revenue": {"normal": "200"}}),
                  segment(16, 32, levels={"revenue": {"normal": "400"}})], None, "300"),
        ("the plan's own for the rest", [segment(1, 16, levels={"revenue": {"normal": "200"}})], None, "250"),
        ("the person's own for the rest", [segment(1, 16, levels={"revenue": {"normal": "200"}})], "100", "150"),
        ("nothing about it", [segment(1, 16, levels={"revenue": {"base": "0"}})], None, "300"),
    ]),
)  # fmt: skip
def test_levels_are_averaged(segments: list[Document], own: str | None, normal: str) -> None:
    person: Document = {"facts": {"revenue": "150"}, "segments": segments}
    if own is not None:
        person["levels"] = {"revenue": {"normal": own}}
    batch = people(LEVELS, person, {"facts": {"revenue": "150"}}, period=MARCH)
    assert line(batch.result(0))["normal"] == normal
    assert line(batch.result(1))["normal"] == "300"
    again = Recomputed(LEVELS, trace_of(batch.sheet, 0), 2)
    assert dangling(again.trace) == set()
    assert again.differences() == {}


def test_a_level_that_the_plan_lacks_is_needed_all_the_time() -> None:
    document = paying("coefficient", kpis=[kpi("revenue", weight="1", levels={"base": "0"})])
    half = [segment(1, 16, levels={"revenue": {"normal": "200"}})]
    result = people(document, {"facts": {"revenue": "1"}, "segments": half}, period=MARCH).result(0)
    assert "levels.absent" in codes(result["problems"]) or result["outcome"] == "blocked"


def test_an_average_is_explained_by_its_parts() -> None:
    person = {"inputs": {"fund": "1000"}, "segments": [segment(1, 11, inputs={"fund": "4000", "region": "north"})]}
    batch = people(PLAN, person, period=MARCH)
    trace = trace_of(batch.sheet, 0)
    node = trace.nodes["/inputs/fund"]
    assert (node.formula, node.exact) == ("average over the segments: sum of share * value", "2000")
    assert [(one.name, one.value) for one in node.inputs] == [
        ("1/3 from 2026-03-01", "4000"), ("2/3 from 2026-03-11", "1000"),
    ]  # fmt: skip
    assert trace.nodes["/inputs/region"].formula == "the value of the segment that counts"
    assert trace.nodes["/values/fund_now"].inputs[0].node == "/inputs/fund"


WRONG: list[tuple[str, Any, str, str]] = [
    ("no list", {"start": "2026-03-01"}, "segments.shape", "/segments"),
    ("no object", ["2026-03-01"], "segments.shape", "/segments/0"),
    ("an unknown key", [segment(1, 16, facts={})], "segments.unknown_key", "/segments/0/facts"),
    ("a day", [{"start": "2026-03-01"}], "segments.date", "/segments/0/end"),
    ("order", [segment(16, 16)], "segments.ends_before_start", "/segments/0/end"),
    ("overlap", [segment(10, 32), segment(1, 11)], "segments.overlap", "/segments/0"),
    ("outside", [{"start": "2026-02-20", "end": "2026-03-02"}], "segments.outside", "/segments/0"),
    ("share", [segment(1, 32, share="a half")], "segments.share", "/segments/0/share"),
    ("no share", [segment(1, 32, share="0")], "segments.share", "/segments/0/share"),
    ("sum", [segment(1, 16, share="0.5"), segment(16, 32, share="0.4999")], "segments.shares", "/segments"),
    ("one share", [segment(1, 16, share="1"), segment(16, 32)], "segments.shares", "/segments"),
    ("too fine", [segment(1, 16, share="1/999999999999"), segment(16, 17, share="1/1000000007"),
                  segment(17, 32, share="1000000006/1000000007"), ], "segments.shares", "/segments"),
    ("inputs", [segment(1, 16, inputs=[])], "segments.shape", "/segments/0/inputs"),
    ("an input", [segment(1, 16, inputs={"found": "1"})], "input.unknown_key", "/segments/0/inputs/found"),
    ("a number", [segment(1, 16, inputs={"fund": "much"})], "number.not_a_number", "/segments/0/inputs/fund"),
    ("range", [segment(1, 16, inputs={"fund": "9001"})], "input.out_of_range", "/segments/0/inputs/fund"),
    ("a word", [segment(1, 16, inputs={"region": "east"})], "category.unknown_word", "/segments/0/inputs/region"),
    ("no longer in force", [segment(1, 16, inputs={"hours": "many"})], "number.not_a_number",
     "/segments/0/inputs/hours"),
    ("levels", [segment(1, 16, levels={"revenue": "1"})], "segments.shape", "/segments/0/levels/revenue"),
    ("a KPI", [segment(1, 16, levels={"revenue": {"normal": "1"}})], "levels.unknown_kpi",
     "/segments/0/levels/revenue"),
]  # fmt: skip


@pytest.mark.parametrize(("segments", "code", "path"), named(WRONG))
def test_what_is_wrong_with_segments_blocks_their_person_alone(segments: Any, code: str, path: str) -> None:
    batch = people(PLAN, {"inputs": {"fund": "1"}, "segments": segments}, {"inputs": {"fund": "1"}}, period=MARCH)
    assert (code, path) in [(problem["code"], problem["path"]) for problem in batch.result(0)["problems"]]
    assert batch.result(1)["problems"] == []


def test_shares_that_do_not_add_up_say_their_sum() -> None:
    segments = [segment(1, 16, share="0.5"), segment(16, 32, share="1/3")]
    batch = people(PLAN, {"inputs": {"fund": "1"}, "segments": segments}, period=MARCH)
    assert [problem["numbers"] for problem in batch.result(0)["problems"]] == [{"sum": "5/6"}]


@pytest.mark.parametrize(
    ("level", "raw", "code", "path"),
    [
        ("normal", "much", "number.not_a_number", "/segments/0/levels/revenue/normal"),
        ("usual", "1", "levels.unknown_level", "/segments/0/levels/revenue/usual"),
    ],
)
def test_wrong_levels_of_a_segment_block_their_person(level: str, raw: str, code: str, path: str) -> None:
    person = {"facts": {"revenue": "1"}, "segments": [segment(1, 16, levels={"revenue": {level: raw}})]}
    result = people(LEVELS, person, period=MARCH).result(0)
    assert [(problem["code"], problem["path"]) for problem in result["problems"]] == [(code, path)]


def test_a_value_that_is_missing_counts_only_where_it_is_needed() -> None:
    document = plan(inputs={"fund": {"kind": "money"}, "hours": {"kind": "number"}}, values={"v": "fund + hours"})
    whole = [segment(1, 16, inputs={"fund": "1"}), segment(16, 32, inputs={"fund": "1", "hours": "2"})]
    assert people(document, {"segments": whole}, period=MARCH).result(0)["values"] == {"v": "3"}
    away = {"absences": [{"start": "2026-03-16", "end": "2026-04-01"}]}
    present = [segment(1, 16, inputs={"fund": "1"}), segment(16, 32, inputs={"hours": "2"})]
    person = {"segments": present, "assignment": away}
    assert people(document, person, period=MARCH).result(0)["values"] == {"v": "3"}
    part = [segment(1, 16, inputs={"fund": "1", "hours": "2"})]
    result = people(document, {"segments": part}, period=MARCH).result(0)
    assert [(problem["code"], problem["path"]) for problem in result["problems"]] == [
        ("input.missing", "/inputs/fund"), ("input.missing", "/inputs/hours"),
    ]  # fmt: skip


def test_segments_without_a_period_cannot_be_placed() -> None:
    result = people(paying("1"), {"segments": [segment(1, 16)]}).result(0)
    assert codes(result["problems"]) == ["segments.needs_period"]


@pytest.mark.parametrize("kind", [{"kind": "boolean"}, {"kind": "category", "values": ["a"]}])
def test_only_numbers_have_an_average(kind: Document) -> None:
    assert refusals(plan(inputs={"x": {**kind, "take": "average"}}, values={"v": "1"})) == {
        "/inputs/x/take": "plan.input_take"
    }


# --- laws -----------------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(
    cuts=st.lists(st.integers(2, 31), max_size=4, unique=True),
    fund=st.integers(1, 9000),
    basis=st.sampled_from(["calendar_days", "working_days", "months", "thirtieths"]),
)
def test_segments_that_change_nothing_change_nothing(cuts: list[int], fund: int, basis: str) -> None:
    document = {**PLAN, "proration": {"basis": basis}}
    days = [1, *sorted(cuts), 32]
    same = [segment(first, last, inputs={"fund": str(fund)}) for first, last in pairwise(days)]
    batch = sheet(document, {"segments": same}, {"inputs": {"fund": str(fund)}}, period=MARCH)
    column = batch.values["fund_now"]
    assert column.at(0) == column.at(1) == fund


@settings(max_examples=40)
@given(cuts=st.lists(st.integers(2, 31), min_size=1, max_size=4, unique=True), funds=st.lists(st.integers(0, 9000),
       min_size=5, max_size=5))  # fmt: skip
def test_a_batch_equals_its_people_one_by_one(cuts: list[int], funds: list[int]) -> None:
    days = [1, *sorted(cuts), 32]
    parts = [
        segment(first, last, inputs={"fund": str(fund)})
        for (first, last), fund in zip(pairwise(days), funds, strict=False)
    ]
    persons: list[Document] = [
        {"id": "a", "segments": parts}, {"id": "b", "inputs": {"fund": "7"}},
        {"id": "c", "segments": parts[1:], "inputs": {"fund": "11"}},
    ]  # fmt: skip
    together = people(PLAN, *persons, period=MARCH).results()
    assert together == [people(PLAN, person, period=MARCH).result(0) for person in persons]

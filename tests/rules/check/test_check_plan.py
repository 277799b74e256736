"""The report on a plan: every problem at once, examples, warnings, hash, stages."""

import json
from typing import Any

import pytest

from rules import check_plan, parse_plan, plan_hash
from tests.rules.build import Document, kpi, paying, plan
from tests.rules.plan.documents import b2b, changed


def test_a_sound_plan() -> None:
    report = check_plan(b2b())
    assert report.valid
    assert report.problems == ()
    assert [(example.name, example.passed) for example in report.examples] == [("the matrix of the handbook", True)]
    assert report.hash == plan_hash(parse_plan(b2b()))
    assert report.to_json()["stages"] == [{"components": ["kpi_bonus", "growth"], "over_people": []}]
    assert report.depends_on_others == ()


def test_the_report_as_json() -> None:
    shown = check_plan(changed(b2b(), "/examples/0/expect/total", "1")).to_json()
    assert list(shown) == ["valid", "problems", "warnings", "examples", "hash", "stages", "depends_on_others"]
    assert shown["valid"] is True
    assert shown["stages"] == [{"components": ["kpi_bonus", "growth"], "over_people": []}]
    assert shown["depends_on_others"] == []
    assert shown["examples"] == [
        {
            "name": "the matrix of the handbook",
            "passed": False,
            "differences": [
                {"path": "/examples/0/expect/total", "expected": "1", "actual": "38415.00", "paste": "38415.00"}
            ],
        }
    ]
    assert json.loads(json.dumps(shown)) == shown


def test_problems_of_shape_structure_formulas_and_fit_come_together() -> None:
    document = b2b()
    changed(document, "/kpis/0/weight", "0.34")
    changed(document, "/kpis/0/colour", "red")
    changed(document, "/kpis/1/curve", {"kind": "scale", "values": {"good": "1"}})
    changed(document, "/components/0/amount", "fnd * coefficient / 0")
    report = check_plan(document)
    assert {(problem.code, problem.path) for problem in report.problems} == {
        ("plan.unknown_key", "/kpis/0/colour"),
        ("plan.weights_sum", "/kpis"),
        ("plan.curve_fact", "/kpis/1/curve"),
        ("formula.unknown_name", "/components/0/amount"),
    }


def test_a_plan_with_problems_has_no_results_but_warnings_that_need_none() -> None:
    report = check_plan(paying("fnd", kpis=[kpi("a", weight="1/2"), kpi("b", weight="1/2")]))
    assert not report.valid
    assert (report.examples, report.hash, report.stages) == ((), None, ())
    assert "lint.equal_weights" in {warning.code for warning in report.warnings}


def test_each_problem_stands_once() -> None:
    document = plan(kpis=[kpi("a", weight="1", levels={"normal": "0"}, curve={"kind": "ratio"})] * 2)
    found = [(problem.code, problem.path, problem.position) for problem in check_plan(document).problems]
    assert len(found) == len(set(found))


def test_a_cycle_is_a_problem() -> None:
    report = check_plan(plan(values={"a": "b + 1", "b": "a + 1"}))
    assert [problem.code for problem in report.problems] == ["plan.cycle"]


def test_numbers_that_grow_too_large_are_a_problem() -> None:
    values = {"v0": "x * x"} | {f"v{n}": f"v{n - 1} * v{n - 1}" for n in range(1, 12)}
    report = check_plan(plan(inputs={"x": {"kind": "number"}}, values=values))
    assert [problem.code for problem in report.problems] == ["formula.too_large"]


def test_parts_of_later_releases_are_problems() -> None:
    report = check_plan({**b2b(), "ytd": "restate"})
    assert [(problem.code, problem.path) for problem in report.problems] == [("plan.not_yet_supported", "/ytd")]


@pytest.mark.parametrize(
    "document", [None, True, 0, "plan", [], {}, [{}], {"schema": "bonus-plan/2"}, {"kpis": {"a": []}}, 1.5, {1: 2}]
)
def test_anything_that_is_no_plan_gets_a_report(document: Any) -> None:
    report = check_plan(document)
    assert not report.valid
    assert report.problems
    assert (report.hash, report.examples) == (None, ())
    json.dumps(report.to_json())


def test_deep_nesting_gets_a_report() -> None:
    document: Any = []
    for _ in range(100_000):
        document = [document]
    assert [problem.code for problem in check_plan(document).problems] == ["plan.too_deep"]


def test_a_plan_without_components_has_one_empty_stage() -> None:
    assert check_plan(plan(values={"a": "1"})).to_json()["stages"] == [{"components": [], "over_people": []}]


SAMPLES: list[tuple[object, str | None]] = [
    ({"inputs": {"fund": "5"}, "facts": {"a": "1"}}, None),
    ({"inputs": {"fund": 5}, "facts": {"a": 1}, "period": None}, None),
    ({"inputs": {}, "facts": {"a": "1"}}, "sample.blocked"),
    ({"inputs": {"fund": "5"}, "facts": {"a": "1"}, "more": {}}, "sample.blocked"),
    ({"inputs": [], "facts": 5}, "sample.blocked"),
    ({}, "sample.blocked"),
    ([], "sample.shape"),
    ("fund", "sample.shape"),
    ({"period": 5}, "period.shape"),
    ({"period": {"start": "2026-01-01", "end": "2026-13-01"}}, "period.date"),
    ({"period": {"start": "2026-01-02", "end": "2026-02-01"}}, "sample.refused"),
]


@pytest.mark.parametrize(("sample", "code"), SAMPLES)
def test_what_is_wrong_with_a_sample_is_a_warning(sample: object, code: str | None) -> None:
    document = paying("fund * a.actual", inputs={"fund": {"kind": "money"}}, kpis=[kpi("a")])
    report = check_plan(document, sample)
    assert report.valid
    found = [warning for warning in report.warnings if not warning.code.startswith("lint.")]
    assert [warning.code for warning in found] == ([] if code is None else [code])
    assert all(warning.path.startswith("/sample") for warning in found)


def test_a_sample_takes_the_period_of_an_example() -> None:
    period = {"start": "2026-01-01", "end": "2026-02-01"}
    example: Document = {"name": "January", "period": period, "expect": {"total": "31"}}
    document = paying("period.days", examples=[example])
    assert {w.code for w in check_plan(document, {}).warnings} == set()
    without = paying("period.days")
    assert "sample.refused" in {warning.code for warning in check_plan(without, {}).warnings}


SHARED: Document = {"inputs": {"pot": {"kind": "money", "scope": "company"}, "part": {"kind": "number"}}}


def test_a_sample_says_what_stands_around_the_person_or_takes_it_from_an_example() -> None:
    document = paying("pot * part", **SHARED)
    alone = {"inputs": {"part": "0.5"}}
    assert "sample.blocked" in {warning.code for warning in check_plan(document, alone).warnings}
    with_company = alone | {"company": {"inputs": {"pot": "5"}}}
    assert "sample.blocked" not in {warning.code for warning in check_plan(document, with_company).warnings}
    example = {"name": "a", "company": {"inputs": {"pot": "5"}}, "inputs": {"part": "1"}, "expect": {"total": "5"}}
    document["examples"] = [example]
    assert check_plan(document, alone).warnings == ()


@pytest.mark.parametrize(
    ("part", "path"),
    [({"company": []}, "/sample/company"), ({"calendar": {"holidays": ["May"]}}, "/sample/calendar/holidays/0")],
)
def test_what_is_wrong_around_the_person_of_a_sample_is_told_there(part: Document, path: str) -> None:
    [warning] = [w for w in check_plan(paying("1"), part).warnings if not w.code.startswith("lint.")]
    assert warning.path == path


def test_nothing_of_a_sample_is_echoed_when_it_is_blocked() -> None:
    document = paying("fund", inputs={"fund": {"kind": "money", "max": "10"}})
    [warning] = [w for w in check_plan(document, {"inputs": {"fund": "98765"}}).warnings if w.code == "sample.blocked"]
    assert "98765" not in json.dumps(warning.to_json())
    assert "input.out_of_range" in warning.message


def test_more_examples_than_can_be_run_are_refused() -> None:
    examples = [{"name": f"e{number}", "expect": {"total": "1"}} for number in range(6_000)]
    [problem] = check_plan(paying("1", examples=examples)).problems
    assert (problem.code, problem.path) == ("plan.too_large", "/examples")
    assert check_plan(paying("1", examples=examples[:100])).valid


def test_people_and_periods_of_examples_count_as_examples() -> None:
    people = [{"id": f"E{number}", "expect": {"total": "1"}} for number in range(60)]
    periods = [{"participants": people}] * 100
    report = check_plan(paying("1", examples=[{"name": "everybody, all the time", "periods": periods}]))
    [problem] = report.problems
    assert (problem.code, problem.path) == ("plan.too_large", "/examples")
    assert "each person and each period" in problem.message


@pytest.mark.parametrize(("count", "found"), [(70, []), (80, ["plan.too_large"])])
def test_history_that_examples_hand_on_is_bounded(count: int, found: list[str]) -> None:
    periods = [{"facts": {"revenue": ["1"] * count}, "expect": {"total": "1"}}] * 73
    report = check_plan(
        paying("1", kpis=[kpi()], facts={"revenue": {"take": "sum"}}, examples=[{"name": "a", "periods": periods}])
    )
    assert [problem.code for problem in report.problems] == found

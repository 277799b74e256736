"""Values over many people: who is counted, what is read, and who waits for whom."""

from typing import Any

import pytest

from tests.rules.build import Document, codes, kpi, named, people, plan, refusals


def counting(**values: str) -> Document:
    """A plan with a number x per person and these named values over it."""
    return plan(
        inputs={
            "x": {"kind": "number"},
            "region": {"kind": "category", "values": ["N", "S"], "default": "N"},
            "years": {"kind": "number", "default": "1"},
        },
        values=values,
    )


def shown(document: Document, *given: dict[str, Any]) -> list[Any]:
    """The value `v` of everybody, or the codes of what is wrong with it."""
    batch = people(document, *given)
    return [batch.result(row)["values"]["v"] for row in range(batch.size)]


def xs(*values: str) -> list[dict[str, Any]]:
    return [{"inputs": {"x": value}} for value in values]


OVER_ALL = [
    ("total", "total(x)", ["4", "1", "1", "2"], ["8", "8", "8", "8"]),
    ("share", "share(x)", ["4", "1", "1", "2"], ["0.5", "0.125", "0.125", "0.25"]),
    ("rank", "rank(x)", ["4", "1", "1", "2"], ["1", "3", "3", "2"]),
    ("rank of the smallest", "rank(-x)", ["4", "1", "1", "2"], ["4", "1", "1", "3"]),
    ("cumulative", "cumulative(x)", ["4", "1", "1", "2"], ["4", "8", "8", "6"]),
    ("average", "total(x) / total(1)", ["4", "1", "1", "3"], ["2.25"] * 4),
    ("alone", "share(x) + rank(x)", ["7"], ["2"]),
    ("nested", "rank(share(x) * 10)", ["1", "2", "3"], ["3", "2", "1"]),
    ("twelve places cross", "total(x / 3)", ["1", "1", "1"], ["0.999999999999"] * 3),
]


@pytest.mark.parametrize(("formula", "given", "expected"), named(OVER_ALL))
def test_what_everybody_reads(formula: str, given: list[str], expected: list[str]) -> None:
    assert shown(counting(v=formula), *xs(*given)) == expected


def test_ties_are_decided_on_the_value_that_crosses() -> None:
    """Both are a third at twelve places, although one is larger."""
    given = [{"inputs": {"x": "0.333333333333"}}, {"inputs": {"x": "1", "years": "3"}}]
    assert shown(counting(v="rank(x / years)"), *given) == ["1", "1"]


def test_groups_are_counted_apart() -> None:
    given = [
        {"inputs": {"x": "1", "region": "S"}, "group": "a"},
        {"inputs": {"x": "2", "region": "N"}, "group": "a"},
        {"inputs": {"x": "5", "region": "N"}, "group": "b"},
    ]
    assert shown(counting(v="total(x, region)"), *given) == ["1", "7", "7"]
    assert shown(counting(v="total(x, team)"), *given) == ["3", "3", "5"]
    assert shown(counting(v="rank(x, region)"), *given) == ["1", "2", "1"]
    assert shown(counting(v="share(x, team)"), *given) == ["0.333333333333", "0.666666666667", "1"]


def test_team_sum_adds_up_who_reports_to_the_person() -> None:
    given = [
        {"id": "boss", "inputs": {"x": "1"}},
        {"id": "a", "inputs": {"x": "2"}, "manager": "boss"},
        {"id": "b", "inputs": {"x": "4", "region": "S"}, "manager": "a"},
        {"id": "c", "inputs": {"x": "8"}, "manager": "a"},
    ]
    assert shown(counting(v="team_sum(x)"), *given) == ["14", "12", "0", "0"]
    assert shown(counting(v="x + team_sum(x)"), *given) == ["15", "14", "4", "8"]
    assert shown(counting(v="team_sum(x, region)"), *given) == ["10", "8", "0", "0"]


def paying_by(formula: str, **parts: Any) -> Document:
    return {**counting(), "components": [{"key": "pay", "amount": formula}], **parts}


def problems(document: Document, *given: dict[str, Any]) -> list[list[str]]:
    batch = people(document, *given)
    return [codes(batch.result(row)["problems"]) for row in range(batch.size)]


def test_everybody_who_reads_it_waits_for_a_blocked_person() -> None:
    given = [*xs("1", "2"), {"inputs": {}}]
    waiting = ["depends_on_blocked"]
    assert problems(paying_by("share(x)"), *given) == [waiting, waiting, ["input.missing"]]
    groups = [{**person, "group": group} for person, group in zip(given, "aba", strict=True)]
    assert problems(paying_by("share(x, team)"), *groups) == [waiting, [], ["input.missing"]]


def test_those_who_do_not_read_it_do_not_wait() -> None:
    document = paying_by('x if region == "S" else share(x)')
    given = [{"inputs": {"x": "1", "region": "S"}}, *xs("2"), {"inputs": {"region": "S"}}]
    assert problems(document, *given) == [[], ["depends_on_blocked"], ["input.missing"]]


def test_managers_above_a_blocked_person_wait() -> None:
    given = [
        {"id": "boss", "inputs": {"x": "1"}},
        {"id": "a", "inputs": {"x": "2"}, "manager": "boss"},
        {"id": "b", "inputs": {}, "manager": "a"},
        {"id": "c", "inputs": {"x": "8"}, "manager": "boss"},
    ]
    found = problems(paying_by("team_sum(x)"), *given)
    assert found == [["depends_on_blocked"], ["depends_on_blocked"], ["input.missing"], []]


def test_people_outside_the_plan_are_not_counted() -> None:
    document = paying_by("total(x)", eligibility=[{"key": "senior", "when": "years >= 1"}])
    batch = people(document, *xs("1", "2"), {"inputs": {"x": "100", "years": "0"}}, {"inputs": {"years": "0"}})
    assert [batch.result(row)["total"] for row in range(3)] == ["3.00", "3.00", "0.00"]
    assert [batch.result(row)["outcome"] for row in range(4)] == ["paid", "paid", "zero", "zero"]


TROUBLE: list[tuple[Any, ...]] = [
    ("no group", "total(x, team)", [{"inputs": {"x": "1"}}], [["group.missing"]]),
    ("nothing to share", "share(x)", xs("1", "-1"), [["calc.division_by_zero"]] * 2),
    ("less than nothing to share", "share(x)", xs("1", "-3"), [["people.negative_total"]] * 2),
    ("somebody whose team is not known", "total(x, team)",
     [{"inputs": {"x": "1"}}, {"inputs": {"x": "2"}, "group": "a"}],
     [["group.missing"], ["depends_on_blocked"]]),
    ("a circle of managers", "team_sum(x)",
     [{"id": "a", "inputs": {"x": "1"}, "manager": "b"}, {"id": "b", "inputs": {"x": "1"}, "manager": "a"},
      {"id": "c", "inputs": {"x": "1"}}], [["manager.circular"], ["manager.circular"], []]),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "given", "expected"), named(TROUBLE))
def test_what_is_wrong_is_told_to_those_concerned(
    formula: str, given: list[dict[str, Any]], expected: list[list[str]]
) -> None:
    assert problems(paying_by(formula), *given) == expected


def test_a_call_in_which_nobody_reports_to_anybody_is_a_warning() -> None:
    batch = people(paying_by("5 + team_sum(x)"), *xs("1", "1"))
    assert [result["total"] for result in batch.results()] == ["5.00", "5.00"]
    assert codes(batch.result(0)["warnings"]) == ["manager.none_named"]


def test_a_kpi_can_measure_a_team() -> None:
    document = plan(
        facts={"sales": {"kind": "number"}},
        kpis=[kpi("team_sales", value="total(sales, team)", weight="1", levels={"base": "0", "normal": "10"})],
        components=[{"key": "pay", "amount": "100 * coefficient"}],
    )
    batch = people(document, *({"facts": {"sales": sold}, "group": "a"} for sold in ("1", "4")))
    assert [result["total"] for result in batch.results()] == ["50.00", "50.00"]


def test_classes_by_cumulative_share_say_who_has_the_edge() -> None:
    def classes(crossing: str) -> list[str]:
        bands = [{"grade": "A"}, {"grade": "B", "from": "0.8"}, {"grade": "C", "from": "0.95"}]
        of = "cumulative(x) / total(x)"
        document = {**counting(v="1"), "scales": {"abc": {"of": of, "crossing": crossing, "bands": bands}}}
        batch = people(document, *xs("85", "5", "5", "3", "2"))
        return [result["scales"]["abc"]["grade"] for result in batch.results()]

    assert classes("upper") == ["A", "B", "B", "C", "C"]
    assert classes("lower") == ["B", "C", "C", "C", "C"]


REFUSED: list[tuple[Any, ...]] = [
    ("in a level", plan(kpis=[{"key": "a", "levels": {"base": "0", "normal": "total(1)"}}]),
     {"/kpis/0/levels/normal": "formula.population_place"}),
    ("in eligibility", plan(eligibility=[{"key": "a", "when": "total(1) > 1"}], values={"v": "1"}),
     {"/eligibility/0/when": "formula.population_place"}),
    ("by a number", counting(v="total(x, years)"), {"/values/v": "formula.grouping"}),
    ("in a circle", counting(v="share(w)", w="v + 1"), {"/values/v": "plan.cycle"}),
    ("classes without a crossing", {**counting(v="1"), "scales": {"abc": {"of": "cumulative(x)", "bands": [
        {"grade": "A"}]}}}, {"/scales/abc": "plan.crossing"}),
    ("a crossing without a cumulative sum", {**counting(v="1"), "scales": {"abc": {
        "of": "x", "crossing": "upper", "bands": [{"grade": "A"}]}}}, {"/scales/abc/crossing": "plan.crossing"}),
    ("carried over", plan(kpis=[{"key": "a", "value": "total(a)", "missing": "carry_last"}]),
     {"/kpis/0/missing": "plan.not_together"}),
]  # fmt: skip


@pytest.mark.parametrize(("document", "refusal"), named(REFUSED))
def test_refused_when_the_plan_is_checked(document: Document, refusal: dict[str, str]) -> None:
    assert refusals(document) == refusal


def test_a_manager_who_is_not_in_the_call_is_a_warning() -> None:
    given = [
        {"id": "boss", "inputs": {"x": "1"}},
        {"id": "a", "inputs": {"x": "2"}, "manager": "boss"},
        {"id": "b", "inputs": {"x": "4"}, "manager": "bos"},
    ]
    batch = people(paying_by("team_sum(x)"), *given)
    assert [codes(batch.result(row)["warnings"]) for row in range(3)] == [[], [], ["manager.not_in_call"]]

"""Inputs and KPIs of the company and of groups: read from there and told with their place."""

from typing import Any

import pytest

from rules.facts import read_surroundings
from rules.problems import CallRefused
from tests.rules.build import Document, codes, compiled, kpi, line, named, one, paid, paying, people, plan

THREE = paying(
    "fund * coefficient * part",
    inputs={"fund": {"kind": "money", "scope": "company"}, "part": {"kind": "number", "scope": "team", "default": "1"}},
    kpis=[
        kpi("revenue", weight="0.7"),
        kpi("nps", weight="0.2", scope="team"),
        kpi("whole", weight="0.1", scope="company", value="revenue / 1000"),
    ],
)
AROUND: Document = {
    "company": {"inputs": {"fund": "1000"}, "facts": {"revenue": "50000"}},
    "groups": {"north": {"inputs": {"part": "2"}, "facts": {"nps": "100"}}, "south": {"facts": {"nps": "50"}}},
}


def person(group: str | None, revenue: str = "100") -> Document:
    return {"group": group, "facts": {"revenue": revenue}}


def test_personal_group_and_company_in_one_matrix() -> None:
    batch = people(THREE, person("north"), person("south"), person("north", "0"), **AROUND)

    assert [result["total"] for result in batch.results()] == ["1900.00", "850.00", "500.00"]
    assert [line(result, "nps")["actual"] for result in batch.results()] == ["100", "50", "100"]
    assert {line(result, "whole")["actual"] for result in batch.results()} == {"50"}
    assert [line(result)["actual"] for result in batch.results()] == ["100", "100", "0"]


CHANGED: list[tuple[str, Document, Document, list[tuple[str, str]]]] = [
    ("nobody's group", person(None), AROUND, [("group.missing", "/group")]),
    ("a group the call does not have", person("west"), AROUND, [("group.unknown", "/group")]),
    (
        "a company without its input",
        person("south"),
        {**AROUND, "company": {"facts": {"revenue": "1"}}},
        [("input.missing", "/company/inputs/fund")],
    ),
    (
        "a group without its fact",
        person("a/b"),
        {**AROUND, "groups": {"a/b": {}}},
        [("fact.missing", "/groups/a~1b/facts/nps")],
    ),
    (
        "an input out of range",
        person("south"),
        {**AROUND, "company": {"inputs": {"fund": "-1"}, "facts": {"revenue": "1"}}},
        [("input.out_of_range", "/company/inputs/fund")],
    ),
    (
        "a fact that is no number",
        person("south"),
        {**AROUND, "groups": {"south": {"facts": {"nps": "good"}}}},
        [("fact.not_a_number", "/groups/south/facts/nps")],
    ),
    (
        "an input of the company given personally",
        {**person("south"), "inputs": {"fund": "5"}},
        AROUND,
        [("input.not_personal", "/inputs/fund")],
    ),
    (
        "a fact of the group given personally",
        {"group": "south", "facts": {"revenue": "1", "nps": "5"}, "prior": {"facts": {"nps": "5"}}},
        AROUND,
        [("fact.not_personal", "/facts/nps"), ("fact.not_personal", "/prior/facts/nps")],
    ),
]


@pytest.mark.parametrize(("someone", "around", "problems"), named(CHANGED))
def test_what_is_wrong_blocks_the_people_concerned(
    someone: Document, around: Document, problems: list[tuple[str, str]]
) -> None:
    around = {**around, "groups": {**around["groups"], "north": AROUND["groups"]["north"]}}
    batch = people(THREE, someone, person("north"), **around)

    assert [(problem["code"], problem["path"]) for problem in batch.result(0)["problems"]] == problems
    of_all = any(path.startswith("/company") for _, path in problems)
    assert batch.result(1)["outcome"] == ("blocked" if of_all else "paid")


def test_a_batch_equals_batches_of_one() -> None:
    everybody = [person("north"), person("west"), person("south", "7"), person(None), person("south"), person("north")]
    everybody = [{"id": f"P{number}", **someone} for number, someone in enumerate(everybody)]
    together = people(THREE, *everybody, **AROUND).results()

    assert together == [people(THREE, someone, **AROUND).result(0) for someone in everybody]
    assert people(THREE, *everybody[::-1], **AROUND).results() == together[::-1]


def test_groups_are_only_needed_where_they_are_read() -> None:
    document = paying("fund", inputs={"fund": {"kind": "money", "scope": "company"}})
    assert paid(people(document, {"group": "west"}, **AROUND_FUND).result(0))["amount"] == "7.00"


AROUND_FUND: Document = {"company": {"inputs": {"fund": "7"}}}

REFUSED: list[tuple[str, Document, list[tuple[str, str]]]] = [
    ("an unknown input", {"company": {"inputs": {"x": "1"}}}, [("company.unknown_key", "/company/inputs/x")]),
    ("an unknown fact", {"company": {"facts": {"x": "1"}}}, [("company.unknown_key", "/company/facts/x")]),
    ("earlier", {"company": {"prior": {"facts": {"x": "1"}}}}, [("company.unknown_key", "/company/prior/facts/x")]),
    ("a group's input", {"company": {"inputs": {"part": "1"}}}, [("company.unknown_key", "/company/inputs/part")]),
    (
        "the company's input and fact",
        {"groups": {"n": {"inputs": {"fund": "1"}, "facts": {"revenue": "1"}}}},
        [("groups.unknown_key", "/groups/n/inputs/fund"), ("groups.unknown_key", "/groups/n/facts/revenue")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("around", "problems"), named(REFUSED))
def test_what_the_plan_does_not_read_from_there_refuses_the_call(
    around: Document, problems: list[tuple[str, str]]
) -> None:
    with pytest.raises(CallRefused) as refused:
        people(THREE, person("n"), **around)
    assert [(problem.code, problem.path) for problem in refused.value.problems] == problems


def test_unknown_facts_can_be_passed_over() -> None:
    given = {"facts": {"x": "1", "revenue": "2"}, "prior": {"facts": {"x": "1"}}}
    credits = [{"fact": fact, "value": "1", "shares": {"E1": 1}} for fact in ("nps", "x")]
    kept = read_surroundings({"company": given, "groups": {"n": given}, "credits": credits}).with_facts_of(
        {"nps"}, company={"revenue"}, team={"nps"}
    )

    assert (kept.company.facts, kept.company.prior_facts) == ({"revenue": "2"}, {})
    assert kept.groups["n"].facts == {}
    assert [credit.fact for credit in kept.credits] == ["nps"]


def test_a_declared_fact_that_nothing_reads_may_come_from_anywhere() -> None:
    document = paying("1", facts={"noted": {"kind": "number"}})
    given: dict[str, Any] = {"facts": {"noted": "1"}}
    assert one(document, **given)["outcome"] == "paid"
    assert people(document, {}, company=given, groups={"n": given}).result(0)["outcome"] == "paid"


def test_words_and_yes_or_no_of_a_group() -> None:
    document = plan(
        inputs={
            "open": {"kind": "boolean", "scope": "team"},
            "size": {"kind": "category", "values": ["a", "b"], "scope": "team", "default": "a"},
        },
        components=[{"key": "pay", "amount": '1 if open and size == "b" else 2'}],
    )
    groups = {"n": {"inputs": {"open": True, "size": "b"}}, "s": {"inputs": {"open": True}}, "w": {}}
    batch = people(document, {"group": "n"}, {"group": "s"}, {"group": "w"}, groups=groups)

    assert [result["total"] for result in batch.results()] == ["1.00", "2.00", None]
    assert codes(batch.result(2)["problems"]) == ["input.missing"]


@pytest.mark.parametrize("value", [None, "revenue"])
def test_a_company_kpi_carries_the_company_s_last_value(value: str | None) -> None:
    own = kpi("revenue" if value is None else "whole", value=value, weight="1", scope="company", missing="carry_last")
    document = paying("100 * coefficient", kpis=[own], facts={"revenue": {"take": "last"}})
    around: Document = {"company": {"prior": {"facts": {"revenue": "50"}}}}
    batch = people(document, {}, {}, **around)

    assert [result["total"] for result in batch.results()] == ["50.00", "50.00"]
    assert codes(batch.result(0)["warnings"]) == ["kpi.carried"]
    assert codes(people(document, {}).result(0)["problems"]) == ["fact.missing"]


def test_a_missing_company_value_follows_the_policy_of_the_kpi() -> None:
    document = paying("100 * coefficient", kpis=[kpi("nps", weight="1", scope="team", missing="zero")])
    batch = people(document, {"group": "n"}, {"group": "x"}, groups={"n": {}})

    assert [result["outcome"] for result in batch.results()] == ["zero", "blocked"]
    assert codes(batch.result(1)["problems"]) == ["group.unknown"]


def test_observations_of_a_company_are_joined_like_personal_ones() -> None:
    document = paying(
        "sales.actual", facts={"sales": {"take": "sum"}}, kpis=[kpi("sales", levels=None, scope="company")]
    )
    around: Document = {"company": {"facts": {"sales": ["1", {"value": "2", "date": "2026-03-01"}]}}}
    assert [result["total"] for result in people(document, {}, {}, **around).results()] == ["3.00", "3.00"]


def test_facts_of_each_scope() -> None:
    facts = compiled(THREE).facts_in
    assert facts == {"personal": {"revenue"}, "team": {"nps"}, "company": {"revenue"}}

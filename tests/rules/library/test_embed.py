"""A KPI of the library becomes part of a plan that says everything itself, and changes nothing that was there."""

import copy
from typing import Any

import pytest

from rules import check_plan, embed_kpi, kpi_hash, parse_kpi
from rules.problems import PlanRefused
from tests.rules.build import kpi, named, one, paying, plan
from tests.rules.library.kpis import definition


def embedded(document: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return embed_kpi(document, parse_kpi(definition(**parts)), version=3)


def test_a_plan_with_the_kpi_is_calculated() -> None:
    document = embed_kpi(
        paying("100 * win_rate.index"), parse_kpi(definition()), version=3, weight="1", levels={"target": "35"}
    )
    [taken] = document["kpis"]
    assert taken["library"] == {"key": "win_rate", "version": "3", "hash": kpi_hash(parse_kpi(definition()))}
    assert taken["levels"] == {"base": "15", "normal": "25", "target": "35"}
    assert "examples" not in taken
    assert check_plan(document).valid
    assert one(document, facts={"won": "3", "lost": "7"})["total"] == "150.00"


def test_the_given_document_is_left_alone() -> None:
    document = plan(kpis=[kpi("meetings")], facts={"meetings": {"take": "sum"}})
    before = copy.deepcopy(document)
    assert embedded(document) != before
    assert document == before


def test_a_level_can_be_taken_away() -> None:
    document = embed_kpi(plan(), parse_kpi(definition()), version=1, levels={"base": None, "normal": "30"})
    assert document["kpis"][0]["levels"] == {"normal": "30"}


def test_an_equal_fact_is_shared_whatever_its_title() -> None:
    document = plan(kpis=[kpi("won")], facts={"won": {"kind": "number", "take": "sum", "title": "Deals won"}})
    facts = embedded(document)["facts"]
    assert facts["won"]["title"] == "Deals won"
    assert facts["lost"] == {"take": "sum"}


ROWS = {"kind": "rows", "fields": {"amount": {"kind": "number"}}}
FACT = "kpi.fact_conflict"
CONFLICTS: list[tuple[Any, ...]] = [
    ("joined otherwise", {"facts": {"won": {"take": "count"}}}, {}, "/facts/won", FACT),
    ("nothing means otherwise", {"facts": {"won": {"take": "sum", "empty": "zero"}}}, {}, "/facts/won", FACT),
    ("another kind", {"facts": {"won": ROWS}}, {}, "/facts/won", FACT),
    ("a window", {"facts": {"sales": {}, "won": {"of": "sales", "window": "previous"}}}, {}, "/facts/won", FACT),
    ("undeclared in the plan, where its KPI reads the last", {"kpis": [kpi("won")]}, {}, "/facts/won", FACT),
    (
        "undeclared in the definition, which reads the last",
        {"kpis": [kpi("other")], "facts": {"sold": {"take": "sum"}}},
        {"key": "sold", "facts": None, "value": None, "undefined": None, "examples": None},
        "/facts/sold",
        FACT,
    ),
    ("an input of the name", {"inputs": {"won": {"kind": "number"}}}, {}, "/facts/won", "plan.name_taken"),
    ("a value of the name", {"values": {"win_rate": "1"}}, {}, "/kpis/0/key", "plan.name_taken"),
    ("the KPI itself", {"kpis": [kpi("win_rate")]}, {}, "/kpis/0/key", "kpi.already_in_plan"),
]


@pytest.mark.parametrize(("parts", "own", "path", "code"), named(CONFLICTS))
def test_what_would_change_its_meaning_is_refused(
    parts: dict[str, Any], own: dict[str, Any], path: str, code: str
) -> None:
    with pytest.raises(PlanRefused) as refused:
        embedded(plan(**parts), **own)
    assert [(problem.code, problem.path) for problem in refused.value.problems] == [(code, path)]


def test_rows_that_differ_only_in_titles_are_shared() -> None:
    titled = {"kind": "rows", "fields": {"amount": {"kind": "number", "title": "Amount"}}}
    parts = {"key": "sold", "facts": {"deals": ROWS}, "value": "sum(deals.amount)", "examples": None}
    document = embedded(plan(facts={"deals": titled}), **parts)
    assert document["facts"] == {"deals": titled}


def test_an_unfinished_plan_takes_one_kpi_after_the_other() -> None:
    half = plan(kpis=[kpi("meetings", weight="0.5")], components=[{"key": "pay", "amount": "nothing_yet"}])
    document = embed_kpi(half, parse_kpi(definition()), version=1, weight="0.3")
    assert [part["key"] for part in document["kpis"]] == ["meetings", "win_rate"]


@pytest.mark.parametrize(
    ("given", "path"),
    [({"weight": "a third"}, "/kpis/0/weight"), ({"levels": {"normal": "15"}}, "/kpis/0/levels/normal")],
)
def test_what_was_given_for_the_kpi_is_looked_at(given: dict[str, Any], path: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        embed_kpi(plan(), parse_kpi(definition()), version=1, **given)
    assert [problem.path for problem in refused.value.problems] == [path]


def test_a_document_that_cannot_be_read_is_refused_as_it_is() -> None:
    with pytest.raises(PlanRefused) as refused:
        embedded({"schema": "bonus-plan/1", "kpis": 5})
    assert "/kpis" in {problem.path for problem in refused.value.problems}

"""Definitions are checked by the rules of plans, and every finding points into the definition."""

import json
from decimal import Decimal
from typing import Any

import pytest

from rules import check_kpi, kpi_canonical_json, kpi_hash, kpi_json_schema, parse_kpi
from rules.problems import PlanRefused
from tests.rules.build import named
from tests.rules.library.kpis import definition

FOUND: list[tuple[str, Any, list[tuple[str, str]]]] = [
    ("no object", [], [("kpi.not_an_object", "")]),
    ("a plan", definition(schema="bonus-plan/1"), [("plan.schema", "/schema")]),
    ("no title", definition(title=None), [("plan.missing_key", "/title")]),
    ("a weight", definition(weight="1"), [("plan.unknown_key", "/weight")]),
    ("a misspelt key", definition(wieght="1"), [("plan.unknown_key", "/wieght")]),
    ("bad key", definition(key="Win rate"), [("plan.key", "/key")]),
    ("reserved key", definition(key="rate"), [("plan.reserved_name", "/key")]),
    ("unknown fact", definition(value="won / all_deals"), [("formula.unknown_name", "/value")]),
    ("levels in the wrong order", definition(direction="lower"), [("plan.direction", "/direction")]),
    ("equal levels", definition(levels={"base": "1", "normal": "1"}), [("plan.levels_equal", "/levels/normal")]),
    ("unknown kind", definition(facts={"won": {"kind": "colour"}}), [("plan.unknown_kind", "/facts/won/kind")]),
    ("a float", definition(levels={"base": 0.1, "normal": 2}), [("plan.float", "/levels/base")]),
    (
        "a number where a code is declared",
        definition(
            facts={"view": {"kind": "category", "values": ["good", "poor"]}}, value=None, key="view", levels=None,
            undefined=None, examples=[{"name": "x", "facts": {"view": Decimal(1)}, "expect": {"actual": "good"}}],
        ),
        [("plan.example_value", "/examples/0/facts/view")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("document", "expected"), named(FOUND))
def test_findings_point_into_the_definition(document: Any, expected: list[tuple[str, str]]) -> None:
    report = check_kpi(document)
    assert [(problem.code, problem.path) for problem in report.problems] == expected
    assert (report.valid, report.proven, report.hash) == (False, False, None)
    with pytest.raises(PlanRefused) as refused:
        parse_kpi(document)
    assert list(refused.value.problems) == list(report.problems)


def test_a_whole_definition_is_valid_and_proven() -> None:
    report = check_kpi(definition())
    assert report.proven
    assert [example.name for example in report.examples] == ["one of four"]
    assert report.hash == kpi_hash(parse_kpi(definition()))


def test_an_example_that_fails_says_where_and_what_came_out() -> None:
    wrong = definition(examples=[{"name": "x", "facts": {"won": "1", "lost": "3"}, "expect": {"actual": "20"}}])
    report = check_kpi(wrong)
    [difference] = report.examples[0].differences
    assert (report.valid, report.proven) == (True, False)
    assert (difference.path, difference.actual, difference.paste) == ("/examples/0/expect/actual", "25", "25")


def test_a_fact_that_an_example_makes_up_is_found() -> None:
    report = check_kpi(definition(examples=[{"name": "x", "facts": {"wins": "1"}, "expect": {"actual": "1"}}]))
    assert not report.proven
    assert [problem.path for problem in report.examples[0].problems] == ["/facts/wins"]


def test_nothing_divided_is_missing_and_not_zero() -> None:
    report = check_kpi(
        definition(examples=[{"name": "none", "facts": {"won": "0", "lost": "0"}, "expect": {"actual": None}}])
    )
    assert report.proven


SAME = [
    ("order of keys", dict(reversed(list(definition().items())))),
    ("numbers", definition(levels={"base": Decimal("15.0"), "normal": 25})),
    (
        "numbers in examples",
        definition(examples=[{"name": "one of four", "facts": {"won": 1, "lost": "3.0"}, "expect": {"actual": 25}}]),
    ),
]


@pytest.mark.parametrize("document", named(SAME))
def test_the_hash_is_that_of_the_content(document: Any) -> None:
    assert check_kpi(document).hash == check_kpi(definition()).hash


OTHER = [
    ("title", definition(title="Win rates")),
    ("fact", definition(facts={"won": {"take": "sum"}, "lost": {"take": "count"}})),
    ("said default", definition(missing="block")),
    ("note", definition(note="Open deals are not counted.")),
]


@pytest.mark.parametrize("document", named(OTHER))
def test_whatever_was_written_moves_the_hash(document: Any) -> None:
    assert check_kpi(document).hash not in (None, check_kpi(definition()).hash)


def test_the_canonical_form_reads_back_as_itself() -> None:
    text = kpi_canonical_json(parse_kpi(definition()))
    assert kpi_canonical_json(parse_kpi(json.loads(text))) == text


def test_every_field_is_described() -> None:
    schema = kpi_json_schema()
    assert all(part.get("description") for part in schema["properties"].values())
    assert set(schema["required"]) == {"schema", "key", "title"}

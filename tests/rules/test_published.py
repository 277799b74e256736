"""What books, vendors and forums print comes out to the cent, or the file says where the print is wrong."""

import json
from pathlib import Path

import pytest

from rules import check_plan
from tests.rules.published_cases import OWN, PUBLISHED, read, with_examples


def name_of(path: Path) -> str:
    """The file's name, as the test's id."""
    return path.stem


@pytest.mark.parametrize("path", PUBLISHED + OWN, ids=name_of)
def test_every_case_comes_out(path: Path) -> None:
    report = check_plan(with_examples(read(path)))
    assert [problem.to_json() for problem in report.problems] == []
    assert {example.name: example.differences for example in report.examples if not example.passed} == {}
    assert len(report.examples) == len(read(path)["cases"]) > 0


@pytest.mark.parametrize("path", PUBLISHED, ids=name_of)
def test_every_published_case_names_its_source(path: Path) -> None:
    content = read(path)
    source = content["source"]
    assert set(content) <= {"source", "note", "plan", "cases"}
    assert {"title", "publisher", "url"} <= set(source) <= {"title", "publisher", "url", "where"}
    assert source["url"].startswith(("https://", "http://"))
    assert content["plan"]["key"] == path.stem


@pytest.mark.parametrize("path", OWN, ids=name_of)
def test_own_cases_do_not_claim_a_source(path: Path) -> None:
    content = read(path)
    assert content["source"] == "own"
    assert content["plan"]["key"] == path.stem


def test_there_are_many_published_cases_and_none_twice() -> None:
    assert len(PUBLISHED) >= 100
    plans = [json.dumps(read(path)["cases"], sort_keys=True) for path in PUBLISHED + OWN]
    assert len(plans) == len(set(plans))


def test_a_wrong_expectation_is_found() -> None:
    content = read(PUBLISHED[0].with_name("mathtutor-graduated-commission.json"))
    content["cases"][0]["expect"]["total"] = "680.01"
    [example] = check_plan(with_examples(content)).examples
    assert not example.passed
    assert example.differences

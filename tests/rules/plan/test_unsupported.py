"""Parts that this release keeps in the document and does not calculate are named, one by one."""

from typing import Any

import pytest

from rules.plan import find_unsupported, parse_plan
from tests.rules.plan.documents import b2b, changed
from tests.rules.plan.everything import everything


def _paths(document: dict[str, Any]) -> list[str]:
    problems = find_unsupported(parse_plan(document))
    assert {problem.code for problem in problems} <= {"plan.not_yet_supported"}
    return [problem.path for problem in problems]


def test_the_matrix_of_the_handbook_is_calculated_whole() -> None:
    assert _paths(b2b()) == []


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        ("/ytd", "restate", "/ytd"),
    ],
)
def test_parts_of_a_later_release(path: str, value: Any, at: str) -> None:
    assert _paths(changed(b2b(), path, value)) == [at]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/components/0/prorate", True),
        ("/segments", "separate"),
        ("/proration", {"basis": "months"}),
        ("/components/0/cap", {"amount": "1", "per": "period"}),
        ("/components/0/cap", {"amount": "1", "per": "year"}),
        ("/components/0/cap", {"amount": "1", "carry": True}),
        ("/limits/total_cap", {"amount": "1", "carry": True}),
        ("/components/0/instalments", 3),
        ("/balances", {"b": {"sign": "owed_to_person", "add": "1"}}),
        ("/components/0/unit", "shares"),
        ("/kpis/0/measure", "volume"),
        ("/examples/0/prior", {"facts": {"revenue": "1"}}),
        ("/examples/0/prior", {"paid": {"growth": "1"}}),
        ("/examples/0/company", {"inputs": {}}),
        ("/examples/0/period", {"start": "2026-03-01", "end": "2026-04-01"}),
        ("/pools", {}),
        ("/retro", "reopen"),
    ],
)
def test_parts_of_this_release(path: str, value: Any) -> None:
    assert _paths(changed(b2b(), path, value)) == []


def test_every_part_of_the_full_document_is_named_once() -> None:
    paths = _paths(everything())
    assert len(paths) == len(set(paths))
    assert {"/ytd"} <= set(paths)

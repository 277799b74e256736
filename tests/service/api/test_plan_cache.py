"""Compiled plans are kept by content: the same document is compiled once, another one never taken for it."""

from decimal import Decimal
from typing import Any

import pytest

from rules import PlanRefused
from service.example_plan import SMALL_PLAN
from service.plan_cache import PlanCache


def titled(title: object) -> dict[str, Any]:
    return {**SMALL_PLAN, "title": title}


def test_the_same_document_is_compiled_once() -> None:
    plans = PlanCache(4)
    assert plans.compiled(titled("one")) is plans.compiled(titled("one"))


def test_documents_that_differ_are_compiled_apart() -> None:
    plans = PlanCache(4)
    assert plans.compiled(titled("one")) is not plans.compiled(titled("two"))


@pytest.mark.parametrize("other", [5, True, Decimal("5"), None])
def test_a_text_is_not_taken_for_another_kind_of_value(other: object) -> None:
    plans = PlanCache(4)
    plans.compiled(titled(str(other)))
    with pytest.raises(PlanRefused):
        plans.compiled(titled(other))


def test_the_plan_used_longest_ago_makes_room() -> None:
    plans = PlanCache(2)
    first, second = plans.compiled(titled("one")), plans.compiled(titled("two"))
    assert plans.compiled(titled("one")) is first
    plans.compiled(titled("three"))
    assert plans.compiled(titled("one")) is first
    assert plans.compiled(titled("two")) is not second


def test_nothing_is_kept_without_room() -> None:
    plans = PlanCache(0)
    assert plans.compiled(titled("one")) is not plans.compiled(titled("one"))


def test_a_refused_plan_is_refused_again() -> None:
    plans = PlanCache(4)
    for _ in range(2):
        with pytest.raises(PlanRefused):
            plans.compiled({"schema": "bonus-plan/1"})

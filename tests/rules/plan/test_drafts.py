"""The hash of a draft: that of the plan where it is one, and a hash of its own where it is not."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import PlanRefused, document_hash, parse_plan, plan_hash
from rules.plan.drafts import normal_documents
from tests.rules.plan.documents import Document, b2b, changed, small
from tests.rules.plan.everything import everything

texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.decimals(allow_nan=False, allow_infinity=False), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=12,
)


@pytest.mark.parametrize("make", [b2b, everything, small])
def test_the_hash_of_a_valid_plan_is_the_plan_hash(make: Callable[[], Document]) -> None:
    assert document_hash(make()) == plan_hash(parse_plan(make()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (changed(b2b(), "/kpis/0/weight", "0.9"), changed(b2b(), "/kpis/0/weight", Decimal("0.90"))),
        ({"weight": Decimal("0.350"), "a": 1}, {"a": Decimal("1.0"), "weight": Decimal("0.35")}),
        ({"title": "Pra\u0308mie"}, {"title": "Pr\u00e4mie"}),
    ],
)
def test_two_spellings_of_one_draft_have_one_hash(one: Document, other: Document) -> None:
    assert document_hash(one) == document_hash(other)


@pytest.mark.parametrize(
    "document",
    [
        {},
        [],
        {"key": "small"},
        small(kpi=[]),
        small(kpis=[{"key": "a", "weight": "a lot"}]),
        small(examples=[{"name": "x", "inputs": {"fund": Decimal("1e40")}}]),
        {"n": Decimal("1e999999")},
        {"n": 10**4000},
    ],
)
def test_what_is_no_plan_has_a_hash_of_its_own(document: Any) -> None:
    found = document_hash(document)
    assert len(found) == 64
    assert found not in {document_hash(small()), document_hash(None)}


def test_an_unknown_key_is_part_of_the_draft() -> None:
    assert document_hash(small(kpi=[])) != document_hash(small(kpi=[1]))


def test_a_draft_that_looks_like_a_canonical_plan_is_that_plan() -> None:
    assert document_hash(small(title=1)) != document_hash(small(title="1"))


@given(values)
def test_every_document_has_a_normal_form_that_stays(document: Any) -> None:
    normal, _ = normal_documents(document, None)
    assert normal_documents(normal, document) == (normal, normal)
    assert document_hash(normal) == document_hash(document)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"a": "\x00"}, "plan.text"),
        ({"a": "\ud800"}, "plan.text"),
        ({"a": 0.5}, "plan.float"),
        ({"\u00e4": 1, "a\u0308": 2}, "plan.duplicate_key"),
    ],
)
def test_what_no_store_can_keep_is_refused(document: Any, code: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        document_hash(document)
    assert [problem.code for problem in refused.value.problems] == [code]

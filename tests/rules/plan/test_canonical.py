"""Canonical form: one text per plan, RFC 8785 bytes, and parsing it gives the same plan again."""

import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from rules.numbers import plain_text
from rules.plan import canonical_json, parse_plan, plan_hash
from tests.rules.plan.documents import Document, b2b, changed, small
from tests.rules.plan.everything import everything

titles = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(
    lambda text: bool(text.strip())
)
decimals = st.decimals(min_value=-(10**17), max_value=10**17, places=12)
ratios = st.builds(lambda above, below: f"{above}/{below}", st.integers(-(10**17), 10**17), st.integers(1, 10**17))
formulas = st.text(max_size=30).filter(lambda text: bool(text.strip()) and "\x00" not in text)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Small plans with odd titles, numbers in any spelling and arbitrary formula text."""
    return small(
        title=draw(titles),
        values={"ratio": draw(ratios), "decimal": draw(decimals), "text": draw(formulas)},
        tables={
            "line": {
                "kind": "step",
                "rows": [{"value": draw(st.one_of(ratios, decimals, st.integers(0, 99)))}],
            }
        },
        inputs={"x": {"kind": "number", "default": draw(decimals)}},
        examples=[
            {
                "name": draw(titles),
                "facts": {"seen": draw(decimals), "unseen": None},
                "expect": {"values": {"ratio": draw(ratios)}},
            }
        ],
    )


def _assert_canonical(document: Document) -> None:
    plan = parse_plan(document)
    text = canonical_json(plan)
    assert rfc8785.dumps(json.loads(text)) == text.encode()
    again = parse_plan(json.loads(text))
    assert again == plan
    assert canonical_json(again) == text
    assert plan_hash(again) == plan_hash(plan)


@given(documents())
def test_canonical_form_is_rfc_8785_and_reads_back(document: Document) -> None:
    _assert_canonical(document)


@pytest.mark.parametrize("make", [b2b, everything])
def test_whole_plans_read_back(make: Callable[[], Document]) -> None:
    _assert_canonical(make())


def test_the_canonical_form_is_the_authored_document() -> None:
    text = canonical_json(parse_plan(small(limits={"total_floor": None}, kpis=[{"key": "deals", "weight": "1.00"}])))
    assert text == (
        '{"currency":"EUR","frequency":"month","key":"small","kpis":[{"key":"deals","weight":"1"}],'
        '"limits":{"total_floor":null},"schema":"bonus-plan/1","title":"Small","values":{"answer":"42"}}'
    )


def test_the_hash_is_the_sha_256_of_the_bytes() -> None:
    # printf '%s' '{"currency":"EUR",…,"values":{"answer":"42"}}' | sha256sum
    assert plan_hash(parse_plan(small())) == "29cf678dcce9543ca040fe077c533ab02231c537b8bd3fd1eb99cbfb0c059ce1"


@given(st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=999), st.integers(1, 9))
def test_every_spelling_of_a_number_has_one_hash(value: Fraction, stretch: int) -> None:
    spellings: list[Any] = [plain_text(value), f"{value.numerator * stretch}/{value.denominator * stretch}"]
    if "/" not in plain_text(value):
        mark = "" if "." in plain_text(value) else "."
        spellings += [Decimal(plain_text(value)), plain_text(value) + mark + "0"]
    hashes = set()
    for spelling in spellings:
        document = small(values={"a": spelling}, tables={"t": {"kind": "step", "rows": [{"value": spelling}]}})
        hashes.add(plan_hash(parse_plan(document)))
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("path", "one", "other", "same"),
    [
        ("/kpis/0/weight", "0.350", "0.35", True),
        ("/kpis/0/levels/base", 800000, "800000.00", True),
        ("/title", "Pra\u0308mie", "Pr\u00e4mie", True),
        ("/components/0/amount", "fund*coefficient", "fund * coefficient", False),
        ("/components/0/amount", "0.50", Decimal("0.5"), True),
        ("/components/0/amount", "fund * 0.50", "fund * 0.5", False),
        ("/limits/total_floor", "0", None, False),
        ("/gates/0/scope", "total", ["total"], False),
        ("/examples/0/inputs/fund", "42000.0", 42000, True),
        ("/examples/0/facts/overdue", "12.0", "12", True),
        ("/examples/0/inputs/region", "EMEA", "APAC", False),
        ("/examples/0/expect/total", "38415.00", 38415, True),
        ("/rounding/steps", 6, "06", True),
    ],
)
def test_what_changes_the_hash(path: str, one: Any, other: Any, same: bool) -> None:
    hashes = {plan_hash(parse_plan(changed(b2b(), path, value))) for value in (one, other)}
    assert (len(hashes) == 1) is same


def test_an_authored_default_is_another_document() -> None:
    assert plan_hash(parse_plan(small(personal=["levels"]))) != plan_hash(parse_plan(small()))


def test_order_of_keys_does_not_matter_and_order_of_lists_does() -> None:
    document = b2b()
    backwards = dict(reversed(document.items()))
    assert plan_hash(parse_plan(backwards)) == plan_hash(parse_plan(document))
    document["components"].reverse()
    assert plan_hash(parse_plan(document)) != plan_hash(parse_plan(backwards | {"components": b2b()["components"]}))

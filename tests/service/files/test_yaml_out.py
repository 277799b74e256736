"""YAML that is written is read back as the same document, by the strict reader of our own."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import document_hash
from service.catalog import catalog_document, catalog_keys
from service.files.yaml_out import dumps_yaml
from service.files.yaml_text import loads_yaml

texts = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12),
    st.text(st.sampled_from("ab:#-?!&*|>%@`'\"[]{},~<= \n\t.0123456789"), max_size=12),
    st.sampled_from(["true", "false", "null", "~", "<<", "---", "...", "yes", "0x1F", "1e5", "=", "2026-03-01"]),
)
documents = st.recursive(
    st.one_of(st.none(), st.booleans(), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=15,
)


@settings(max_examples=60)
@given(documents)
def test_what_is_written_is_read_back(document: Any) -> None:
    assert loads_yaml(dumps_yaml(document).encode()) == document


@settings(max_examples=60)
@given(texts)
def test_every_text_is_read_back_as_key_and_as_value(text: str) -> None:
    assert loads_yaml(dumps_yaml({text: [text, {"a": text}]}).encode()) == {text: [text, {"a": text}]}


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1"), (Decimal("0.350"), "0.35"), (Decimal("-0.0"), "0"), (10**30, "1" + "0" * 30)]
)
def test_numbers_are_written_as_their_shortest_text(number: Any, text: str) -> None:
    assert dumps_yaml({"a": number}) == f"a: {text}\n"


@pytest.mark.parametrize("key", catalog_keys())
def test_a_plan_keeps_its_hash(key: str) -> None:
    document = catalog_document(key)
    written = dumps_yaml(document)
    assert document_hash(loads_yaml(written.encode())) == document_hash(document)
    assert written.startswith("schema: bonus-plan/1\nkey: " + key)


def test_formulas_stay_on_one_line() -> None:
    formula = " + ".join(["revenue.actual * 0.01"] * 30)
    assert dumps_yaml({"amount": formula}) == f"amount: {formula}\n"


@pytest.mark.parametrize("value", [0.5, {1, 2}, {"a": object()}])
def test_what_is_no_json_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="JSON"):
        dumps_yaml(value)

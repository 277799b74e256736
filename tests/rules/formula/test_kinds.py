"""Kinds in words, and the table of functions."""

import pytest

from rules.formula import (
    BOOLEAN,
    FUNCTIONS,
    NUMBER,
    Category,
    Kind,
    TableKind,
    describe,
    is_reserved,
    kind_name,
)
from rules.formula.signatures import READERS


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        (NUMBER, "a number", "number"),
        (BOOLEAN, "a boolean (true or false)", "boolean"),
        (Category(("A", "B")), 'a category (one of "A", "B")', "category"),
        (Category(tuple("ABCDEFG")), 'a category (one of "A", "B", "C", "D", "E", …)', "category"),
        (TableKind("marginal"), "a marginal table", "table"),
        (TableKind("lookup", "category"), "a lookup table with category keys", "table"),
    ],
)
def test_kinds_in_words(kind: Kind, text: str, name: str) -> None:
    assert describe(kind) == text
    assert kind_name(kind) == name


def test_each_form_of_table_has_its_one_reader() -> None:
    assert {form: signature.name for form, signature in READERS.items()} == {
        "marginal": "tier",
        "whole": "rate",
        "step": "step",
        "points": "interpolate",
        "lookup": "lookup",
    }


@pytest.mark.parametrize("name", [*FUNCTIONS, "total", "share", "rank", "cumulative", "team_sum", "sum", "if", "None"])
def test_reserved(name: str) -> None:
    assert is_reserved(name)


@pytest.mark.parametrize("name", ["actual", "rating", "payout", "coefficient", "period", "index"])
def test_not_reserved(name: str) -> None:
    assert not is_reserved(name)

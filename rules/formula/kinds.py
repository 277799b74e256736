"""What a formula, or a name inside it, stands for: a number, a boolean, a category, or a table."""

from dataclasses import dataclass
from typing import Literal, assert_never

TableForm = Literal["marginal", "whole", "step", "points", "lookup"]
"""The five shapes of a rate table; each is read by one function of the language."""

TableKey = Literal["number", "category"]
"""What finds a row of the table."""

_SHOWN_WORDS = 5


@dataclass(frozen=True, slots=True)
class Number:
    """An exact rational number; money is a number too."""


@dataclass(frozen=True, slots=True)
class Boolean:
    """True or false: what conditions are made of."""


@dataclass(frozen=True, slots=True)
class Category:
    """One word out of a declared list."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableKind:
    """A declared table: its form says which function reads it, its key what the first argument must be."""

    form: TableForm
    key: TableKey = "number"


@dataclass(frozen=True, slots=True)
class PerRow:
    """A field of the rows of a fact: a value per row, read inside `sum`, or anywhere where `is_open` (in formulas
    that are computed once per row)."""

    rows: str
    kind: Number | Boolean | Category
    is_open: bool = False


Kind = Number | Boolean | Category | TableKind | PerRow

NUMBER = Number()
BOOLEAN = Boolean()


def describe(kind: Kind) -> str:
    """The kind in plain English, for messages: `a number`, `a category (one of "A", "B")`."""
    match kind:
        case Number():
            return "a number"
        case Boolean():
            return "a boolean (true or false)"
        case Category(values):
            shown = ", ".join(f'"{value}"' for value in values[:_SHOWN_WORDS])
            return f"a category (one of {shown}{', …' if len(values) > _SHOWN_WORDS else ''})"
        case TableKind(form, key):
            return f"a {form} table" + (" with category keys" if key == "category" else "")
        case PerRow(rows):
            return f"a value of each row of {rows}"
        case _:
            assert_never(kind)


def kind_name(kind: Kind) -> str:
    """The kind in one word, as reports carry it: `number`, `boolean`, `category` or `table`."""
    match kind:
        case Number():
            return "number"
        case Boolean():
            return "boolean"
        case Category():
            return "category"
        case TableKind():
            return "table"
        case PerRow(_, inner):
            return kind_name(inner)
        case _:
            assert_never(kind)

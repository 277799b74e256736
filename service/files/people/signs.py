"""Texts that mean something by themselves in a cell, and how a value that looks like one of them is written.

An apostrophe in front says that the rest is meant as it stands: no formula when a spreadsheet opens the file, and no
sign when we read it. Reading takes off exactly what writing puts on.
"""

from service.files.tables.spreadsheets import FORMULA_STARTS
from service.files.tables.table import ERROR_WORDS, NOT_APPLICABLE

TAKEN_AWAY = "(none)"
"""A cell with this word takes the value away; an empty cell leaves it as it is."""

EXAMPLE = "(example)"
"""The id of the row that shows in a template how a row is filled in; it is passed over."""

_AS_IT_STANDS = "'"
_DASHES = frozenset("-\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}")


def is_dash(text: str) -> bool:
    """A dash alone, or n/a: people mean different things by it, so it is taken for nothing."""
    return text in _DASHES or text.lower() == NOT_APPLICABLE


def meant(text: str) -> str:
    """The text that a cell stands for, once it is known to be neither a sign nor a dash."""
    return text[1:] if text.startswith(_AS_IT_STANDS) and _looks_special(text[1:]) else text


def written(text: str, *, in_workbook: bool) -> str:
    """The text as a cell holds it; cells of a workbook are texts whatever they start with."""
    if in_workbook and not text.startswith(_AS_IT_STANDS) and not _is_sign(text):
        return text
    return _AS_IT_STANDS + text if _looks_special(text) else text


def _looks_special(text: str) -> bool:
    bare = text.lstrip(_AS_IT_STANDS)
    return _is_sign(bare) or bare.startswith(FORMULA_STARTS)


def _is_sign(text: str) -> bool:
    return is_dash(text) or text.lower() in (TAKEN_AWAY, EXAMPLE) or text.upper() in ERROR_WORDS

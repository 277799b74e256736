"""A number typed as text: accepted exactly as it stands or refused with the reason, never guessed."""

import re
from collections.abc import Sequence

from service.files.tables.table import (
    ERROR_CELL,
    ERROR_WORDS,
    NOT_APPLICABLE,
    ColumnReading,
    Mark,
    Note,
    Reading,
)

_DIGITS_MAX = 18
_PLACES_MAX = 12
_LENGTH_MAX = 64

_NUMBERS: dict[Mark, re.Pattern[str]] = {
    "point": re.compile(r"[+-]?([0-9]+)(?:\.([0-9]+))?"),
    "comma": re.compile(r"[+-]?([0-9]+)(?:,([0-9]+))?"),
    "either": re.compile(r"[+-]?([0-9]+)(?:[.,]([0-9]+))?"),
}
# A cell short enough to be in range whatever its digits are, or an empty one. Every part ends where the next kind of
# character begins, so that a bad cell costs a few steps back and no more. Possessive quantifiers would say so, and are
# wrong in Python before 3.11.5: there "5." passed for a number.
_CELLS: dict[Mark, str] = {
    "point": r"(?:-?[0-9]{1,18}(?:\.[0-9]{1,12})?)?",
    "comma": r"(?:-?[0-9]{1,18}(?:,[0-9]{1,12})?)?",
    "either": r"(?:-?[0-9]{1,18}(?:[.,](?:[0-9]{4,12}|[0-9]{1,2}))?)?",
}
_PLAIN_CELL = {mark: re.compile(cell) for mark, cell in _CELLS.items()}
_PLAIN_COLUMN = {mark: re.compile(rf"(?:{cell}\n)*") for mark, cell in _CELLS.items()}
# Three digits after the only mark, one to three before it and no leading zero: 1,234 may be 1.234 or 1234.
_TWO_MEANINGS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[.,'’ \u00a0\u202f][0-9]{3})+(?:[.,][0-9]+)?")
_EXPONENT = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
_HALF = re.compile(r"[+-]?(?:[.,][0-9]+|[0-9]+[.,])")
_ACCOUNTING = re.compile(r"\([0-9., ]+\)|\u2212[0-9., ]+|[0-9., ]+-")
_DIGIT = re.compile(r"[0-9]")

_AMBIGUOUS = Note(
    "file.ambiguous_number",
    "a comma or point before three digits may mark decimals or thousands; state the decimal mark (--decimal)",
)
TOO_LARGE = Note("file.number_too_large", "numbers must be below 10^18")
PERCENT_SIGN = Note(
    "file.not_a_number", "a percent sign; numbers stand without it, and rates are written as a ratio: 0.02 for 2 %"
)
"""What is said of a percent sign where nothing is known of the unit; what a column is for may say more."""
_TOO_LONG = Note("file.not_a_number", "a number of more than 64 characters; write it shorter")
_TOO_MANY_PLACES = Note("file.too_many_places", "numbers have at most 12 decimal places; round it first")


def read_number_column(cells: Sequence[str], mark: Mark) -> ColumnReading:
    """A whole column of numbers; one match for all of it when every cell is plain."""
    joined = "\n".join(cells) + "\n"
    if joined.count("\n") == len(cells) and _PLAIN_COLUMN[mark].fullmatch(joined):
        if "," in joined:
            return ColumnReading([cell.replace(",", ".") or None for cell in cells])
        return ColumnReading([cell or None for cell in cells] if "" in cells else list(cells))
    column = ColumnReading()
    is_plain = _PLAIN_CELL[mark].fullmatch
    for cell in cells:
        column.add(Reading(cell.replace(",", ".") or None) if is_plain(cell) else read_number(cell, mark))
    return column


def read_number(cell: str, mark: Mark) -> Reading:
    """One number; the value has a point as decimal mark."""
    text = cell.strip()
    if not text:
        return Reading()
    if text.lower() == NOT_APPLICABLE:
        return Reading(not_applicable=True)
    match = _NUMBERS[mark].fullmatch(text)
    if match is None:
        return Reading(problem=_why_not(text, mark))
    if len(text) > _LENGTH_MAX:
        return Reading(problem=_TOO_LONG)
    if mark == "either" and _TWO_MEANINGS.fullmatch(text):
        return Reading(problem=_AMBIGUOUS)
    whole, decimals = match.groups(default="")
    if len(whole.lstrip("0")) > _DIGITS_MAX:
        return Reading(problem=TOO_LARGE)
    if len(decimals.rstrip("0")) > _PLACES_MAX:
        return Reading(problem=_TOO_MANY_PLACES)
    return Reading(text.replace(",", "."))


def _why_not(text: str, mark: Mark) -> Note:
    if text.upper() in ERROR_WORDS:
        return ERROR_CELL
    if mark != "comma" and _TWO_MEANINGS.fullmatch(text):
        return _AMBIGUOUS
    return Note("file.not_a_number", _reason(text, mark))


def _reason(text: str, mark: Mark) -> str:
    """What stands in the way of reading `text` as a number, and what to do; the text itself is not repeated."""
    other_mark = mark != "either" and _NUMBERS["either"].fullmatch(text)
    has_foreign_digit = any(character.isdigit() and not character.isascii() for character in text)
    reasons = (
        ("%" in text, PERCENT_SIGN.message),
        (_EXPONENT.fullmatch(text), "an exponent; write the number out in digits"),
        (_GROUPED.fullmatch(text), "thousands separators or spaces between digits; write digits only"),
        (other_mark, f"the decimal mark of this file is a {mark}; change the cells or state the mark (--decimal)"),
        (_HALF.fullmatch(text), "a decimal mark at the edge; write a digit on both sides of it"),
        (_ACCOUNTING.fullmatch(text), "a negative number in another notation; write it with a leading minus sign (-)"),
        (has_foreign_digit, "digits of another script; write 0 to 9"),
        (_DIGIT.search(text), "more than a number: a currency sign, a unit or other text; write the number alone"),
    )
    fallback = "text where a number is expected; write a number, leave the cell empty if it is missing"
    return next((reason for applies, reason in reasons if applies), fallback)

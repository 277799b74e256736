"""Numbers for reading: grouped by thousands, long decimals cut. Figures that go on to programs are never touched."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")
_CUT = "…"
NOTHING = "–"
"""Stands where there is no value, which is not zero."""

GROSS_ONLY = "Gross amounts only: no tax or social charges."
"""Stands below everything that shows what people are paid."""

_PERCENT_PLACES = 2
_GROUP = 3


def amount_text(value: str | None, places: int = 6) -> str:
    """An amount or a measured value: `1234567.50` as `1 234 567.50`; nothing as a dash; words as they are."""
    return _shown(value, places, grouped=True)


def ratio_text(value: str | None, places: int = 6) -> str:
    """An index, a weight or a coefficient. Cut, never rounded: 0.89999825 must not look like 0.9."""
    return _shown(value, places, grouped=False)


def percent_text(ratio: str) -> str:
    """A ratio in percent, cut as well: `0.890833333333` as `89.08… %`."""
    return f"{percent_number(ratio)} %"


def percent_number(ratio: str | None, places: int = _PERCENT_PLACES) -> str:
    """The same without the sign, for a column that says percent at its head; `0.35` as `35`, nothing as a dash."""
    if ratio is None:
        return NOTHING
    percent = format(Decimal(ratio).scaleb(2), "f")
    whole, _, part = percent.partition(".")
    part = part.rstrip("0")
    return _shown(f"{whole}.{part}" if part else whole, places, grouped=True)


def count_text(count: int) -> str:
    """A count of people or rows."""
    return _grouped(str(count))


def visible(text: str) -> str:
    """The text with nothing in it that could steer a terminal or turn letters around: such characters become `�`."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _shown(value: str | None, places: int, *, grouped: bool) -> str:
    if value is None:
        return NOTHING
    number = _NUMBER.fullmatch(value)
    if number is None:
        return value
    sign, whole, part = number[1], number[2], number[3] or ""
    kept = part if len(part) <= places else part[:places] + _CUT
    return sign + (_grouped(whole) if grouped else whole) + (f".{kept}" if kept else "")


def _grouped(digits: str) -> str:
    first = len(digits) % _GROUP
    groups = [digits[:first]] if first else []
    groups += [digits[start : start + _GROUP] for start in range(first, len(digits), _GROUP)]
    return " ".join(groups)

"""What can be said of a person over time, and how each value is written."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from rules import NumberRefused, Problem, currency_digits, mantissa_and_scale, scaled_text
from service.participants.identity import is_external_id

STORED_DIGITS_MAX: Final = 18
"""Significant digits of a stored number: every number below 10^18 in size is a BIGINT beside its scale."""
TEXT_CHARACTERS_MAX: Final = 64

Kind = Literal["number", "text", "participant", "none"]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an attribute. A number is mantissa / 10**scale; `none` says that there is no value.

    A participant is meant by id (`text`) as it comes in, and by number (`ref_id`) in the store.
    """

    kind: Kind
    text: str | None = None
    mantissa: int | None = None
    scale: int | None = None
    ref_id: int | None = None

    @property
    def shown(self) -> str | None:
        """The value as text."""
        if self.mantissa is not None and self.scale is not None:
            return scaled_text(self.mantissa, self.scale)
        return self.text


NOTHING: Final = Value("none")


class ValueRefused(ValueError):
    """A value that its attribute does not take; `code` and `message` say why and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing that can be said of a person. `is_pay`: only callers who may read pay see it."""

    kind: Kind
    title: str
    read: Callable[[object], Value]
    is_pay: bool = False


def read_value(key: str, raw: object, path: str) -> Value | Problem:
    """The value of an attribute as somebody wrote it; null ends the value. A problem at `path` where it cannot be."""
    attribute = ATTRIBUTES.get(key)
    if attribute is None:
        return Problem("attribute.unknown_key", path, f"there is no such attribute; there are {', '.join(ATTRIBUTES)}")
    if raw is None:
        return NOTHING
    try:
        return attribute.read(raw)
    except ValueRefused as refused:
        return Problem(refused.code, path, f"{key}: {refused.message}")


def stored_number(raw: object) -> tuple[int, int]:
    """Mantissa and scale of a decimal, of at most 18 significant digits; raises ValueRefused."""
    try:
        mantissa, scale = mantissa_and_scale(raw)
    except NumberRefused as refused:
        raise ValueRefused(refused.code, refused.message) from None
    if abs(mantissa) >= 10**STORED_DIGITS_MAX:
        message = f"a stored number has at most {STORED_DIGITS_MAX} digits, those after the point included; round it"
        raise ValueRefused("number.too_many_digits", message)
    return mantissa, scale


def _money(raw: object) -> Value:
    mantissa, scale = stored_number(raw)
    if mantissa < 0:
        raise ValueRefused("attribute.out_of_range", "an amount of pay is not below 0")
    return Value("number", mantissa=mantissa, scale=scale)


def _share_of_full_time(raw: object) -> Value:
    mantissa, scale = stored_number(raw)
    if not 0 < mantissa <= 10**scale:
        message = "full time is 1 and part time a share of it, above 0; who is away has another status, not 0"
        raise ValueRefused("attribute.out_of_range", message)
    return Value("number", mantissa=mantissa, scale=scale)


def _word(raw: object) -> Value:
    text = unicodedata.normalize("NFC", raw) if isinstance(raw, str) else ""
    if not text or len(text) > TEXT_CHARACTERS_MAX or not text.isprintable() or text != text.strip():
        message = f"write 1 to {TEXT_CHARACTERS_MAX} printable characters in quotes, without spaces at the ends"
        raise ValueRefused("attribute.text", message)
    return Value("text", text)


def _currency(raw: object) -> Value:
    if not isinstance(raw, str) or currency_digits(raw) is None:
        raise ValueRefused("attribute.currency", 'a currency is its ISO 4217 code in capitals, such as "EUR"')
    return Value("text", raw)


def _participant(raw: object) -> Value:
    if not is_external_id(raw):
        raise ValueRefused("attribute.participant", "name a participant by id, as text")
    return Value("participant", str(raw))


ATTRIBUTES: Final[Mapping[str, Attribute]] = MappingProxyType(
    {
        "salary": Attribute("number", "Salary of a period, in the person's currency", _money, is_pay=True),
        "fund": Attribute("number", "Bonus fund at coefficient 1, in the person's currency", _money, is_pay=True),
        "fte": Attribute("number", "Share of full time, above 0 and at most 1", _share_of_full_time),
        "team": Attribute("text", "Team", _word),
        "manager": Attribute("participant", "Id of the manager", _participant),
        "currency": Attribute("text", "Currency of the pay, ISO 4217", _currency),
        "region": Attribute("text", "Region", _word),
        "status": Attribute("text", "A word such as active, on_leave or left", _word),
        "legal_entity": Attribute("text", "Legal entity", _word),
        "pay_group": Attribute("text", "Pay group: who is paid together", _word),
    }
)
"""Every attribute by its key."""
PAY_KEYS: Final = frozenset(key for key, attribute in ATTRIBUTES.items() if attribute.is_pay)

"""Pages of lists whose order is that of a whole number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from service.web.cursor import bad_cursor, make_cursor, read_cursor

_DIGITS_MAX: Final = 18

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Page:
    """How many entries are wanted, and after which."""

    limit: int
    cursor: str | None


def whole_number_in(cursor: str | None) -> int:
    """The number after which a page starts; raises RequestRefused for a cursor that no page gave out."""
    if cursor is None:
        return 0
    text = read_cursor(cursor)
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS_MAX):
        raise bad_cursor()
    return int(text)


def page_shown(
    found: Sequence[Entry], page: Page, last_key: Callable[[Entry], str], shown: Callable[[Entry], dict[str, object]]
) -> dict[str, object]:
    """The page of what was found: one more than it shows, if there are more."""
    has_more = len(found) > page.limit
    return {
        "data": [shown(each) for each in found[: page.limit]],
        "has_more": has_more,
        "next_cursor": make_cursor(last_key(found[page.limit - 1])) if has_more else None,
    }

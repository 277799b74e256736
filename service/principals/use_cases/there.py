"""What an address names must be there, and be of the right kind."""

from typing import Final

from rules import Problem
from service.errors import Conflict, NotFound
from service.principals.repository.principals import Found, find_principal
from service.work import Work

_DIGITS_MAX: Final = 18


def principal_there(work: Work, sent_id: str) -> Found:
    """The principal of an address; raises NotFound."""
    number = number_of(sent_id)
    found = None if number is None else find_principal(work, number)
    if found is None:
        message = "There is nobody with this id; GET /v1/principals lists them."
        raise NotFound(Problem("principal.not_found", "path id", message))
    return found


def principal_numbered(work: Work, number: int) -> Found:
    """The principal with this number, which something in the store refers to."""
    found = find_principal(work, number)
    if found is None:
        raise LookupError("principals are never deleted")
    return found


def key_number(sent_id: str) -> int:
    """The number of a key of an address; raises NotFound for what can be none."""
    number = number_of(sent_id)
    if number is None:
        raise no_such_key()
    return number


def no_such_key() -> NotFound:
    """The refusal of a key that this principal does not have."""
    message = "This principal has no such key; its list of keys shows what there is."
    return NotFound(Problem("key.not_found", "path key_id", message))


def living(found: Found) -> Found:
    """The same principal; raises Conflict for an erased one."""
    if found.name is None:
        raise Conflict(Problem("principal.erased", "path id", "This person was erased; add them anew if they return."))
    return found


def number_of(text: str) -> int | None:
    """The number behind an id; None for a text that no id looks like."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _DIGITS_MAX and not text.startswith("0")
    return int(text) if is_number else None

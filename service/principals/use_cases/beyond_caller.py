"""A key brings forth no key that may do more or lasts longer than itself."""

from collections.abc import Sequence
from datetime import datetime

from rules import Problem
from service.access.caller import Caller
from service.access.scopes import EVERY_SCOPE
from service.errors import Conflict, NotAllowed
from service.principals.repository.keys import find_numbered
from service.principals.repository.principals import Found
from service.work import Work


def refuse_beyond_caller(work: Work, caller: Caller, scopes: Sequence[str], expires_at: datetime | None) -> None:
    """Raises NotAllowed for a key that would outdo the one at hand: with its help, whoever finds that one widens it.

    A key with every scope makes keys of any scope; it is the roles of their holder that count.
    """
    own = None if caller.key_id is None else find_numbered(work, caller.key_id)
    if own is None:
        return
    held = own.scopes.split()
    if EVERY_SCOPE not in held and set(scopes) - set(held):
        message = "The key at hand has fewer scopes; name no others than those that it has."
        raise NotAllowed(Problem("key.scope_beyond_caller", "/scopes", message))
    if own.expires_at is not None and (expires_at is None or expires_at > own.expires_at):
        message = "The key at hand ends earlier; name an end that is not after its own."
        raise NotAllowed(Problem("key.outlives_caller", "/expires_at", message))


def refuse_operator(found: Found) -> None:
    """Raises Conflict for an operator, who has the machine and needs no key."""
    if found.kind == "operator":
        message = "Operators run commands beside the service and have no keys; make one of a person or a system."
        raise Conflict(Problem("key.of_operator", "path id", message))

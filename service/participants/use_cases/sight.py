"""Who may see whom, and whose pay: everybody, the team of a day, or only oneself."""

from dataclasses import dataclass
from typing import Final

from service.access.caller import Caller
from service.access.scopes import Reach, reach_of

PEOPLE: Final = "people:read"
PAY: Final = "pay:read"


@dataclass(frozen=True, slots=True)
class Sight:
    """How far a caller sees people, how far their pay, and which participant the caller is, if any."""

    people: Reach
    pay: Reach
    me: int | None


def sight_of(caller: Caller) -> Sight:
    """How far a caller sees with the key at hand."""
    return Sight(_reach(caller, PEOPLE), _reach(caller, PAY), caller.participant_id)


def _reach(caller: Caller, scope: str) -> Reach:
    return reach_of(caller.roles, scope) if scope in caller.scopes else Reach.NOBODY

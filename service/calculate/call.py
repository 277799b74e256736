"""The parts of a call around its participants: known keys, switches, and how many people at once."""

from dataclasses import dataclass
from typing import Final

from rules import Problem, pointer
from service.errors import RequestRefused

PARTICIPANTS_MAX: Final = 10_000
EXPLAINED_MAX: Final = 100
_KEYS: Final = frozenset({"plan", "period", "participants", "explain", "ignore_unknown_facts", "company", "groups"})
# Part of the call for good, so that no caller changes later; the engine does not read them yet.
_LATER: Final = ("company", "groups")


@dataclass(frozen=True, slots=True)
class Call:
    """A call whose outer form is right. `participants` and `period` are as they were sent."""

    participants: object
    period: object
    explain: bool
    ignore_unknown_facts: bool


def read_call(body: dict[str, object]) -> Call:
    """The outer form of a call; raises RequestRefused with everything that is wrong with it."""
    problems = [
        Problem(
            "request.unknown_key",
            pointer(key),
            f"A call has {', '.join(sorted(_KEYS))}; remove this or mend it.",
        )
        for key in body
        if key not in _KEYS
    ]
    switches = {}
    for key in ("explain", "ignore_unknown_facts"):
        given = body.get(key, False)
        if isinstance(given, bool):
            switches[key] = given
        else:
            problems.append(Problem("request.wrong_type", pointer(key), "Write true or false."))
    problems += [
        Problem("request.not_yet_supported", pointer(key), "This version cannot use this yet; leave it out.")
        for key in _LATER
        if body.get(key)
    ]
    participants = body.get("participants")
    problems += _too_many(participants, explain=switches.get("explain", False))
    if problems:
        raise RequestRefused(problems)
    return Call(participants, body.get("period"), **switches)


def _too_many(participants: object, *, explain: bool) -> list[Problem]:
    # What is no list at all is refused by the engine, which says what a list of participants is.
    count = len(participants) if isinstance(participants, list) else 0
    if count > PARTICIPANTS_MAX:
        message = f"One call takes at most {PARTICIPANTS_MAX:,} participants; send several calls."
        return [Problem("calculate.too_many_participants", "/participants", message)]
    if explain and count > EXPLAINED_MAX:
        message = f"Explanations are for at most {EXPLAINED_MAX} participants; send fewer or leave explain out."
        return [Problem("calculate.too_many_explained", "/explain", message)]
    return []

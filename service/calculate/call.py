"""The parts of a call around its participants: known keys, switches, and how many people at once."""

from dataclasses import dataclass
from typing import Final

from rules import SURROUNDING_KEYS, CallRefused, Problem, Surroundings, pointer, read_surroundings
from service.errors import RequestRefused

PARTICIPANTS_MAX: Final = 10_000
EXPLAINED_MAX: Final = 100
_KEYS: Final = frozenset({"plan", "period", "participants", "explain", "ignore_unknown_facts", *SURROUNDING_KEYS})


@dataclass(frozen=True, slots=True)
class Call:
    """A call whose outer form is right. `participants` and `period` are as they were sent."""

    participants: object
    around: Surroundings
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
    around = Surroundings()
    try:
        around = read_surroundings(body)
    except CallRefused as refused:
        problems += refused.problems
    participants = body.get("participants")
    problems += _too_many(participants, explain=switches.get("explain", False))
    if problems:
        raise RequestRefused(problems)
    return Call(participants, around, body.get("period"), **switches)


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

"""Facts as bodies of requests bring them."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

from rules import Problem, pointer
from service.errors import RequestRefused
from service.facts.sent import SentFact, read_facts
from service.facts.use_cases.receive import receive_facts
from service.facts.use_cases.sorting import UNKNOWN_KEY, UNKNOWN_PARTICIPANT
from service.work import Work

SHOWN_MAX: Final = 1_000
LATE: Final = "fact.late"
CONFLICT: Final = "fact.conflict"
_SAID: Final = {
    UNKNOWN_PARTICIPANT: ("participant", "nobody has this id; the fact waits until somebody has, or is given another"),
    UNKNOWN_KEY: ("key", "no plan and no KPI knows this key; the fact waits until one does, or is given another"),
    LATE: ("", "its period is locked already; it counts from now on, for corrections"),
    CONFLICT: ("", "another fact has this source, source_id and revision; send a correction with the next revision"),
}


def checked(given: Sequence[object], zone: tzinfo, base: str) -> list[SentFact]:
    """The facts of a list that stands at the pointer `base`; raises RequestRefused with everything that is wrong.

    `zone` is the company's. Needs no store: whoever waits for it should not have to wait for this.
    """
    facts, problems = read_facts(given, zone, base)
    if problems:
        raise RequestRefused(problems)
    return facts


def send_facts(work: Work, facts: Sequence[SentFact], base: str) -> dict[str, object]:
    """Receive facts that were checked; what became of them, with places below the pointer `base`."""
    receipt = receive_facts(work, facts)
    warnings = [_said(base, each.fact.position, each.code) for each in receipt.waiting]
    warnings += [_said(base, fact.position, LATE) for fact in receipt.late]
    return {
        "batch": str(receipt.batch),
        "received": receipt.counts.received,
        "added": receipt.counts.added,
        "known": receipt.counts.known,
        "waiting": receipt.counts.waiting,
        "conflicts": len(receipt.conflicts),
        "late": len(receipt.late),
        "problems": [_said(base, fact.position, CONFLICT).to_json() for fact in receipt.conflicts[:SHOWN_MAX]],
        "warnings": [warning.to_json() for warning in warnings[:SHOWN_MAX]],
    }


def _said(base: str, position: int, code: str) -> Problem:
    field, message = _SAID[code]
    place = base + (pointer(str(position), field) if field else pointer(str(position)))
    return Problem(code, place, message)

"""What the money would be if the claimed value of a dispute were right."""

import re
from collections.abc import Mapping
from typing import Any, Final

from rules import amount_text, difference
from service.runs.compute.replay import PlanOfRun, recomputed
from service.store.database import Database
from service.work import Actor

Shown = dict[str, object]
_PLACES: Final = (
    (re.compile("/kpis/([a-z0-9_]+)/actual"), "facts"),
    (re.compile("/facts/([a-z0-9_]+)"), "facts"),
    (re.compile("/inputs/([a-z0-9_]+)"), "inputs"),
)


def what_if(database: Database, actor: Actor, dispute: Mapping[str, Any]) -> Shown | None:
    """Total now, total with the claimed value, and the difference, by the ordinary calculation from the stored input.

    None without a claimed value, where the node is neither an input nor the plain value of a fact, and where one of
    the two cannot be computed.
    """
    place = _place(dispute["node"])
    if place is None or dispute["claimed"] is None:
        return None
    part, key = place
    run_id, number, participant = map(int, dispute["result"].split("-"))

    def changed(person: Any) -> Any:
        values = person.get(part, {})
        return {**person, part: {**values, key: dispute["claimed"]}} if isinstance(values.get(key), str) else None

    plan = PlanOfRun(run_id, number)
    now = recomputed(database, actor, plan, participant, lambda person: person)
    if now is None or now.total_minor is None:
        return None
    kept: list[bool] = []

    def claimed(person: Any) -> Any:
        other = changed(person)
        kept.append(other is not None)
        return person if other is None else other

    then = recomputed(database, actor, plan, participant, claimed)
    if then is None or then.total_minor is None or not all(kept):
        return None
    moved = difference({then.currency: then.total_minor}, {now.currency: now.total_minor})
    return {
        "currency": then.currency,
        "total": amount_text(now.total_minor, now.currency),
        "claimed_total": amount_text(then.total_minor, then.currency),
        "difference": {code: amount_text(minor, code) for code, minor in moved.items()},
    }


def _place(node: str) -> tuple[str, str] | None:
    for pattern, part in _PLACES:
        match = pattern.fullmatch(node)
        if match is not None:
            return part, match[1]
    return None

"""Why one person's pay differs between two runs, from the stored inputs of both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from rules import (
    SEMANTICS,
    PayChange,
    Problem,
    add_amounts,
    causes_of,
    together,
)
from service.comparison.repository.inputs import StoredInput, TooManyPeople, adjustments_of, inputs_of
from service.comparison.repository.runs import ComparedRun
from service.comparison.use_cases.sides import Sides, side_shown, the_sides
from service.comparison.use_cases.situations import Situations
from service.errors import Conflict, NotFound
from service.participants.repository.people import people_called
from service.participants.repository.reach import reached
from service.participants.use_cases.sight import Sight
from service.work import Work

PEOPLE_MAX: Final = 10_000
"""The largest population whose results are computed anew while somebody waits."""


@dataclass(frozen=True, slots=True)
class Side:
    """One run's part: the inputs of a person's results, and the adjustments beside them."""

    run: ComparedRun
    inputs: Sequence[StoredInput]
    adjustments: dict[str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is needed to say why; nothing more is read from the store."""

    participant_id: int
    participant: str
    old: Side
    new: Side


def read_both(work: Work, sight: Sight, runs: tuple[int, int], participant: str) -> Asked:
    """The stored inputs of one person in both runs; raises NotFound for who is in neither, or out of sight, and
    Conflict for runs that this engine cannot compute anew."""
    sides = the_sides(work, sight, *runs)
    person = people_called(work, [participant]).get(participant)
    if person is None or not _is_visible(work, sight, sides, person.number):
        raise _nobody()
    retired = [side for side in sides if side.semantics != SEMANTICS]
    if retired:
        message = "A run was computed by rules of an earlier release; compare its amounts, or run it again."
        raise Conflict(Problem("comparison.semantics_retired", "", message))
    old, new = (_side(work, side, person.number) for side in sides)
    if not old.inputs and not new.inputs:
        raise _nobody()
    return Asked(person.number, participant, old, new)


def explained(asked: Asked) -> dict[str, Any]:
    """Every plan with the steps from old to new, and the person as a whole."""
    plans = Situations()
    changes: list[PayChange] = []
    shown: list[dict[str, Any]] = []
    for key, old, new in _pairs(asked.old.inputs, asked.new.inputs):
        change = causes_of(
            plans.situation(old, asked.old.run),
            plans.situation(new, asked.new.run),
        )
        changes.append(change)
        versions = {name: None if one is None else one.plan_version for name, one in (("old", old), ("new", new))}
        shown.append({"plan": key, "versions": versions, **change.to_json()})
    return {
        "from": side_shown(asked.old.run),
        "to": side_shown(asked.new.run),
        "participant": asked.participant,
        **_whole(together(changes, asked.old.adjustments, asked.new.adjustments)),
        "plans": shown,
    }


def _whole(change: PayChange) -> dict[str, Any]:
    found = change.to_json()
    for name in ("old", "new", "change"):
        found[name] = None if found[name] is None else found[name]["total"]
    return found | {"steps": [{"name": step["name"], "total": step["total"]} for step in found["steps"]]}


def _is_visible(work: Work, sight: Sight, sides: Sides, number: int) -> bool:
    days = sorted({side.last_day for side in sides})
    return all(reached(work, [number], sight.pay, sight.me, day) for day in days)


def _nobody() -> NotFound:
    message = "Neither run has a result of such a participant for this key."
    return NotFound(Problem("comparison.not_found", "path participant", message))


def _side(work: Work, run: ComparedRun, number: int) -> Side:
    try:
        inputs = inputs_of(work, run, number, PEOPLE_MAX)
    except TooManyPeople:
        message = f"Plans whose people depend on each other are compared for up to {PEOPLE_MAX:,} people."
        raise Conflict(Problem("comparison.too_many_people", "", message)) from None
    return Side(run, inputs, add_amounts(adjustments_of(work, run, number)))


def _pairs(
    old: Sequence[StoredInput], new: Sequence[StoredInput]
) -> Iterable[tuple[str, StoredInput | None, StoredInput | None]]:
    """Results of one plan belong together; where it has several versions in a period, in their order."""
    for key in sorted({one.plan_key for one in (*old, *new)}):
        before, after = ([one for one in side if one.plan_key == key] for side in (old, new))
        for first, second in zip_longest(before, after):
            yield key, first, second

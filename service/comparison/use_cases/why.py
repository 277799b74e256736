"""Why one person's pay differs between two runs, from the stored inputs of both."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Final

from rules import (
    SEMANTICS,
    CompiledPlan,
    PayChange,
    Period,
    Problem,
    Situation,
    add_amounts,
    causes_of,
    compile_plan,
    parse_plan,
    together,
)
from service.comparison.repository.inputs import StoredInput, TooManyPeople, adjustments_of, inputs_of
from service.comparison.repository.runs import ComparedRun
from service.comparison.use_cases.sides import Sides, side_shown, the_sides
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
    plans: dict[str, CompiledPlan] = {}
    changes: list[PayChange] = []
    shown: list[dict[str, Any]] = []
    for key, old, new in _pairs(asked.old.inputs, asked.new.inputs):
        change = causes_of(
            _situation(old, asked.old.run, asked.participant_id, plans),
            _situation(new, asked.new.run, asked.participant_id, plans),
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


def _situation(
    stored: StoredInput | None, run: ComparedRun, number: int, plans: dict[str, CompiledPlan]
) -> Situation | None:
    if stored is None:
        return None
    if stored.plan not in plans:
        plans[stored.plan] = compile_plan(parse_plan(_read(stored.plan)))
    mine, *others = [_read(text) for text in (stored.input, *stored.others)]
    held = {one["participant"]["id"]: _problems(one) for one in (mine, *others) if one.get("problems")}
    return Situation(
        plan=plans[stored.plan],
        participant=mine["participant"],
        shared=_read(stored.shared),
        period=Period(date.fromisoformat(run.start), date.fromisoformat(run.end)),
        others=tuple(one["participant"] for one in others),
        held=held,
    )


def _problems(document: dict[str, Any]) -> list[Problem]:
    return [Problem(one["code"], one["path"], one["message"]) for one in document["problems"]]


def _read(text: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return document

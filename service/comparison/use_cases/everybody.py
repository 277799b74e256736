"""Two runs person by person, and what they add up to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rules import add_amounts, amount_texts, difference
from service.comparison.repository.amounts import Counted, PaidByPlan, Seen, counted, paid_by_plan, people_after
from service.comparison.use_cases.sides import Sides, side_shown, the_sides
from service.participants.repository.people import external_ids_of
from service.participants.use_cases.sight import Sight
from service.web.cursor import bad_cursor, make_cursor, read_cursor
from service.work import Work

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
_OUTCOMES: Final = ("paid", "zero", "blocked")


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer, and how many people's pay is in it; `subject` is what the log of such reads calls it."""

    answer: dict[str, Any]
    subject: str
    people: int


def compare(work: Work, sight: Sight, runs: tuple[int, int], limit: int, cursor: str | None) -> Shown:
    """One page of the people of two runs, in the order of their numbers, with the totals of all whom the caller sees.

    Raises NotFound for a run, RequestRefused for a cursor that no page gave out.
    """
    sides = the_sides(work, sight, *runs)
    seen = Seen(sight.pay, sight.me)
    found = people_after(work, sides, seen, 0 if cursor is None else _number(cursor), limit + 1)
    people, has_more = found[:limit], len(found) > limit
    names = external_ids_of(work, people)
    paid = [_by_person(paid_by_plan(work, side, people)) for side in sides]
    answer: dict[str, Any] = {
        "from": side_shown(sides[0]),
        "to": side_shown(sides[1]),
        "totals": _totals(work, sides, seen),
        "data": [_person(names.get(number), paid[0].get(number, ()), paid[1].get(number, ())) for number in people],
        "has_more": has_more,
        "next_cursor": make_cursor(str(people[-1])) if has_more else None,
    }
    return Shown(answer, f"comparison/{sides[0].id}-{sides[1].id}", len(people))


def _number(cursor: str) -> int:
    text = read_cursor(cursor)
    if not _NUMBER.fullmatch(text):
        raise bad_cursor()
    return int(text)


def _by_person(paid: Iterable[PaidByPlan]) -> dict[int, list[PaidByPlan]]:
    found: dict[int, list[PaidByPlan]] = {}
    for one in paid:
        found.setdefault(one.participant_id, []).append(one)
    return found


def _person(name: str | None, old: Sequence[PaidByPlan], new: Sequence[PaidByPlan]) -> dict[str, Any]:
    keys = sorted({one.plan_key for one in (*old, *new)})
    plans = [
        {
            "plan": key,
            **_change([one for one in old if one.plan_key == key], [one for one in new if one.plan_key == key]),
        }
        for key in keys
    ]
    return {"participant": name, **_change(old, new), "plans": plans}


def _change(old: Sequence[PaidByPlan], new: Sequence[PaidByPlan]) -> dict[str, Any]:
    """Old, new and the difference; null where a result is blocked, as is the difference then."""
    sums = [_sum(side) for side in (old, new)]
    before, after = sums
    known = before is not None and after is not None
    return {
        "old": None if before is None else amount_texts(before),
        "new": None if after is None else amount_texts(after),
        "change": amount_texts(difference(after, before)) if known else None,  # type: ignore[arg-type]
        "is_same": [one.result_hash for one in old] == [one.result_hash for one in new],
    }


def _sum(paid: Sequence[PaidByPlan]) -> dict[str, int] | None:
    known = [(one.currency, one.total_minor) for one in paid if one.total_minor is not None]
    return add_amounts(known) if len(known) == len(paid) else None


def _totals(work: Work, sides: Sides, seen: Seen) -> dict[str, Any]:
    found = [counted(work, side, sides, seen) for side in sides]
    old, new = (add_amounts((one.currency, one.minor) for one in side if one.outcome != "blocked") for side in found)
    return {
        "old": {"amounts": amount_texts(old), "results": _outcomes(found[0])},
        "new": {"amounts": amount_texts(new), "results": _outcomes(found[1])},
        "change": amount_texts(difference(new, old)),
    }


def _outcomes(found: Sequence[Counted]) -> dict[str, int]:
    return {name: sum(one.results for one in found if one.outcome == name) for name in _OUTCOMES}

"""What a correction run changes of a booked period, as lines of an open one."""

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from rules import (
    Amounts,
    PayLine,
    Plan,
    add_amounts,
    barriers,
    carried_lines,
    compile_plan,
    difference,
    paid_period,
    parse_plan,
    pay_lines,
)
from rules import CarriedLine as Line
from service.close.repository.booked import booked_run, deferred_in
from service.close.repository.carried import PlacedLine, lines_earned_in, plan_documents_of
from service.close.repository.runs import RunHead, RunRow, pool_variances_of, rows_of_run
from service.files.exact_json import loads
from service.work import Work

_Place = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a correction carries, and by how much pools that stay as they were booked would have moved."""

    lines: tuple[PlacedLine, ...]
    pool_variance: Amounts


@dataclass(frozen=True, slots=True)
class _Person:
    """The results of one person by plan: as they were booked, and as the correction run has them."""

    number: int
    booked: dict[_Place, list[RunRow]] = field(default_factory=dict)
    again: dict[_Place, list[RunRow]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What else was decided for the corrected period: who was deferred, and what earlier corrections carried."""

    deferred: frozenset[_Place]
    carried: Mapping[_Place, Sequence[Line[int]]]

    def lines(self, place: _Place, booked: Sequence[RunRow]) -> list[PayLine | Line[int]]:
        """The lines of one participant and plan as they stand, given the booked results."""
        paid = () if place in self.deferred else _lines(booked)
        return [*(paid or ()), *self.carried.get(place, ())]


def correction_of(work: Work, head: RunHead, open_period: int, left_out: frozenset[_Place]) -> Carried:
    """What a finished correction run carries into the open period; `left_out` are deferred to another correction.

    Somebody who shares pools or is ranked with others, and about whom nothing changed by the same version of the plan,
    has what was booked, unless the plan reopens, and gives back what a correction carried in between; what people would
    get if everything were shared again is only counted in `pool_variance`. One person at a time is in memory beside
    what is carried.
    """
    booked = booked_run(work, head.period_id, head.pay_group)
    assert booked is not None, "a correction corrects what is booked"
    carried = lines_earned_in(work, head.period_id, head.pay_group)
    standing = _Standing(deferred_in(work, booked.request_id), carried)
    plans = {key: parse_plan(loads(text.encode())) for key, text in plan_documents_of(work, head.id).items()}
    shares = {key: barriers(compile_plan(plan)) > 0 for key, plan in plans.items()}
    correcting = _Correcting(head.period_id, open_period, standing, plans, shares)
    found: list[PlacedLine] = []
    seen: set[_Place] = set()
    for person in _side_by_side(rows_of_run(work, booked.run_id, texts=True), rows_of_run(work, head.id, texts=True)):
        seen |= person.booked.keys() | person.again.keys()
        for place in sorted((person.booked.keys() | person.again.keys()) - left_out):
            found.extend(correcting.lines(place, person.booked.get(place, []), person.again.get(place)))
    for place in sorted(carried.keys() - seen - left_out):
        found.extend(correcting.lines(place, [], None))
    moved = add_amounts([*correcting.frozen, *pool_variances_of(work, head.id)])
    return Carried(tuple(found), difference(moved, {}))


@dataclass(frozen=True, slots=True)
class _Correcting:
    """The correction of one period, place by place. `shares` says of each plan whether its people share pots or are
    ranked; `frozen` gathers what sharing again would have changed."""

    period_id: int
    open_period: int
    standing: _Standing
    plans: Mapping[str, Plan]
    shares: Mapping[str, bool]
    frozen: list[tuple[str, int]] = field(default_factory=list)

    def lines(self, place: _Place, booked: list[RunRow], again: list[RunRow] | None) -> Iterator[PlacedLine]:
        """What is carried for one participant and plan, given the booked results and those of the correction run; None
        where somebody is in the plan no more, and gives back what stands."""
        right: Sequence[PayLine] | None = ()
        paid = self.open_period
        if again is not None:
            plan = self.plans[place[1]]
            if self._is_frozen(place) and _keeps_its_share(again, booked):
                self.frozen.extend(_gap(again, booked))
                right = _lines(booked)
            else:
                right = _lines(again)
            paid = paid_period(self.period_id, self.open_period, plan.corrections.pay)
        stands = self.standing.lines(place, booked)
        for line in carried_lines(stands, right, earned=self.period_id, paid=paid).lines:
            yield PlacedLine(*place, line)

    def _is_frozen(self, place: _Place) -> bool:
        """Whether shares of others are not touched: those who only have inputs from each other share nothing."""
        plan = self.plans[place[1]]
        return plan.retro == "frozen" and place not in self.standing.deferred and self.shares[place[1]]


def _side_by_side(booked: Iterable[RunRow], again: Iterable[RunRow]) -> Iterator[_Person]:
    """Both runs person by person; the rows of each come by participant."""
    rows = heapq.merge(
        ((row, False) for row in booked), ((row, True) for row in again), key=lambda each: each[0].participant_id
    )
    for number, group in groupby(rows, key=lambda each: each[0].participant_id):
        person = _Person(number)
        for row, is_again in group:
            of_run = person.again if is_again else person.booked
            of_run.setdefault((number, row.plan_key), []).append(row)
        yield person


def _keeps_its_share(rows: Sequence[RunRow], booked: Sequence[RunRow]) -> bool:
    if not booked or not all(row.reads_others for row in rows):
        return False
    return [row.came_from for row in rows] == [row.came_from for row in booked]


def _gap(rows: Sequence[RunRow], booked: Sequence[RunRow]) -> Iterator[tuple[str, int]]:
    """What sharing again would have changed; nothing where one of the two is blocked."""
    again, lines = _lines(rows), _lines(booked)
    if again is not None and lines is not None:
        new, old = (add_amounts((line.currency, line.amount_minor) for line in each) for each in (again, lines))
        yield from difference(new, old).items()


def _lines(rows: Sequence[RunRow]) -> list[PayLine] | None:
    """The money lines of all versions of a plan; None where one of them is blocked."""
    found: list[PayLine] = []
    for row in rows:
        lines = pay_lines(json.loads(row.document, parse_float=Decimal), row.currency)
        if lines is None:
            return None
        found.extend(lines)
    return found

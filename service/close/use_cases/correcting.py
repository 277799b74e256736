"""What a correction run changes of a booked period, as lines of an open one."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rules import Amounts, PayLine, add_amounts, carried_lines, difference, paid_period, parse_plan, pay_lines
from rules import CarriedLine as Line
from service.close.repository.booked import BookedRun, booked_run, deferred_in
from service.close.repository.carried import PlacedLine, lines_earned_in, plan_documents_of
from service.close.repository.runs import RunHead, RunRow, pool_variances_of, rows_of_run
from service.files.exact_json import loads
from service.work import Work

_Booked = dict[tuple[int, str], list[RunRow]]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a correction carries, and by how much pools that stay as they were booked would have moved."""

    lines: tuple[PlacedLine, ...]
    pool_variance: Amounts


@dataclass(frozen=True, slots=True)
class _Standing:
    """What was paid for the corrected period: booked results, who was deferred, and earlier corrections."""

    rows: _Booked
    deferred: frozenset[tuple[int, str]]
    carried: Mapping[tuple[int, str], Sequence[Line[int]]]

    def lines(self, place: tuple[int, str]) -> list[PayLine | Line[int]]:
        """The lines of one participant and plan as they stand."""
        booked = () if place in self.deferred else _lines(self.rows.get(place, []))
        return [*(booked or ()), *self.carried.get(place, ())]


def correction_of(work: Work, head: RunHead, open_period: int, left_out: frozenset[tuple[int, str]]) -> Carried:
    """What a finished correction run carries into the open period; `left_out` are deferred to another correction.

    Somebody who shares pools or is ranked with others, and whose own input is as it was booked, has what was booked,
    unless the plan reopens, and gives back what a correction carried in between; what people would get if everything
    were shared again is only counted in `pool_variance`.
    """
    booked = booked_run(work, head.period_id, head.pay_group)
    assert booked is not None, "a correction corrects what is booked"
    standing = _standing(work, booked, head)
    plans = {key: parse_plan(loads(text.encode())) for key, text in plan_documents_of(work, head.id).items()}
    found: list[PlacedLine] = []
    frozen: list[tuple[str, int]] = []
    seen = set()
    for place, rows in _by_place(rows_of_run(work, head.id, texts=True)):
        seen.add(place)
        if place in left_out:
            continue
        right = rows
        if plans[place[1]].retro == "frozen" and _keeps_its_share(rows, standing, place):
            right = standing.rows[place]
            frozen.extend(_gap(rows, right))
        paid = paid_period(head.period_id, open_period, plans[place[1]].corrections.pay)
        correction = carried_lines(standing.lines(place), _lines(right), earned=head.period_id, paid=paid)
        found.extend(PlacedLine(*place, line) for line in correction.lines)
    for place in sorted((standing.rows.keys() | standing.carried.keys()) - seen - left_out):
        correction = carried_lines(standing.lines(place), (), earned=head.period_id, paid=open_period)
        found.extend(PlacedLine(*place, line) for line in correction.lines)
    return Carried(tuple(found), difference(add_amounts([*frozen, *pool_variances_of(work, head.id)]), {}))


def _standing(work: Work, booked: BookedRun, head: RunHead) -> _Standing:
    rows: _Booked = {place: group for place, group in _by_place(rows_of_run(work, booked.run_id, texts=True))}
    carried = lines_earned_in(work, head.period_id, head.pay_group)
    return _Standing(rows, deferred_in(work, booked.request_id), carried)


def _by_place(rows: Iterator[RunRow]) -> Iterator[tuple[tuple[int, str], list[RunRow]]]:
    """Rows that come by participant and plan, those of one plan together."""
    group: list[RunRow] = []
    for row in rows:
        if group and (row.participant_id, row.plan_key) != (group[0].participant_id, group[0].plan_key):
            yield (group[0].participant_id, group[0].plan_key), group
            group = []
        group.append(row)
    if group:
        yield (group[0].participant_id, group[0].plan_key), group


def _keeps_its_share(rows: Sequence[RunRow], standing: _Standing, place: tuple[int, str]) -> bool:
    booked = standing.rows.get(place)
    if booked is None or place in standing.deferred or not all(row.reads_others for row in rows):
        return False
    return [row.input_hash for row in rows] == [row.input_hash for row in booked]


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

"""Values over many people: each chunk gathers what its people contribute, and reads its part of the whole."""

from collections.abc import Mapping
from typing import TypeVar

from rules.columns import Number, Word, every_row
from rules.compiled import people_call_id
from rules.engine.kpis.eligibility import shut_out
from rules.engine.sheet.sheet import Sheet
from rules.engine.sheet.together import PeopleCallLine
from rules.facts.hierarchy import CIRCULAR
from rules.formula import TEAM
from rules.population import PLACES, FrozenReports, FrozenValues, Group, Reports, Sums, Values, roll_up
from rules.problems import Problem

T = TypeVar("T")

Part = Sums | Reports
"""What one chunk contributes; parts of chunks merge into the part of everybody."""

NOT_COUNTED = Problem("people.not_counted", "", "not in the plan, so not part of what is counted over many people")
NO_GROUP = Problem("group.missing", "/group", "the plan counts people by team, and the participant names no group")
_NOBODY_REPORTS = Problem(
    "manager.none_named",
    "/manager",
    "the plan adds up who reports to whom, and nobody in the call reports to anybody in it; confirm that it is so",
)
_UNIT = 10**PLACES


def gather_people_call(sheet: Sheet, name: str) -> Part:
    """What the people of this sheet contribute to one call: everybody who is in the plan and not blocked."""
    call = sheet.compiled.people_calls[name]
    x = sheet.number(people_call_id(name))
    units = x.in_units(PLACES)
    values = units if isinstance(units, list) else [units] * sheet.size
    groups = groups_of(sheet, call.by)
    sheet.people_calls[name] = line = PeopleCallLine(call, x, values, groups)
    blocked = {row for row in (*x.faults, *sheet.row_problems)}
    outside = set(shut_out(sheet))
    unplaced = {row for row in range(sheet.size) if groups is not None and groups[row] is None} - outside
    if call.function == "team_sum":
        return _reports(sheet, line, blocked | unplaced, outside)
    part = Values() if call.function in ("rank", "cumulative") else Sums()
    if groups is None and not blocked and not outside:
        part.add(None, values)
        return part
    part.unplaced = len(unplaced)
    outside |= unplaced
    members: dict[Group, list[int]] = {}
    for row, value in enumerate(values):
        group = None if groups is None else groups[row]
        if row in outside:
            continue
        if row in blocked:
            part.block(group)
        else:
            members.setdefault(group, []).append(value)
    for group, found in members.items():
        part.add(group, found)
    return part


def groups_of(sheet: Sheet, by: str | None) -> list[str | None] | None:
    """The group of every row; None where all people are together, None in a row that is in no group."""
    if by is None:
        return None
    if by == TEAM:
        return sheet.given.ties.get("group") or [None] * sheet.size
    column = sheet.environment[by]
    assert isinstance(column, Word)
    return [column.at(row) for row in range(sheet.size)]


def settle_people_call(sheet: Sheet, name: str, part: Part) -> None:
    """Write everybody's own value of a call, now that all have contributed."""
    line = sheet.people_calls[name]
    line.part = part
    if isinstance(part, Reports):
        nums, den, faults = _below(sheet, line, part)
    elif isinstance(part, FrozenValues):
        nums, den, faults = _frozen(sheet, line, part)
        faults |= _waiting(sheet, line, part)
    else:
        nums, den, faults = _OVER_ALL[line.call.function](line, part)
        faults |= _waiting(sheet, line, part)
    for row in shut_out(sheet):
        faults[row] = NOT_COUNTED
    line.value = Number(_cell(nums), _cell(den), {**faults, **line.x.faults})
    sheet.name(name, line.value)
    if line.before is not None:
        line.before = line.before.with_faults(line.value.faults)


def _cell(cells: int | list[int]) -> int | list[int]:
    return cells[0] if isinstance(cells, list) and len(cells) == 1 else cells


Found = tuple[int | list[int], int | list[int], dict[int, Problem]]
"""Numerators, denominators and the problems of single rows."""


def _total(line: PeopleCallLine, part: Sums) -> Found:
    if line.groups is None:
        return part.sums[None], _UNIT, {}
    return [part.sums[group] for group in line.groups], _UNIT, {}


def _share(line: PeopleCallLine, part: Sums) -> Found:
    groups = line.groups or [None] * len(line.values)
    sums = [part.sums[group] for group in groups]
    problem = Problem("calc.division_by_zero", line.path, "the values of all people add up to 0, so nobody has a share")
    faults = every_row((row for row, whole in enumerate(sums) if whole == 0), problem)
    negative = Problem("people.negative_total", line.path, "the values of all people add up to less than 0; mend them")
    faults = {**faults, **every_row((row for row, whole in enumerate(sums) if whole < 0), negative)}
    return line.values, [max(whole, 1) for whole in sums], faults


def _rank(line: PeopleCallLine, part: Sums) -> Found:
    assert isinstance(part, Values)
    ranks = {group: part.ranks(group) for group in part.counts}
    return [_of(ranks, group, value, 1) for group, value in line.rows()], 1, {}


def _cumulative(line: PeopleCallLine, part: Sums) -> Found:
    assert isinstance(part, Values)
    sums = {group: part.cumulative(group) for group in part.counts}
    found = [_of(sums, group, value, (0, 0)) for group, value in line.rows()]
    line.before = Number(_cell([before for before, _ in found]), _UNIT)
    return [through for _, through in found], _UNIT, {}


def _frozen(sheet: Sheet, line: PeopleCallLine, part: FrozenValues) -> Found:
    """The places among booked values; rows that are not counted hold an unused value behind their problem."""
    places = [part.places.get(id_, (1, 0, 0)) for id_ in sheet.ids]
    if line.call.function == "rank":
        return [rank for rank, _, _ in places], 1, {}
    line.before = Number(_cell([before for _, before, _ in places]), _UNIT)
    return [through for _, _, through in places], _UNIT, {}


def _of(found: Mapping[Group, Mapping[int, T]], group: Group, value: int, unused: T) -> T:
    """What the value's people read; rows that are not counted hold an unused value behind their problem."""
    return found[group][value] if group in found and value in found[group] else unused


_OVER_ALL = {"total": _total, "share": _share, "rank": _rank, "cumulative": _cumulative}


def _waiting(sheet: Sheet, line: PeopleCallLine, part: Sums) -> dict[int, Problem]:
    """The rows that read a group with a blocked member, and those in no group at all."""
    found: dict[int, Problem] = {}
    if line.groups is not None and line.call.by == TEAM:
        found |= {row: NO_GROUP for row, group in enumerate(line.groups) if group is None}
    if part.blocked or part.unplaced:
        problem = depends_on_blocked(line.path)
        rows = enumerate(line.rows())
        found = {row: problem for row, (group, _) in rows if part.blocked[group] or part.unplaced} | found
    return found


def depends_on_blocked(path: str) -> Problem:
    """The problem of whoever waits for somebody else."""
    message = "somebody who is counted here is blocked; mend that person's data first"
    return Problem("depends_on_blocked", path, message)


def _reports(sheet: Sheet, line: PeopleCallLine, blocked: set[int], outside: set[int]) -> Reports:
    """Those outside the plan stay in the chain, so that their people still reach the managers above, and count 0."""
    part = Reports()
    managers = sheet.given.ties.get("manager") or [None] * sheet.size
    for row, (group, value) in enumerate(line.rows()):
        known: int | None = None if row in blocked else value
        part.add(sheet.ids[row], managers[row], group, 0 if row in outside else known)
    part.outside = {sheet.ids[row] for row in outside}
    return part


def _warn_of_strangers(sheet: Sheet, known: Mapping[str, int]) -> None:
    """A manager who is not in the call has no sum: perhaps the id is misspelt."""
    for row, manager in enumerate(sheet.given.ties.get("manager", ())):
        if manager is not None and manager not in known:
            message = "the manager is not in the call, so this person counts for nobody; mend the id, or confirm it"
            sheet.warn(row, Problem("manager.not_in_call", "/manager", message))


def _below(sheet: Sheet, line: PeopleCallLine, part: Reports) -> Found:
    found = part.rolled if isinstance(part, FrozenReports) and part.rolled is not None else roll_up(part)
    line.people_below = [found.people[id_] for id_ in sheet.ids]
    faults: dict[int, Problem] = {}
    waiting = depends_on_blocked(line.path)
    _warn_of_strangers(sheet, found.below)
    for row, id_ in enumerate(sheet.ids):
        if id_ in found.circular:
            faults[row] = CIRCULAR
        elif id_ in found.waiting:
            faults[row] = waiting
        elif found.is_flat:
            sheet.warn(row, _NOBODY_REPORTS)
    return [found.below[id_] for id_ in sheet.ids], _UNIT, faults

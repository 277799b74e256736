"""Everybody as a file: what is true on a day, in the columns by which it is read back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from service.access.scopes import Reach
from service.files.people import ASSIGNMENTS, PARTICIPANTS, PeopleColumn, Value
from service.participants.identity import FIELDS
from service.participants.personal import LEVELS
from service.participants.repository.assignments import AssignmentFilter, Revision, page_of_assignments
from service.participants.repository.filters import Filter, conditions_of
from service.participants.repository.people import page_of_people
from service.participants.repository.reach import reached
from service.participants.use_cases.sight import Sight
from service.participants.use_cases.views import shown_people
from service.participants.use_cases.written_file import Exported, FileForm, Row, written_file
from service.work import Work

_PAGE: Final = 1_000
_KPI_FIELDS: Final = (*LEVELS, "weight")


def export_participants(work: Work, sight: Sight, form: FileForm, on: date | None) -> Exported:
    """Those whom the caller may see, on a day; without the columns of pay for callers who may not read any."""
    day = on or work.today
    columns = [column for column in PARTICIPANTS.columns.values() if sight.pay is not Reach.NOBODY or not column.is_pay]
    pay_of = 0

    def pages() -> Iterator[list[Row]]:
        nonlocal pay_of
        conditions = conditions_of(Filter(day, sight.people, sight.me))
        after = ""
        while people := page_of_people(work, conditions, after, _PAGE):
            shown, paid = shown_people(work, sight, people, day)
            pay_of += paid
            yield [_person(person, day) for person in shown]
            after = people[-1].external_id

    stream = written_file(form, PARTICIPANTS.sheet, columns, pages())
    return Exported(stream, day, pay_of)


def export_assignments(work: Work, sight: Sight, form: FileForm, on: date | None) -> Exported:
    """The assignments in force on a day, of those whom the caller may see; money inputs only with the right to pay.

    The columns are those that somebody has a value in, so everything is read twice.
    """
    day = on or work.today
    names: set[str] = set()
    paid: set[int] = set()
    for rows, _ in _assignments(work, sight, day):
        names.update(*rows)

    def pages() -> Iterator[list[Row]]:
        for rows, with_pay in _assignments(work, sight, day):
            paid.update(with_pay)
            yield rows

    columns = [*ASSIGNMENTS.columns.values(), *_personal_columns(names - ASSIGNMENTS.columns.keys())]
    stream = written_file(form, ASSIGNMENTS.sheet, columns, pages())
    return Exported(stream, day, len(paid))


def _person(person: Mapping[str, Any], day: date) -> Row:
    named = {key: person[key] for key in FIELDS}
    return {"participant": person["id"], **named, "effective_from": day.isoformat(), **person["attributes"]}


def _assignments(work: Work, sight: Sight, day: date) -> Iterator[tuple[list[Row], set[int]]]:
    """Pages of rows, and whose pay is in them."""
    wanted = AssignmentFilter(reach=sight.people, me=sight.me, reach_day=day, day=day)
    after = 0
    while found := page_of_assignments(work, wanted, after, _PAGE):
        with_money = {each.participant for each in found if each.personal.money}
        open_pay = reached(work, with_money, sight.pay, sight.me, day)
        yield [_assignment(each, hides=each.participant not in open_pay) for each in found], with_money & open_pay
        after = found[-1].number


def _assignment(given: Revision, *, hides: bool) -> Row:
    hidden = given.personal.money if hides else ()
    row: dict[str, Value] = {
        "participant": given.external_id,
        "plan": given.plan_key,
        "effective_from": given.start.isoformat(),
        "shadow": given.personal.shadow,
    }
    if given.end is not None:
        row["effective_until"] = given.end.isoformat()
    row |= {f"{kpi}.{level}": text for kpi, each in given.personal.levels.items() for level, text in each.items()}
    row |= {f"{kpi}.weight": text for kpi, text in given.personal.weights.items()}
    return row | {f"input.{key}": value for key, value in given.personal.inputs.items() if key not in hidden}


def _personal_columns(names: set[str]) -> Sequence[PeopleColumn]:
    """KPI by KPI, then the inputs; a key that no file can have as a column is left out."""
    columns = [ASSIGNMENTS.column(name) for name in sorted(names, key=_place)]
    return [column for column in columns if column is not None]


def _place(name: str) -> tuple[bool, str, int]:
    before, _, after = name.partition(".")
    if before == "input":
        return True, after, 0
    return False, before, _KPI_FIELDS.index(after)

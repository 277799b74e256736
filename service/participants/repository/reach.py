"""Who is within reach of somebody: conditions on the number of a participant."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, false, or_, select, true

from service.access.scopes import Reach
from service.participants.repository.reporting_lines import everybody_below
from service.store.tables import Row
from service.work import Work


def within_reach(number: ColumnElement[int], reach: Reach, me: int | None, day: date) -> ColumnElement[bool]:
    """Whether somebody who is the participant `me` reaches the participant `number` on a day; a team includes oneself.

    Who is no participant has no team.
    """
    if reach is Reach.EVERYBODY:
        return true()
    if reach is Reach.NOBODY or me is None:
        return false()
    if reach is Reach.SELF:
        return number == me
    return or_(number == me, number.in_(everybody_below(me, day)))


def reached(work: Work, numbers: Collection[int], reach: Reach, me: int | None, day: date) -> frozenset[int]:
    """Those of these participants who are within reach."""
    if reach is Reach.EVERYBODY:
        return frozenset(numbers)
    if reach is not Reach.TEAM or me is None or not numbers:
        return frozenset({me} & set(numbers)) if reach is Reach.SELF and me is not None else frozenset()
    number: ColumnElement[int] = Row.metadata.tables["participant"].c.id
    query = select(number).where(number.in_(sorted(numbers)), within_reach(number, reach, me, day))
    return frozenset(work.session.connection().execute(query).scalars())

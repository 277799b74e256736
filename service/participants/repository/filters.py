"""Which participants are asked for, as conditions of a query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from sqlalchemy import ColumnElement
from sqlmodel import col

from service.access.scopes import Reach
from service.participants.repository.reach import within_reach
from service.participants.repository.reporting_lines import direct_reports, everybody_below, has_text
from service.store.tables import Person


@dataclass(frozen=True, slots=True)
class Filter:
    """Those within reach of `me` on a day who have these attributes, report to `manager`, or stand `below` somebody."""

    day: date
    reach: Reach
    me: int | None
    texts: Mapping[str, str] = field(default_factory=dict)
    manager: int | None = None
    below: int | None = None


def conditions_of(asked: Filter) -> Sequence[ColumnElement[bool]]:
    """What must be true of a row of the persons."""
    number = cast(ColumnElement[int], col(Person.participant_id))
    conditions = [within_reach(number, asked.reach, asked.me, asked.day)]
    conditions += [has_text(number, key, text, asked.day) for key, text in sorted(asked.texts.items())]
    if asked.manager is not None:
        conditions.append(number.in_(direct_reports(asked.manager, asked.day)))
    if asked.below is not None:
        conditions.append(number.in_(everybody_below(asked.below, asked.day)))
    return conditions

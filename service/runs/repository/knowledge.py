"""Moments of knowledge: how far everything that runs read had grown."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import func
from sqlmodel import col, select

from service.store.tables import (
    Assignment,
    Attribute,
    CarriedLine,
    ExchangeRate,
    Fact,
    FactsComplete,
    Holiday,
    Knowledge,
    OpeningEffect,
)
from service.work import Work

_SOURCES: Final[dict[str, Any]] = {
    "fact_seq": Fact,
    "complete_seq": FactsComplete,
    "attribute_seq": Attribute,
    "assignment_seq": Assignment,
    "rate_seq": ExchangeRate,
    "holiday_seq": Holiday,
    "carried_seq": CarriedLine,
    "opening_seq": OpeningEffect,
}
_NOTHING: Final = 0


def add_knowledge(work: Work) -> int:
    """What is known now, by number. Nobody may be writing what runs read: the caller holds that lock alone."""
    row = Knowledge(at=work.now, **_last_of_all(work))
    work.add(row)
    assert row.id is not None
    return row.id


def has_grown(work: Work) -> bool:
    """Whether anything was written since the newest moment of knowledge, or there is none and something is there."""
    newest = work.session.exec(select(Knowledge).order_by(col(Knowledge.id).desc()).limit(1)).one_or_none()
    before = dict.fromkeys(_SOURCES, _NOTHING) if newest is None else {name: getattr(newest, name) for name in _SOURCES}
    return _last_of_all(work) != before


def knowledge_at(work: Work, moment: datetime) -> int | None:
    """The newest moment of knowledge that is not later, by number."""
    query = select(Knowledge.id).where(col(Knowledge.at) <= moment)
    return work.session.exec(query.order_by(col(Knowledge.at).desc(), col(Knowledge.id).desc()).limit(1)).one_or_none()


def _last_of_all(work: Work) -> dict[str, int]:
    columns = [
        select(func.coalesce(func.max(source.seq), _NOTHING)).scalar_subquery().label(name)
        for name, source in _SOURCES.items()
    ]
    return dict(work.session.connection().execute(select(*columns)).mappings().one())

"""Pay that is held back: of a person, of one component, or of one row of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import col

from service.store.tables import Hold, HoldEnd
from service.work import Work


@dataclass(frozen=True, slots=True)
class HeldBack:
    """One hold: of everything of a person in a period, of a plan or component, or of one row; `ended_at` once it is
    released."""

    id: int
    participant_id: int
    period_id: int
    pay_group: str
    plan_key: str | None
    component: str | None
    row_ref: str | None
    by_id: int
    at: datetime
    ended_at: datetime | None = None


class Held:
    """What the holds of a period keep back."""

    def __init__(self, holds: Iterable[HeldBack]) -> None:
        self._active: set[tuple[int, str | None, str | None, str | None]] = set()
        self._rows: dict[tuple[int, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for hold in holds:
            if hold.ended_at is None:
                self._active.add((hold.participant_id, hold.plan_key, hold.component, hold.row_ref))
            if hold.plan_key is not None and hold.component is not None and hold.row_ref is not None:
                # Also after its release: what was split once stays split, as each part is paid by its own name.
                self._rows[hold.participant_id, hold.plan_key][hold.component].add(hold.row_ref)

    def holds(self, participant_id: int, plan_key: str | None, component: str | None, row: str | None) -> bool:
        """Whether this line, or this row of it, waits."""
        wanted = {
            (participant_id, None, None, None),
            (participant_id, plan_key, None, None),
            (participant_id, plan_key, component, None),
            (participant_id, plan_key, component, row),
        }
        return not self._active.isdisjoint(wanted)

    def rows_of(self, place: tuple[int, str]) -> Mapping[str, frozenset[str]]:
        """The rows of a (participant, plan) that are or were held by themselves, by component."""
        found = self._rows.get(place, {})
        return {component: frozenset(rows) for component, rows in found.items()}

    def rows_waiting(self, place: tuple[int, str], component: str) -> frozenset[str]:
        """The rows of a component of a (participant, plan) that wait now."""
        rows = self._rows.get(place, {}).get(component, set())
        return frozenset(row for row in rows if (*place, component, row) in self._active)


def holds_of(work: Work, period_id: int, pay_group: str, participant_id: int | None = None) -> Sequence[HeldBack]:
    """The holds of a period, of everybody or of one, in the order in which they were made; ended ones too."""
    query = _holds().where(col(Hold.period_id) == period_id, col(Hold.pay_group) == pay_group)
    if participant_id is not None:
        query = query.where(col(Hold.participant_id) == participant_id)
    return [_held(*row) for row in work.session.execute(query.order_by(col(Hold.id)))]


def active_holds(work: Work, pay_group: str, people: Select[*tuple[Any, ...]]) -> Sequence[HeldBack]:
    """The holds of a pay group that have not ended, of these people in any period; by period."""
    query = _holds().where(
        col(Hold.pay_group) == pay_group, col(HoldEnd.hold_id).is_(None), col(Hold.participant_id).in_(people)
    )
    return [_held(*row) for row in work.session.execute(query.order_by(col(Hold.period_id), col(Hold.id)))]


def hold_of_id(work: Work, hold_id: int) -> HeldBack | None:
    """The hold of this number."""
    row = work.session.execute(_holds().where(col(Hold.id) == hold_id)).one_or_none()
    return None if row is None else _held(*row)


def add_hold(
    work: Work, participant_id: int, place: tuple[int, str], what: tuple[str | None, str | None, str | None]
) -> int:
    """A new hold in a (period, pay group) of a (plan, component, row), as far as they are named; by number."""
    plan_key, component, row_ref = what
    hold = Hold(
        participant_id=participant_id,
        period_id=place[0],
        pay_group=place[1],
        plan_key=plan_key,
        component=component,
        row_ref=row_ref,
        by_id=work.actor.principal_id,
        at=work.now,
    )
    work.add(hold)
    assert hold.id is not None
    return hold.id


def end_hold(work: Work, hold_id: int) -> None:
    """The hold is over; the database lets it end once."""
    work.add(HoldEnd(hold_id=hold_id, by_id=work.actor.principal_id, at=work.now))


def _holds() -> Select[*tuple[Any, ...]]:
    return select(Hold, col(HoldEnd.at)).join(HoldEnd, col(HoldEnd.hold_id) == col(Hold.id), isouter=True)


def _held(row: Hold, ended_at: datetime | None) -> HeldBack:
    assert row.id is not None
    return HeldBack(
        row.id,
        row.participant_id,
        row.period_id,
        row.pay_group,
        row.plan_key,
        row.component,
        row.row_ref,
        row.by_id,
        row.at,
        ended_at,
    )

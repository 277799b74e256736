"""Lines that corrections carry over."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import col

from rules import CarriedLine as Line
from service.store.locks import Lock, lock_shared
from service.store.sequences import draw_keys
from service.store.tables import Booking, CarriedLine, Knowledge, PayPeriod, PlanVersion, RunPlan
from service.work import Work

_COLUMNS = (
    "seq",
    "booking_id",
    "participant_id",
    "plan_key",
    "component",
    "earning_code",
    "earned_period_id",
    "paid_period_id",
    "pay_group",
    "kind",
    "amount_minor",
    "currency",
)
Place = tuple[int, str]
"""A participant and the key of a plan."""


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A carried line of one participant and plan."""

    participant_id: int
    plan_key: str
    line: Line[int]


def lines_earned_in(work: Work, period_id: int, pay_group: str) -> Mapping[Place, Sequence[Line[int]]]:
    """What earlier corrections of a period carried, wherever it is paid."""
    query = (
        select(CarriedLine)
        .where(col(CarriedLine.earned_period_id) == period_id, col(CarriedLine.pay_group) == pay_group)
        .order_by(col(CarriedLine.seq))
    )
    found: dict[Place, list[Line[int]]] = defaultdict(list)
    for row in work.session.scalars(query):
        found[row.participant_id, row.plan_key].append(_line(row))
    return found


def add_carried(work: Work, booking_id: int, pay_group: str, lines: Sequence[PlacedLine]) -> None:
    """The lines of a booked correction. Later runs read them as what was paid."""
    lock_shared(work.session, Lock.RUN_INPUTS)
    seqs = draw_keys(work.session, CarriedLine, len(lines))
    rows = [
        (
            seq,
            booking_id,
            placed.participant_id,
            placed.plan_key,
            placed.line.component,
            placed.line.earning_code,
            placed.line.earned,
            placed.line.paid,
            pay_group,
            placed.line.kind,
            placed.line.amount_minor,
            placed.line.currency,
        )
        for seq, placed in zip(seqs, lines, strict=True)
    ]
    work.add_block(CarriedLine, _COLUMNS, rows)


def plan_documents_of(work: Work, run_id: int) -> dict[str, str]:
    """The plans of a run as they were submitted, by key; of two versions the later."""
    query = (
        select(col(RunPlan.plan_key), col(PlanVersion.document))
        .join(PlanVersion, col(PlanVersion.id) == col(RunPlan.version_id))
        .where(col(RunPlan.run_id) == run_id)
        .order_by(col(RunPlan.number))
    )
    return {key: document for key, document in work.session.connection().execute(query)}


def knows_corrections_before(work: Work, knowledge_id: int, period_id: int, pay_group: str) -> bool:
    """Whether a moment of knowledge has everything that corrections of earlier periods of the calendar carried."""
    here = select(PayPeriod).where(col(PayPeriod.id) == period_id).subquery()
    newest = (
        select(func.max(col(CarriedLine.seq)))
        .join(PayPeriod, col(PayPeriod.id) == col(CarriedLine.earned_period_id))
        .where(
            col(CarriedLine.pay_group) == pay_group,
            col(PayPeriod.calendar_key) == here.c.calendar_key,
            col(PayPeriod.start_day) < here.c.start_day,
        )
    )
    last = work.session.scalars(newest).one()
    known = work.session.scalars(select(col(Knowledge.carried_seq)).where(col(Knowledge.id) == knowledge_id)).one()
    return last is None or last <= known


def booked_periods_after(work: Work, period_id: int, pay_group: str) -> list[str]:
    """The later periods of the calendar that are booked too, by key, in order."""
    here = select(PayPeriod).where(col(PayPeriod.id) == period_id).subquery()
    query = (
        select(col(PayPeriod.key))
        .join(Booking, col(Booking.period_id) == col(PayPeriod.id))
        .where(
            col(Booking.pay_group) == pay_group,
            col(PayPeriod.calendar_key) == here.c.calendar_key,
            col(PayPeriod.start_day) > here.c.start_day,
        )
        .order_by(col(PayPeriod.start_day))
    )
    return list(dict.fromkeys(work.session.scalars(query)))


def _line(row: CarriedLine) -> Line[int]:
    return Line(
        row.component,
        "reversal" if row.kind == "reversal" else "new",
        row.amount_minor,
        row.currency,
        row.earning_code,
        row.earned_period_id,
        row.paid_period_id,
    )

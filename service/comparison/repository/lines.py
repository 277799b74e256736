"""What a run pays, document by document, for comparison with amounts from elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col

from service.comparison.repository.runs import ComparedRun, source_of
from service.store.tables import RunPlan
from service.work import Work


@dataclass(frozen=True, slots=True)
class StoredPay:
    """One result: by which plan, its document (canonical JSON), and the currency it is paid in."""

    participant_id: int
    plan_key: str
    document: str
    currency: str


def pay_of_people(work: Work, run: ComparedRun, people: Sequence[int]) -> list[StoredPay]:
    """The results of these people in a run, by participant and number of the plan."""
    source, content = source_of(run), source_of(run).content
    query = (
        source.query(source.participant, col(RunPlan.plan_key), col(content.document), col(content.currency))
        .where(source.run == run.id, source.participant.in_(people))
        .order_by(source.participant, source.plan)
    )
    return [StoredPay(*row) for row in work.session.connection().execute(query)]

"""Results of previews and shadow runs, which are kept for a while only."""

from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlmodel import col

from service.store.tables import PreviewResult, Run
from service.work import Work


def oldest_previewed(work: Work, before: datetime) -> tuple[int, int] | None:
    """The first run that was created before a moment and still has results of this kind, and a slice that has some."""
    has_some = exists().where(col(PreviewResult.run_id) == col(Run.id))
    query = select(col(Run.id)).where(col(Run.at) < before, has_some).order_by(col(Run.id)).limit(1)
    run_id = work.session.scalars(query).one_or_none()
    if run_id is None:
        return None
    slices = select(col(PreviewResult.slice_number)).where(col(PreviewResult.run_id) == run_id).limit(1)
    return run_id, work.session.scalars(slices).one()


def forget_previews(work: Work, run_id: int, slice_number: int) -> None:
    """Throw away the results of a slice."""
    of_slice = (col(PreviewResult.run_id) == run_id, col(PreviewResult.slice_number) == slice_number)
    work.session.connection().execute(delete(PreviewResult).where(*of_slice))

"""The two runs of a comparison, as far as the caller may look into them."""

from rules import Problem
from service.access.scopes import Reach
from service.comparison.repository.runs import ComparedRun, finished_run
from service.errors import NotFound
from service.participants.use_cases.sight import Sight
from service.work import Work

Sides = tuple[ComparedRun, ComparedRun]
"""The run that something is compared from, and the one it is compared to."""


def the_sides(work: Work, sight: Sight, from_run: int, to_run: int) -> Sides:
    """Both runs; raises NotFound for what is not there, not finished, or not the caller's to see.

    Who does not see everybody's pay sees what is booked: the rest may still change.
    """
    return _side(work, sight, "from_run", from_run), _side(work, sight, "to_run", to_run)


def _side(work: Work, sight: Sight, name: str, number: int) -> ComparedRun:
    run = finished_run(work, number)
    if run is None or not (run.is_booked or sight.pay is Reach.EVERYBODY):
        message = "There is no such run that is finished; GET /v1/runs lists them."
        raise NotFound(Problem("run.not_found", f"query {name}", message))
    return run


def side_shown(run: ComparedRun) -> dict[str, object]:
    """A run, as comparisons show it."""
    return {
        "id": str(run.id),
        "kind": run.kind,
        "calendar": run.calendar,
        "period": run.period,
        "start": run.start,
        "end": run.end,
        "pay_group": run.pay_group,
    }

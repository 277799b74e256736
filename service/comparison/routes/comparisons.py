"""`/v1/comparisons`: two runs side by side. Every read is written down before the answer leaves."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored
from service.comparison.routes.looks import written_down
from service.comparison.schemas import CausesOut, ComparisonList
from service.comparison.use_cases.everybody import Shown, compare
from service.comparison.use_cases.why import explained, read_both
from service.participants.use_cases.sight import sight_of
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.operations import problem_answers

router = APIRouter(prefix="/v1/comparisons", tags=["runs"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)

_NUMBER = r"^[1-9][0-9]{0,17}$"
FromRun = Annotated[str, Query(pattern=_NUMBER, description="The run to compare from.", examples=["11"])]
ToRun = Annotated[str, Query(pattern=_NUMBER, description="The run to compare to.", examples=["12"])]


@router.get(
    "",
    operation_id="compare_runs",
    summary="Compare two runs",
    response_description="One page of the list.",
    response_model=ComparisonList,
    responses=problem_answers(404, 422),
    dependencies=[allowed("pay:read")],
)
def compare_all(
    stored: Stored,
    from_run: FromRun,
    to_run: ToRun,
    limit: Annotated[int, Query(ge=1, le=200, description="How many at most.")] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="Where to go on.")] = None,
) -> Response:
    """Shows what everybody gets in one run and in the other, and what both add up to.

    A manager sees the team as it stood on the last day of either period, a participant only himself; both only
    in booked runs.
    """
    sight, runs = sight_of(stored.caller), (int(from_run), int(to_run))
    found = stored.read(lambda work: compare(work, sight, runs, limit, cursor))
    return written_down(stored, "compare_runs", found)


@router.get(
    "/{participant}",
    operation_id="get_change_causes",
    summary="Say why somebody's pay changed",
    response_description="Old, new and the steps between.",
    response_model=CausesOut,
    responses=problem_answers(404, 409, 422),
    dependencies=[allowed("pay:read")],
)
def explain_one(
    stored: Stored,
    participant: Annotated[str, Path(max_length=128, description="The participant's id.", examples=["E17"])],
    from_run: FromRun,
    to_run: ToRun,
) -> Response:
    """Splits the change into facts, assignment, rules, currency, rounding and adjustments, in this order.

    Each step is computed from the two stored inputs with the causes up to it as they are now; the steps add up exactly.
    """
    sight, runs = sight_of(stored.caller), (int(from_run), int(to_run))
    asked = stored.read(lambda work: read_both(work, sight, runs, participant))
    subject = f"comparison/{asked.old.run.id}-{asked.new.run.id}/{asked.participant_id}"
    return written_down(stored, "get_change_causes", Shown(explained(asked), subject, 1))

"""`POST /v1/periods/{calendar}/{key}/{pay_group}/parallel`: a run beside a spreadsheet."""

from typing import Annotated, Final

from fastapi import Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored
from service.comparison.routes.looks import written_down
from service.comparison.schemas import PARALLEL_CSV, ParallelOut
from service.comparison.use_cases.parallel import compare_with_file
from service.participants.routes.files import SheetSent
from service.participants.routes.sheets import file_router
from service.participants.use_cases.sight import sight_of
from service.periods.routes.parts import CalendarKey, PayGroup, PeriodKey
from service.web.file_request import file_body
from service.web.operations import problem_answers

router = file_router("/v1/periods", "runs")
_RUN: Final = Query(pattern=r"^[1-9][0-9]{0,17}$", description="A finished run of the period.", examples=["12"])


@router.post(
    "/{calendar}/{key}/{pay_group}/parallel",
    operation_id="compare_with_spreadsheet",
    summary="Compare a run with a spreadsheet",
    response_description="Whose pay differs and why, and what both add up to.",
    response_model=ParallelOut,
    responses=problem_answers(400, 404, 413, 415, 422),
    openapi_extra=file_body("One row what somebody is paid there, in all or for one component.", PARALLEL_CSV),
    dependencies=[allowed("pay:read")],
)
def compare_parallel(
    stored: Stored,
    calendar: CalendarKey,
    key: PeriodKey,
    pay_group: PayGroup,
    *,
    sent: SheetSent,
    run: Annotated[str, _RUN],
) -> Response:
    """Shows everybody whose pay in a run is not what a CSV file or a workbook says. Nothing is stored of the file.

    Differences are run − file. Somebody who is paid nothing here and is not in the file is the same.
    A manager sees the team as it stood on the last day of the period, a participant only himself; both only in booked
    runs.
    """
    sight, place = sight_of(stored.caller), (calendar, key, pay_group)
    found = stored.read(lambda work: compare_with_file(work, sight, place, int(run), sent))
    return written_down(stored, "compare_with_spreadsheet", found)

"""`/v1/adjustments` as files: asking for a whole list with a preview, templates."""

from typing import Annotated, Any, Final

from fastapi import Depends, Query, Response

from service.access.allowed import allowed
from service.access.stored import StoredOnce
from service.adjustments.schemas import ADJUSTMENTS_CSV, AdjustmentsFileAnswer
from service.adjustments.use_cases.file_import import (
    AskedByFile,
    ask_by_file,
    asked_by_file_shown,
    preview_adjustments_file,
)
from service.files.people import ADJUSTMENTS
from service.participants.routes.files import Preview, SheetSent, answers_with_file, previewed
from service.participants.routes.sheets import file_router, template_answer, template_router
from service.web.file_request import file_body
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import problem_answers
from service.web.wire import DayIn, NoteIn

uploads = file_router("/v1/adjustments/import", "close")
downloads = template_router("/v1/adjustments", "close")
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"model": AdjustmentsFileAnswer, "description": "A preview: what would be asked for."},
    **problem_answers(400, 404, 409, 413, 415, 422),
}


def _asked(
    sent: SheetSent,
    *,
    calendar: Annotated[str, Query(max_length=48, description="Key of the calendar.", examples=["monthly"])],
    period: Annotated[str, Query(max_length=16, description="The period that pays them.", examples=["2026-03"])],
    pay_group: Annotated[str, Query(max_length=64, description="Who is paid together.")] = "all",
    expires_on: Annotated[DayIn | None, Query(description="The last day to agree; 30 days from now if absent.")] = None,
    note: Annotated[NoteIn | None, Query(description="For the second person.")] = None,
) -> AskedByFile:
    return AskedByFile(sent, (calendar, period, pay_group), expires_on, note)


@uploads.post(
    "",
    status_code=202,
    operation_id="import_adjustments",
    summary="Ask for adjustments by a file",
    response_description="The request, which another person has to decide.",
    response_model=AdjustmentsFileAnswer,
    responses=_ANSWERS,
    openapi_extra=file_body("One row a signed amount; the template says what the columns are.", ADJUSTMENTS_CSV),
    dependencies=[allowed("close:write")],
)
def import_file(
    stored: StoredOnce, asked: Annotated[AskedByFile, Depends(_asked)], preview: Preview = False
) -> Response:
    """Asks for the rows of a CSV file or a workbook: for all of them, or for none with every cell that is wrong.

    It becomes one request, as of the same rows in JSON. Up to 10,000 rows and 16 MiB.
    A preview answers 200 with people, totals and every problem by cell, and asks for nothing.
    """
    if preview:
        return previewed(stored, lambda work: preview_adjustments_file(work, asked))
    made = stored.create(
        "import_adjustments",
        lambda work: str(ask_by_file(work, asked)),
        lambda work, request_id: asked_by_file_shown(work, asked, int(request_id)),
    )
    answer = JsonAnswer(json_bytes(made.shown))
    answer.status_code = 202
    answer.headers.update({**made.headers, "Location": f"/v1/approvals/{made.resource}"})
    return answer


@downloads.get(
    "/template.csv",
    operation_id="get_adjustments_template_csv",
    summary="Get an empty CSV file of adjustments",
    response_class=Response,
    responses=answers_with_file("csv"),
    dependencies=[allowed("close:read")],
)
def template_csv() -> Response:
    """The columns, with one row that shows how; it is passed over when it is sent."""
    return template_answer("csv", ADJUSTMENTS, "adjustments")


@downloads.get(
    "/template.xlsx",
    operation_id="get_adjustments_template_xlsx",
    summary="Get an empty workbook of adjustments",
    response_class=Response,
    responses=answers_with_file("xlsx"),
    dependencies=[allowed("close:read")],
)
def template_xlsx() -> Response:
    """The same as a workbook: every heading explained, cells checked while somebody types."""
    return template_answer("xlsx", ADJUSTMENTS, "adjustments")

"""`/v1/openings` as files: asking for a whole list with a preview, templates."""

from typing import Annotated, Any, Final

from fastapi import Depends, Query, Response

from service.access.allowed import allowed
from service.access.stored import StoredOnce
from service.close.schemas import OPENINGS_CSV, OpeningsFileAnswer
from service.close.use_cases.openings_file import (
    OpeningsByFile,
    ask_openings_by_file,
    openings_file_shown,
    preview_openings_file,
)
from service.files.people import OPENINGS
from service.participants.routes.files import Preview, SheetSent, answers_with_file, previewed
from service.participants.routes.sheets import file_router, template_answer, template_router
from service.web.file_request import file_body
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import problem_answers
from service.web.wire import NoteIn

uploads = file_router("/v1/openings/import", "close")
downloads = template_router("/v1/openings", "close")
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"model": OpeningsFileAnswer, "description": "A preview: what would be asked for."},
    **problem_answers(400, 404, 409, 413, 415, 422),
}


def _asked(
    sent: SheetSent,
    calendar: Annotated[str, Query(max_length=48, description="Key of the calendar.", examples=["monthly"])],
    before: Annotated[str, Query(max_length=16, description="The first period computed here.", examples=["2026-07"])],
    note: Annotated[NoteIn | None, Query(description="For the second person.")] = None,
) -> OpeningsByFile:
    return OpeningsByFile(sent, calendar, before, note)


@uploads.post(
    "",
    status_code=202,
    operation_id="import_openings",
    summary="Ask for opening values by a file",
    response_description="The request, which another person has to decide.",
    response_model=OpeningsFileAnswer,
    responses=_ANSWERS,
    openapi_extra=file_body("One row a value to start with; the template says what the columns are.", OPENINGS_CSV),
    dependencies=[allowed("close:write")],
)
def import_file(
    stored: StoredOnce, asked: Annotated[OpeningsByFile, Depends(_asked)], preview: Preview = False
) -> Response:
    """Asks for the rows of a CSV file or a workbook: for all of them, or for none with every cell that is wrong.

    It becomes one request, as of the same rows in JSON. Up to 10,000 rows and 16 MiB.
    A preview answers 200 with how many people it is about and every problem by cell, and asks for nothing.
    """
    if preview:
        return previewed(stored, lambda work: preview_openings_file(work, asked))
    made = stored.create(
        "import_openings",
        lambda work: str(ask_openings_by_file(work, asked)),
        lambda work, request_id: openings_file_shown(work, asked, int(request_id)),
    )
    answer = JsonAnswer(json_bytes(made.shown))
    answer.status_code = 202
    answer.headers.update({**made.headers, "Location": f"/v1/approvals/{made.resource}"})
    return answer


@downloads.get(
    "/template.csv",
    operation_id="get_openings_template_csv",
    summary="Get an empty CSV file of opening values",
    response_class=Response,
    responses=answers_with_file("csv"),
    dependencies=[allowed("close:read")],
)
def template_csv() -> Response:
    """The columns, with one row that shows how; it is passed over when it is sent."""
    return template_answer("csv", OPENINGS, "openings")


@downloads.get(
    "/template.xlsx",
    operation_id="get_openings_template_xlsx",
    summary="Get an empty workbook of opening values",
    response_class=Response,
    responses=answers_with_file("xlsx"),
    dependencies=[allowed("close:read")],
)
def template_xlsx() -> Response:
    """The same as a workbook: every heading explained, cells checked while somebody types."""
    return template_answer("xlsx", OPENINGS, "openings")

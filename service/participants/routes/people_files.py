"""`/v1/participants` as files: import with a preview, export of a day, templates."""

from fastapi import Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.participants.examples import PEOPLE_CSV
from service.participants.routes.files import (
    DecimalAsked,
    Preview,
    TableSent,
    answers_with_file,
    downloads_of,
    exported,
    file_answer,
    imported,
    previewed,
    uploads_to,
)
from service.participants.routes.queries import DayAsked
from service.participants.schemas.files import ImportOut
from service.participants.use_cases.exports import export_participants
from service.participants.use_cases.imports import preview_participants_file, save_participants_file
from service.participants.use_cases.sight import sight_of
from service.participants.use_cases.templates import participants_template
from service.participants.use_cases.written_file import FileForm
from service.web.file_request import file_body
from service.web.operations import problem_answers

uploads = uploads_to("participants")
downloads = downloads_of("participants")


@uploads.post(
    "",
    operation_id="import_participants",
    summary="Create or change participants by a file",
    response_description="What the rows come to.",
    response_model=ImportOut,
    responses=problem_answers(400, 413, 415, 422),
    openapi_extra=file_body("One row a person; the template says what the columns are.", PEOPLE_CSV),
    dependencies=[allowed("people:write")],
)
def import_file(stored: StoredOnce, sent: TableSent, preview: Preview = False) -> Response:
    """Saves the rows of a CSV file or a workbook: all of them, or none and every cell that is wrong.

    An empty cell leaves what is stored, `(none)` takes a value away. Up to 10,000 rows and 16 MiB.
    A preview answers 200 with what would be created and changed and every problem by cell, and saves nothing.
    """
    if preview:
        return previewed(stored, lambda work: preview_participants_file(work, sent))
    return imported(stored, "import_participants", lambda work: save_participants_file(work, sent))


@downloads.get(
    "/template.csv",
    operation_id="get_participants_template_csv",
    summary="Get an empty CSV file of participants",
    response_class=Response,
    responses=answers_with_file("csv"),
    dependencies=[allowed("people:read")],
)
def template_csv() -> Response:
    """The columns, with one row that shows how; it is passed over when it is sent."""
    return file_answer(participants_template("csv"), "csv", "participants-template")


@downloads.get(
    "/template.xlsx",
    operation_id="get_participants_template_xlsx",
    summary="Get an empty workbook of participants",
    response_class=Response,
    responses=answers_with_file("xlsx"),
    dependencies=[allowed("people:read")],
)
def template_xlsx() -> Response:
    """The same as a workbook: every heading explained, cells checked while somebody types."""
    return file_answer(participants_template("xlsx"), "xlsx", "participants-template")


@downloads.get(
    "/export.csv",
    operation_id="export_participants_csv",
    summary="Export participants as CSV",
    response_class=Response,
    responses=answers_with_file("csv"),
    dependencies=[allowed("people:read")],
)
def export_csv(stored: Stored, on: DayAsked, decimal: DecimalAsked = "point") -> Response:
    """Everybody with what is true on a day. Sent back as it is, the file changes nothing."""
    sight, form = sight_of(stored.caller), FileForm("csv", decimal)
    return exported(stored, "csv", "participants", lambda work: export_participants(work, sight, form, on))


@downloads.get(
    "/export.xlsx",
    operation_id="export_participants_xlsx",
    summary="Export participants as a workbook",
    response_class=Response,
    responses=answers_with_file("xlsx"),
    dependencies=[allowed("people:read")],
)
def export_xlsx(stored: Stored, on: DayAsked) -> Response:
    """Everybody with what is true on a day. Sent back as it is, the file changes nothing."""
    sight, form = sight_of(stored.caller), FileForm("xlsx")
    return exported(stored, "xlsx", "participants", lambda work: export_participants(work, sight, form, on))

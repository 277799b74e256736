"""`/v1/assignments` as files: import with a preview, export of a day, templates."""

from typing import Annotated

from fastapi import Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.participants.examples import ASSIGNMENTS_CSV
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
from service.participants.use_cases.exports import export_assignments
from service.participants.use_cases.imports import preview_assignments_file, save_assignments_file
from service.participants.use_cases.sight import sight_of
from service.participants.use_cases.templates import assignments_template
from service.participants.use_cases.written_file import FileForm
from service.web.file_request import file_body
from service.web.operations import problem_answers

uploads = uploads_to("assignments")
downloads = downloads_of("assignments")
PlanAsked = Annotated[
    str | None, Query(min_length=1, max_length=48, description="With the levels, weights and inputs of this plan.")
]


@uploads.post(
    "",
    operation_id="import_assignments",
    summary="Create or change assignments by a file",
    response_description="What the rows come to.",
    response_model=ImportOut,
    responses=problem_answers(400, 413, 415, 422),
    openapi_extra=file_body("One row an assignment; the template says what the columns are.", ASSIGNMENTS_CSV),
    dependencies=[allowed("people:write")],
)
def import_file(stored: StoredOnce, sent: TableSent, preview: Preview = False) -> Response:
    """Saves the rows of a CSV file or a workbook: all of them, or none and every cell that is wrong.

    An empty cell leaves what is stored, `(none)` takes a value away. Up to 10,000 rows and 16 MiB.
    A row is about the assignment of its participant and plan that begins on its first day; where there is none it
    makes one.
    A preview answers 200 with what would be created and changed and every problem by cell, and saves nothing.
    """
    if preview:
        return previewed(stored, lambda work: preview_assignments_file(work, sent))
    return imported(stored, "import_assignments", lambda work: save_assignments_file(work, sent))


@downloads.get(
    "/template.csv",
    operation_id="get_assignments_template_csv",
    summary="Get an empty CSV file of assignments",
    response_class=Response,
    responses=answers_with_file("csv", 404),
    dependencies=[allowed("people:read")],
)
def template_csv(stored: Stored, plan: PlanAsked = None) -> Response:
    """The columns, with one row that shows how; it is passed over when it is sent."""
    stream = stored.read(lambda work: assignments_template(work, "csv", plan))
    return file_answer(stream, "csv", "assignments-template")


@downloads.get(
    "/template.xlsx",
    operation_id="get_assignments_template_xlsx",
    summary="Get an empty workbook of assignments",
    response_class=Response,
    responses=answers_with_file("xlsx", 404),
    dependencies=[allowed("people:read")],
)
def template_xlsx(stored: Stored, plan: PlanAsked = None) -> Response:
    """The same as a workbook: every heading explained, cells checked while somebody types."""
    return file_answer(
        stored.read(lambda work: assignments_template(work, "xlsx", plan)), "xlsx", "assignments-template"
    )


@downloads.get(
    "/export.csv",
    operation_id="export_assignments_csv",
    summary="Export assignments as CSV",
    response_class=Response,
    responses=answers_with_file("csv"),
    dependencies=[allowed("people:read")],
)
def export_csv(stored: Stored, on: DayAsked, decimal: DecimalAsked = "point") -> Response:
    """The assignments in force on a day. Sent back as it is, the file changes nothing."""
    sight, form = sight_of(stored.caller), FileForm("csv", decimal)
    return exported(stored, "csv", "assignments", lambda work: export_assignments(work, sight, form, on))


@downloads.get(
    "/export.xlsx",
    operation_id="export_assignments_xlsx",
    summary="Export assignments as a workbook",
    response_class=Response,
    responses=answers_with_file("xlsx"),
    dependencies=[allowed("people:read")],
)
def export_xlsx(stored: Stored, on: DayAsked) -> Response:
    """The assignments in force on a day. Sent back as it is, the file changes nothing."""
    sight, form = sight_of(stored.caller), FileForm("xlsx")
    return exported(stored, "xlsx", "assignments", lambda work: export_assignments(work, sight, form, on))

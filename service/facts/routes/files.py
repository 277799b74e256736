"""`/v1/facts` as files: import with a preview, templates."""

from typing import Annotated, Final

from fastapi import Query, Response

from service.access.allowed import allowed
from service.access.stored import StoredOnce
from service.facts.examples import FACTS_CSV
from service.facts.schemas.files import FactsFileOut
from service.facts.use_cases.file_import import FactsFile, preview_facts_file
from service.files.people import FACTS
from service.participants.routes.files import Preview, SheetSent, answers_with_file, previewed
from service.participants.routes.sheets import file_router, template_answer, template_router
from service.web.file_request import file_body
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import problem_answers

_LABEL_MAX: Final = 59
"""With `file:` in front it is the source of the facts, of at most 64 characters."""
Label = Annotated[
    str,
    Query(
        pattern=r"^[A-Za-z0-9._-]+$",
        max_length=_LABEL_MAX,
        description="Whose figures these are: sent again under the same label, a figure takes the place of the last.",
        examples=["controlling"],
    ),
]

uploads = file_router("/v1/facts/import", "facts")
downloads = template_router("/v1/facts", "facts")


@uploads.post(
    "",
    operation_id="import_facts",
    summary="Send facts as a file",
    response_description="What the rows come to.",
    response_model=FactsFileOut,
    responses=problem_answers(400, 413, 415, 422),
    openapi_extra=file_body("One row an observation; the template says what the columns are.", FACTS_CSV),
    dependencies=[allowed("facts:write")],
)
def import_file(stored: StoredOnce, sent: SheetSent, label: Label = "import", preview: Preview = False) -> Response:
    """Stores the rows of a CSV file or a workbook: all of them, or none and every cell that is wrong.

    A row without `source_id` is the figure of its participant, key and day under the label: another value is its next
    revision, `(none)` takes it back. Up to 10,000 rows and 16 MiB. A preview saves nothing.
    """
    if preview:
        return previewed(stored, lambda work: preview_facts_file(work, sent, label))
    file = FactsFile(sent, label)
    created = stored.create("import_facts", file.save, lambda _work, saved: file.shown(saved))
    answer = JsonAnswer(json_bytes(created.shown))
    answer.headers.update(created.headers)
    return answer


@downloads.get(
    "/template.csv",
    operation_id="get_facts_template_csv",
    summary="Get an empty CSV file of facts",
    response_class=Response,
    responses=answers_with_file("csv"),
    dependencies=[allowed("facts:read")],
)
def template_csv() -> Response:
    """The columns, with one row that shows how; it is passed over when it is sent."""
    return template_answer("csv", FACTS, "facts")


@downloads.get(
    "/template.xlsx",
    operation_id="get_facts_template_xlsx",
    summary="Get an empty workbook of facts",
    response_class=Response,
    responses=answers_with_file("xlsx"),
    dependencies=[allowed("facts:read")],
)
def template_xlsx() -> Response:
    """The same as a workbook: every heading explained, cells checked while somebody types."""
    return template_answer("xlsx", FACTS, "facts")

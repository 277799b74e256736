"""Files of payments over HTTP."""

from typing import Final

from fastapi import Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.payments.routes.parts import ExportId, PaymentId, must_read_pay_of_all, payments_router
from service.payments.schemas.payments import EXPORTS, ExportAnswer, ExportCall, ExportList
from service.payments.use_cases.exporting import file_of, get_export, list_exports, make_export
from service.web.file_request import CSV_MEDIA, XLSX_MEDIA
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers

router = payments_router()

_TEXT_MEDIA: Final = "text/plain"
_MEDIA: Final = {"xlsx": XLSX_MEDIA, "datev_lodas": _TEXT_MEDIA}
_BINARY: Final = {"schema": {"type": "string", "format": "binary"}}


@router.post(
    "/{id}/exports",
    status_code=201,
    operation_id="create_payment_export",
    summary="Make a file for payroll",
    response_description="The file, with its manifest.",
    response_model=ExportAnswer,
    responses=problem_answers(400, 404, 413, 415, 422),
    openapi_extra=json_body(ExportCall, EXPORTS),
    dependencies=[allowed("payments:write")],
)
def create(stored: StoredOnce, payment: PaymentId, call: ExportCall) -> Response:
    """Makes a file of a payment in a format and layout, once: the same again gives the file that was made.

    Whatever payroll needs and the store does not have is told by person and field, all at once, and no file is made.
    """
    made = stored.create(
        "create_payment_export",
        lambda work: make_export(work, payment, call),
        lambda work, export: get_export(work, payment, int(export)),
    )
    return JsonAnswer(json_bytes(made.shown), 201, made.headers)


@router.get(
    "/{id}/exports",
    operation_id="list_payment_exports",
    summary="List the files of a payment",
    response_description="The files with their manifests.",
    response_model=ExportList,
    responses=problem_answers(404, 422),
    dependencies=[allowed("payments:read")],
)
def list_all(stored: Stored, payment: PaymentId) -> Response:
    """Lists the files that were made of a payment, also those whose bytes are erased."""
    return JsonAnswer(json_bytes(stored.read(lambda work: list_exports(work, payment))))


@router.get(
    "/{id}/exports/{export}",
    operation_id="get_payment_file",
    summary="Get a file for payroll",
    response_class=Response,
    responses={
        200: {
            "description": "The file, byte by byte as it was made.",
            "content": {media: _BINARY for media in (CSV_MEDIA, XLSX_MEDIA, _TEXT_MEDIA)},
        },
        **problem_answers(404, 409, 410, 422),
    },
    dependencies=[allowed("payments:read")],
)
def get_file(stored: Stored, payment: PaymentId, export: ExportId) -> Response:
    """Gives a file to callers who may read everybody's pay. Erasing a person whom it names erases its bytes; the answer
    is 410 then, with the hash that stays."""
    must_read_pay_of_all(stored)
    file = stored.write(lambda work: file_of(work, payment, export))
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "no-store"}
    return Response(file.content, media_type=_MEDIA.get(file.format, CSV_MEDIA), headers=headers)

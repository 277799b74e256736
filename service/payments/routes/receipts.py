"""What payroll said of payments, over HTTP."""

from fastapi import Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.payments.routes.parts import PaymentId, payments_router
from service.payments.schemas.payments import RECEIPTS, ReceiptAnswer, ReceiptCall, ReceiptList
from service.payments.use_cases.receipts import get_receipt, list_receipts, note_receipt
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers

router = payments_router()


@router.post(
    "/{id}/receipts",
    status_code=201,
    operation_id="create_payment_receipt",
    summary="Note what payroll said",
    response_description="What was noted.",
    response_model=ReceiptAnswer,
    responses=problem_answers(400, 404, 413, 415, 422),
    openapi_extra=json_body(ReceiptCall, RECEIPTS),
    dependencies=[allowed("payments:write")],
)
def create(stored: StoredOnce, payment: PaymentId, call: ReceiptCall) -> Response:
    """Notes that payroll took a payment, refused it, or took a part of it; the last word counts."""
    made = stored.create(
        "create_payment_receipt",
        lambda work: note_receipt(work, payment, call),
        lambda work, receipt: get_receipt(work, payment, int(receipt)),
    )
    return JsonAnswer(json_bytes(made.shown), 201, made.headers)


@router.get(
    "/{id}/receipts",
    operation_id="list_payment_receipts",
    summary="List what payroll said",
    response_description="Everything, in order.",
    response_model=ReceiptList,
    responses=problem_answers(404, 422),
    dependencies=[allowed("payments:read")],
)
def list_all(stored: Stored, payment: PaymentId) -> Response:
    """Lists everything that payroll said of a payment."""
    return JsonAnswer(json_bytes(stored.read(lambda work: list_receipts(work, payment))))

"""`/v1/payments`: what payroll receives of locked periods."""

from typing import Annotated

from fastapi import Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.payments.repository.payments import PaymentSearch
from service.payments.routes.parts import Cursor, Limit, PaymentId, must_read_pay_of_all, payments_router
from service.payments.schemas.payments import (
    PAYMENTS,
    PaymentAnswer,
    PaymentCall,
    PaymentLineList,
    PaymentList,
)
from service.payments.use_cases.making import make_payment
from service.payments.use_cases.reading import get_payment, list_lines, list_payments
from service.periods.schemas import KEY_MAX
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers

router = payments_router()


@router.post(
    "",
    status_code=201,
    operation_id="create_payment",
    summary="Make a payment",
    response_description="The payment.",
    response_model=PaymentAnswer,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    openapi_extra=json_body(PaymentCall, PAYMENTS),
    dependencies=[allowed("payments:write")],
)
def create(stored: StoredOnce, call: PaymentCall) -> Response:
    """Pays what is payable of a locked period: every line once, nothing that is held back or deferred.

    The first regular payment makes the period paid. Later ones pay what was released since, off-cycle ones one person.
    """
    stored.must_be_once()
    made = stored.create(
        "create_payment",
        lambda work: make_payment(work, call),
        lambda work, payment: get_payment(work, int(payment)),
    )
    return JsonAnswer(json_bytes(made.shown), 201, made.headers)


@router.get(
    "",
    operation_id="list_payments",
    summary="List payments",
    response_description="One page of the list.",
    response_model=PaymentList,
    responses=problem_answers(422),
    dependencies=[allowed("payments:read")],
)
def list_all(
    stored: Stored,
    *,
    calendar: Annotated[str | None, Query(max_length=KEY_MAX, description="Of one calendar only.")] = None,
    period: Annotated[str | None, Query(max_length=16, description="Of one period only.")] = None,
    pay_group: Annotated[str | None, Query(max_length=64, description="Of one pay group only.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Lists payments with their control totals, the newest first."""
    search = PaymentSearch(calendar, period, pay_group)
    return JsonAnswer(json_bytes(stored.read(lambda work: list_payments(work, search, limit, cursor))))


@router.get(
    "/{id}",
    operation_id="get_payment",
    summary="Get a payment",
    response_description="The payment.",
    response_model=PaymentAnswer,
    responses=problem_answers(404, 422),
    dependencies=[allowed("payments:read")],
)
def get_one(stored: Stored, payment: PaymentId) -> Response:
    """Gives a payment with its control totals."""
    return JsonAnswer(json_bytes(stored.read(lambda work: get_payment(work, payment))))


@router.get(
    "/{id}/lines",
    operation_id="list_payment_lines",
    summary="List the lines of a payment",
    response_description="One page of the list.",
    response_model=PaymentLineList,
    responses=problem_answers(404, 422),
    dependencies=[allowed("payments:read")],
)
def lines(stored: Stored, payment: PaymentId, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Lists who is paid what, for callers who may read everybody's pay."""
    must_read_pay_of_all(stored)
    return JsonAnswer(json_bytes(stored.write(lambda work: list_lines(work, payment, limit, cursor))))

"""`/v1/rates`: exchange rates by day."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.rates.repository import RateSearch
from service.rates.schemas import RATES, CurrencyIn, RateList, RatesAddedAnswer, RatesCall
from service.rates.use_cases import add_said, list_rates, rates_added
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers
from service.web.wire import DayIn

router = APIRouter(prefix="/v1/rates", tags=["facts"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)


@router.post(
    "",
    operation_id="add_rates",
    summary="Add exchange rates",
    response_description="How many said something new.",
    response_model=RatesAddedAnswer,
    responses=problem_answers(400, 413, 415, 422),
    openapi_extra=json_body(RatesCall, RATES),
    dependencies=[allowed("facts:write")],
)
def add(stored: StoredOnce, call: RatesCall) -> Response:
    """Adds up to 1,000 rates, all or none. Of what is said of one pair of currencies and one day the last word counts
    for runs that start later; earlier runs keep what they knew."""
    made = stored.create(
        "add_rates", lambda work: add_said(work, call.rates), lambda _work, resource: rates_added(resource)
    )
    return JsonAnswer(json_bytes(made.shown), headers=made.headers)


@router.get(
    "",
    operation_id="list_rates",
    summary="List exchange rates",
    response_description="One page of the list.",
    response_model=RateList,
    responses=problem_answers(422),
    dependencies=[allowed("facts:read")],
)
def list_all(
    stored: Stored,
    *,
    from_: Annotated[CurrencyIn | None, Query(alias="from", description="From this currency only.")] = None,
    to: Annotated[CurrencyIn | None, Query(description="To this currency only.")] = None,
    start: Annotated[DayIn | None, Query(description="From this day on.")] = None,
    until: Annotated[DayIn | None, Query(description="Before this day.")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="Where to go on.")] = None,
) -> Response:
    """Lists the rates that count now, in the order of currencies and days."""
    search = RateSearch(from_, to, start, until)
    return JsonAnswer(json_bytes(stored.read(lambda work: list_rates(work, search, limit, cursor))))

"""Reading periods over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored
from service.periods.repository.periods import PeriodSearch
from service.periods.routes.parts import CalendarKey, PayGroup, PeriodKey, period_router
from service.periods.schemas import KEY_MAX, PayGroupAnswer, PeriodAnswer, PeriodList
from service.periods.use_cases.reading import get_pay_group, get_period, list_periods
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import problem_answers
from service.web.wire import DayIn

router = period_router()


@router.get(
    "",
    operation_id="list_periods",
    summary="List periods",
    response_description="One page of the list.",
    response_model=PeriodList,
    responses=problem_answers(422),
    dependencies=[allowed("periods:read")],
)
def list_all(
    stored: Stored,
    *,
    calendar: Annotated[str | None, Query(max_length=KEY_MAX, description="Of one calendar only.")] = None,
    from_: Annotated[DayIn | None, Query(alias="from", description="Those that end after this day began.")] = None,
    until: Annotated[DayIn | None, Query(description="Those that start before this day.")] = None,
    pay_group: Annotated[str | None, Query(max_length=64, description="State of this group only.")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="Where to go on.")] = None,
) -> Response:
    """Lists periods in the order of calendars and days, with the state of every pay group."""
    search = PeriodSearch(calendar, from_, until)
    return JsonAnswer(json_bytes(stored.read(lambda work: list_periods(work, search, pay_group, limit, cursor))))


@router.get(
    "/{calendar}/{key}",
    operation_id="get_period",
    summary="Get a period",
    response_description="The period.",
    response_model=PeriodAnswer,
    responses=problem_answers(404, 422),
    dependencies=[allowed("periods:read")],
)
def get_one(stored: Stored, calendar: CalendarKey, key: PeriodKey) -> Response:
    """Gives one period with the state of every pay group."""
    return JsonAnswer(json_bytes(stored.read(lambda work: get_period(work, calendar, key))))


@router.get(
    "/{calendar}/{key}/{pay_group}",
    operation_id="get_pay_group_period",
    summary="Get a period of a pay group",
    response_description="Its state and everything that happened.",
    response_model=PayGroupAnswer,
    responses=problem_answers(404, 422),
    dependencies=[allowed("periods:read")],
)
def get_group(stored: Stored, calendar: CalendarKey, key: PeriodKey, pay_group: PayGroup) -> Response:
    """Gives the state of a period for those who are paid together, and how it came to it."""
    return JsonAnswer(json_bytes(stored.read(lambda work: get_pay_group(work, calendar, key, pay_group))))

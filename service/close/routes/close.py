"""The checklist of a period, and asking for the booking of a run, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.close.schemas import CLOSES, ChecklistAnswer, CloseAskedAnswer, CloseCall
from service.close.use_cases.asking import ask_booking, late_facts_of
from service.close.use_cases.bodies import asked_close, limits_of
from service.close.use_cases.checklist import checklist_of, sees_all_pay
from service.periods.routes.parts import CalendarKey, PayGroup, PeriodKey, period_router
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers
from service.work import Work, record_reading

router: APIRouter = period_router()
_RUN = Query(pattern="^[1-9][0-9]{0,17}$", description="The run to look at; else the newest finished final run.")
_LIMIT = Query(max_length=40, description="What may change without being listed, in percent of the last period's pay.")


@router.get(
    "/{calendar}/{key}/{pay_group}/close",
    operation_id="get_close",
    summary="Get the checklist of a period",
    response_description="What is complete, what stands in the way, and what to do next.",
    response_model=ChecklistAnswer,
    response_model_exclude_unset=True,
    responses=problem_answers(404, 422),
    dependencies=[allowed("close:read")],
)
def get_close(
    stored: Stored,
    calendar: CalendarKey,
    key: PeriodKey,
    pay_group: PayGroup,
    *,
    run: Annotated[str | None, _RUN] = None,
    percent: Annotated[str | None, _LIMIT] = None,
) -> Response:
    """Results against assignments and the last period, warnings, late facts, disputes and adjustments that are open."""
    limits = limits_of({"percent": percent} if percent is not None else {}, "query ")
    with_pay = sees_all_pay(stored.caller)
    place = (calendar, key, pay_group)
    number = None if run is None else int(run)
    found = stored.read(lambda work: checklist_of(work, place, number, limits, with_pay=with_pay))
    if found.pay_of:
        subject = "/".join(("period", *place))
        stored.write(lambda work: record_reading(work, "get_close", subject, found.pay_of))
    return JsonAnswer(json_bytes(found.body))


@router.post(
    "/{calendar}/{key}/{pay_group}/close",
    status_code=202,
    operation_id="ask_close",
    summary="Ask for a run to be booked",
    response_description="The request, which another person has to decide.",
    response_model=CloseAskedAnswer,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    openapi_extra=json_body(CloseCall, CLOSES),
    dependencies=[allowed("close:write")],
)
def ask_close(
    stored: StoredOnce, calendar: CalendarKey, key: PeriodKey, pay_group: PayGroup, call: CloseCall
) -> Response:
    """Asks another person to agree that a run is the pay of its period; refused with everything that stands against it.

    The yes books the run, and approves the period or carries what a correction changes. A newer run makes it void.
    """
    place = (calendar, key, pay_group)
    asked = asked_close(call.model_dump())

    def shown(work: Work, request_id: str) -> dict[str, object]:
        answer: dict[str, object] = {"request_id": request_id, "calendar": calendar, "key": key, "pay_group": pay_group}
        return {**answer, "run": str(asked.run_id), "warnings": late_facts_of(work, place, asked.run_id)}

    made = stored.create("ask_close", lambda work: str(ask_booking(work, place, asked)), shown)
    answer = JsonAnswer(json_bytes(made.shown))
    answer.status_code = 202
    answer.headers.update({**made.headers, "Location": f"/v1/approvals/{made.resource}"})
    return answer

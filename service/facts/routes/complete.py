"""What is complete in a period, and who lacks what."""

from fastapi import Request, Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.facts.examples import COMPLETE
from service.facts.routes.parts import CalendarKey, PageAsked, PeriodKey, facts_router
from service.facts.schemas.reading import CompleteIn, CompletenessOut, MarksOut
from service.facts.use_cases.complete import say_complete, show_completeness, show_marks
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers

router = facts_router("/v1/periods/{calendar}/{key}")


@router.post(
    "/complete",
    operation_id="complete_facts",
    summary="Say that facts are complete",
    response_description="What was said of every key of the period.",
    response_model=MarksOut,
    responses=problem_answers(400, 404, 413, 415, 422),
    openapi_extra=json_body(CompleteIn, COMPLETE),
    dependencies=[allowed("facts:write")],
)
def complete(stored: StoredOnce, calendar: CalendarKey, key: PeriodKey, call: CompleteIn) -> Response:
    """Says that everything of some keys was received for a period, or that it was not after all.

    Where a plan counts nothing received as zero, it does so only for facts that are complete.
    """
    place = (calendar, key)
    made = stored.create(
        "complete_facts",
        lambda work: say_complete(work, place, call.keys, call.state),
        lambda work, _resource: show_marks(work, place),
    )
    answer = JsonAnswer(json_bytes(made.shown))
    answer.headers.update(made.headers)
    return answer


@router.get(
    "/completeness",
    operation_id="get_completeness",
    summary="List who lacks facts in a period",
    response_description="One page of the list.",
    response_model=CompletenessOut,
    responses=problem_answers(404, 422),
    dependencies=[allowed("facts:read")],
)
def completeness(request: Request, stored: Stored, page: PageAsked, calendar: CalendarKey, key: PeriodKey) -> Response:
    """Lists everybody in a plan on a day of the period of whom a fact of the plan is missing.

    A fact is missing of which nothing was received in the period and that nobody called complete.
    """
    plans = request.app.state.plans
    return JsonAnswer(json_bytes(stored.read(lambda work: show_completeness(work, plans, (calendar, key), page))))

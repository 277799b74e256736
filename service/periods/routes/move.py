"""Moving periods on over HTTP."""

from typing import Any, Final

from fastapi import Response

from service.access.allowed import allowed
from service.access.stored import StoredOnce
from service.periods.routes.parts import CalendarKey, PayGroup, PeriodKey, period_router
from service.periods.schemas import UNLOCKS, PayGroupAnswer, UnlockAnswer, UnlockCall
from service.periods.use_cases.moving import Move, move_period
from service.periods.use_cases.reading import get_pay_group
from service.periods.use_cases.unlock import ask_unlock
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers
from service.work import Work

router = period_router()

_MOVED: Final[dict[str, Any]] = {
    "response_description": "The period as it is now.",
    "response_model": PayGroupAnswer,
    "responses": problem_answers(404, 409, 422),
}


@router.post(
    "/{calendar}/{key}/{pay_group}/calculate",
    operation_id="calculate_period",
    summary="Say that a period is calculated",
    dependencies=[allowed("periods:write")],
    **_MOVED,
)
def calculate(stored: StoredOnce, calendar: CalendarKey, key: PeriodKey, pay_group: PayGroup) -> Response:
    """From open, or again from calculated."""
    return _moved(stored, (calendar, key, pay_group), "calculate")


@router.post(
    "/{calendar}/{key}/{pay_group}/lock",
    operation_id="lock_period",
    summary="Lock an approved period",
    dependencies=[allowed("periods:write")],
    **_MOVED,
)
def lock(stored: StoredOnce, calendar: CalendarKey, key: PeriodKey, pay_group: PayGroup) -> Response:
    """From approved. Only an unlock, which needs two persons, opens it again."""
    return _moved(stored, (calendar, key, pay_group), "lock")


@router.post(
    "/{calendar}/{key}/{pay_group}/reopen",
    operation_id="reopen_period",
    summary="Open a period that is not locked",
    dependencies=[allowed("periods:write")],
    **_MOVED,
)
def reopen(stored: StoredOnce, calendar: CalendarKey, key: PeriodKey, pay_group: PayGroup) -> Response:
    """From calculated or approved."""
    return _moved(stored, (calendar, key, pay_group), "reopen")


@router.post(
    "/{calendar}/{key}/{pay_group}/unlock",
    status_code=202,
    operation_id="unlock_period",
    summary="Ask to open a locked period",
    response_description="The request, which another person has to decide.",
    response_model=UnlockAnswer,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    openapi_extra=json_body(UnlockCall, UNLOCKS),
    dependencies=[allowed("periods:write")],
)
def unlock(
    stored: StoredOnce, calendar: CalendarKey, key: PeriodKey, pay_group: PayGroup, call: UnlockCall
) -> Response:
    """Asks another person to agree; the period is open again from the moment of the approval."""
    made = stored.create(
        "unlock_period",
        lambda work: str(ask_unlock(work, (calendar, key, pay_group), call.reason)),
        lambda _work, request_id: {
            "request_id": request_id,
            "calendar": calendar,
            "key": key,
            "pay_group": pay_group,
        },
    )
    answer = JsonAnswer(json_bytes(made.shown))
    answer.status_code = 202
    answer.headers.update({**made.headers, "Location": f"/v1/approvals/{made.resource}"})
    return answer


def _moved(stored: StoredOnce, place: tuple[str, str, str], move: Move) -> Response:
    def moved(work: Work) -> str:
        return str(move_period(work, place, move).number)

    made = stored.create(f"{move}_period", moved, lambda work, _number: get_pay_group(work, *place))
    answer = JsonAnswer(json_bytes(made.shown))
    answer.headers.update(made.headers)
    return answer

"""Starting runs."""

from typing import Final

from fastapi import Response

from service.access.allowed import allowed
from service.access.stored import StoredNamed
from service.runs.routes.parts import runs_router
from service.runs.schemas import STARTS, RunOut, RunStartCall
from service.runs.use_cases.asked import AskedRun
from service.runs.use_cases.reading import get_run
from service.runs.use_cases.starting import start_run
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.moments import read_moment
from service.web.operations import json_body, problem_answers

router = runs_router()
_ACCEPTED: Final = 202


@router.post(
    "",
    status_code=_ACCEPTED,
    operation_id="start_run",
    summary="Start a run",
    response_description="The run, which a worker takes up; the header Location says where to look how far it is.",
    response_model=RunOut,
    responses=problem_answers(400, 409, 413, 415, 422),
    openapi_extra=json_body(RunStartCall, STARTS),
    dependencies=[allowed("runs:write")],
)
def start(stored: StoredNamed, call: RunStartCall) -> Response:
    """Computes a period for a pay group from what is known now, or was known at an earlier moment.

    Final and correction runs count as pay: they also need the scope `periods:write`. A finished final run moves the
    period to `calculated`. Plans that are paid by other periods than those of the calendar are computed by previews and
    shadow runs only.
    """
    asked = AskedRun(
        calendar=call.calendar,
        period=call.period,
        kind=call.kind,
        pay_group=call.pay_group,
        plans=call.plans,
        as_of=None if call.as_of is None else read_moment(call.as_of),
    )
    made = stored.create(
        "start_run",
        lambda work: str(start_run(work, stored.caller, asked)),
        lambda work, run_id: get_run(work, int(run_id)),
    )
    answer = JsonAnswer(json_bytes(made.shown), _ACCEPTED)
    answer.headers.update({**made.headers, "Location": f"/v1/runs/{made.resource}"})
    return answer

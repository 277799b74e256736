"""`/v1/statements`: what participants are shown of their pay."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Header, Path, Query, Request, Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.participants.use_cases.sight import sight_of
from service.statements.html import HTML_TYPE, html_of
from service.statements.pdf import PDF_TYPE, pdf_of
from service.statements.schemas import (
    PUBLISHES,
    StatementAnswer,
    StatementList,
    StatementsPublishCall,
    StatementsPublished,
)
from service.statements.shown import page_of
from service.statements.use_cases.listing import list_statements
from service.statements.use_cases.publishing import publish_statements, show_published
from service.statements.use_cases.reading import AskedStatement, get_statement
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers
from service.work import record_reading

router = APIRouter(prefix="/v1/statements", tags=["statements"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)

Format = Literal["json", "html", "pdf"]
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Vary": "Accept",
}
_SHAPES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The statement.",
        "content": {
            "text/html": {"schema": {"type": "string"}},
            "application/pdf": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


@router.get(
    "",
    operation_id="list_statements",
    summary="List published statements",
    response_description="One page of the list.",
    response_model=StatementList,
    responses=problem_answers(422),
    dependencies=[allowed("pay:read")],
)
def list_all(
    stored: Stored,
    *,
    participant: Annotated[
        str | None, Query(max_length=128, description="Whose; absent: everybody's, or your own.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="Where to go on.")] = None,
) -> Response:
    """Lists statements that were published, newest first, without any amounts.

    Who does not see everybody's pay is shown his own, or those of a participant of his team on the last day of each
    period; a page may then hold fewer than it could.
    """
    sight = sight_of(stored.caller)
    return JsonAnswer(json_bytes(stored.read(lambda work: list_statements(work, sight, participant, limit, cursor))))


@router.get(
    "/{calendar}/{period}/{external_id}",
    operation_id="get_statement",
    summary="Get a statement",
    response_description="The statement as JSON, HTML or PDF.",
    response_model=StatementAnswer,
    responses=_SHAPES | problem_answers(404, 422),
    dependencies=[allowed("pay:read")],
)
def get_one(
    request: Request,
    stored: Stored,
    calendar: Annotated[str, Path(max_length=48, description="Key of the calendar.", examples=["monthly"])],
    period: Annotated[str, Path(max_length=32, description="Key of the period.", examples=["2026-03"])],
    external_id: Annotated[str, Path(max_length=128, description="The participant's id.", examples=["E17"])],
    *,
    revision: Annotated[
        int | None, Query(ge=1, le=1_000_000, description="As of this revision of the pay; the newest if absent.")
    ] = None,
    pay_group: Annotated[
        str | None, Query(max_length=64, description="Of this pay group; absent: of the one that pays the person.")
    ] = None,
    format_: Annotated[
        Format | None, Query(alias="format", description="How it is shown; absent: as Accept says, else JSON.")
    ] = None,
    accept: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Response:
    """Shows all that decided somebody's pay in a period: the KPI matrix, gates, lines, balances, adjustments and
    corrections, what one more unit of each KPI would have paid, and the last six periods.

    It is rendered on demand from what was booked, the same bytes each time. Participants see what was published; if
    it was published again after a correction, old and new amounts with their difference.
    """
    state, sight = request.app.state, sight_of(stored.caller)
    asked = AskedStatement(calendar, period, external_id, state.company, revision, pay_group)
    content, number = stored.read(lambda work: get_statement(work, sight, asked, state.plans))
    stored.write(lambda work: record_reading(work, "get_statement", f"participant/{number}", 1))
    shape = _asked_for(accept) if format_ is None else format_
    if shape == "json":
        answer: Response = JsonAnswer(json_bytes(content))
    elif shape == "html":
        answer = Response(html_of(page_of(content)), media_type=HTML_TYPE)
    else:
        answer = Response(pdf_of(page_of(content)), media_type=PDF_TYPE)
        answer.headers["Content-Disposition"] = f'inline; filename="statement-{content["period"]["key"]}.pdf"'
    answer.headers.update(_HEADERS)
    return answer


@router.post(
    "/publish",
    operation_id="publish_statements",
    summary="Publish the statements of a period",
    response_description="How many statements are new.",
    response_model=StatementsPublished,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    openapi_extra=json_body(StatementsPublishCall, PUBLISHES),
    dependencies=[allowed("payments:write")],
)
def publish(stored: StoredOnce, call: StatementsPublishCall) -> Response:
    """Lets the participants of a pay group see their statements of what was booked.

    After a correction it publishes those that say something new; the others stay as they were published.
    """
    made = stored.create(
        "publish_statements",
        lambda work: publish_statements(work, call.calendar, call.period, call.pay_group),
        show_published,
    )
    answer = JsonAnswer(json_bytes(made.shown))
    answer.headers.update(made.headers)
    return answer


def _asked_for(accept: str | None) -> Format:
    """The first of the shapes that an Accept header names; JSON where it names none."""
    named = [part.partition(";")[0].strip().lower() for part in (accept or "").split(",")]
    shapes: dict[str, Format] = {"application/json": "json", "text/html": "html", "application/pdf": "pdf"}
    return next((shapes[name] for name in named if name in shapes), "json")

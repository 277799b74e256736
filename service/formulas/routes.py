"""`/v1/formulas`: checking one formula."""

from fastapi import APIRouter, Response

from service.access.allowed import allowed
from service.formulas.schemas import EXAMPLES, FormulaCheckAnswer, FormulaCheckCall
from service.formulas.use_cases import check_formula
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute, JsonObject
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers

router = APIRouter(
    prefix="/v1/formulas",
    tags=["formulas"],
    route_class=ExactRoute,
    dependencies=[allowed("calculate")],
    max_body_size=BODY_BYTES_MAX,
)


@router.post(
    "/check",
    operation_id="check_formula",
    summary="Check a formula",
    response_description="What the check found, also for a formula that is not valid.",
    response_model=FormulaCheckAnswer,
    responses=problem_answers(400, 413, 415, 422),
    openapi_extra=json_body(FormulaCheckCall, EXAMPLES),
)
def check(call: JsonObject) -> Response:
    """Says whether a formula is valid, which kind of value it gives and which names it reads.

    With values for its names it is computed too. Problems carry the position in the text.
    """
    return JsonAnswer(json_bytes(check_formula(call)))

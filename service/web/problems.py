"""Errors as RFC 9457 problem documents: one table from code to status, one place that writes them."""

from collections.abc import Mapping, Sequence
from typing import Final

from starlette.responses import Response
from starlette.types import Scope

from rules import Problem
from service.web.json_text import json_bytes
from service.web.request_id import request_id_of

MEDIA_TYPE: Final = "application/problem+json"
_TYPE_PREFIX: Final = "urn:bonus:problem:"
_ERRORS_SHOWN_MAX: Final = 1_000
_UNAUTHORIZED: Final = 401
_CHALLENGE: Final = 'Bearer realm="bonus"'

# Every other code, those of plans and calls among them, is about content that was understood and refused.
_STATUS_OTHERWISE: Final = 422
_NOT_FOUND: Final = ".not_found"
_STATUS: Final[Mapping[str, int]] = {
    "body.empty": 400,
    "json.malformed": 400,
    "json.bad_utf8": 400,
    "key.missing": 401,
    "key.refused": 401,
    "key.token_refused": 401,
    "approval.person_needed": 403,
    "key.only_by_holder": 403,
    "key.outlives_caller": 403,
    "key.scope_beyond_caller": 403,
    "key.scope_missing": 403,
    "key.unknown_identity": 403,
    "principal.links_self": 403,
    "plan.not_in_force": 404,
    "route.method_not_allowed": 405,
    "adjustment.expired": 409,
    "approval.content_changed": 409,
    "approval.decided": 409,
    "approval.own_request": 409,
    "approval.without_effect": 409,
    "assignment.overlaps": 409,
    "assignment.withdrawn": 409,
    "dispute.adjustment_asked": 409,
    "dispute.wrong_state": 409,
    "draft.exists": 409,
    "hold.of_nothing": 409,
    "hold.paid": 409,
    "hold.released": 409,
    "identity.taken": 409,
    "key.ended": 409,
    "key.last_of_holder": 409,
    "key.not_stored": 409,
    "key.of_operator": 409,
    "key.replaced": 409,
    "participant.exists": 409,
    "plan.submitted_already": 409,
    "plan.ends_earlier": 409,
    "calendar.exists": 409,
    "close.blocked": 409,
    "close.elsewhere": 409,
    "close.into_closed": 409,
    "close.missing": 409,
    "close.run_not_finished": 409,
    "close.run_not_for_pay": 409,
    "close.run_overtaken": 409,
    "close.twice": 409,
    "close.variance": 409,
    "close.warnings": 409,
    "kpi.exists": 409,
    "kpi.retired": 409,
    "kpi.shipped": 409,
    "opening.after_booking": 409,
    "period.corrected": 409,
    "period.paid_from": 409,
    "period.unlock_asked": 409,
    "period.wrong_state": 409,
    "plan.overtaken": 409,
    "plan.version_overlaps": 409,
    "plan.wrong_state": 409,
    "principal.erased": 409,
    "principal.holds_roles": 409,
    "principal.keys_of_others": 409,
    "principal.name_taken": 409,
    "principal.not_a_person": 409,
    "principal.participant_taken": 409,
    "role.asked": 409,
    "role.author_gone": 409,
    "role.changed_since": 409,
    "role.held": 409,
    "role.keys_of_others": 409,
    "role.last_holder": 409,
    "role.not_held": 409,
    "role.person_needed": 409,
    "role.sign_ins_unseen": 409,
    "run.nothing_to_correct": 409,
    "run.period_locked": 409,
    "run.wrong_state": 409,
    "waiting.ended": 409,
    "waiting.erased": 409,
    "statement.not_booked": 409,
    "assignment.changed": 412,
    "draft.changed": 412,
    "kpi.changed": 412,
    "payment.nothing_payable": 409,
    "export.changed": 409,
    "export.erased": 410,
    "body.too_large": 413,
    "body.media_type": 415,
    "body.content_coding": 415,
    "assignment.if_match_missing": 428,
    "draft.if_match_missing": 428,
    "kpi.if_match_missing": 428,
    "limit.too_many_requests": 429,
    "service.fault": 500,
    "key.provider_unreachable": 503,
    "store.busy": 503,
    "store.full": 503,
    "store.outcome_unknown": 503,
    "store.not_ready": 503,
}
_RETRY_AFTER_SECONDS: Final[Mapping[int, int]] = {503: 1}
"""After how long a caller may try again, where the refusal itself does not know better."""
TITLES: Final[Mapping[int, str]] = {
    400: "The request cannot be read",
    401: "A valid key is needed",
    403: "Not allowed with this key",
    404: "Not found",
    405: "Method not allowed",
    409: "In conflict with what is stored",
    410: "Erased",
    412: "Changed by somebody else meanwhile",
    413: "The body is too large",
    415: "The media type is not supported",
    422: "The content was refused",
    428: "The version that is to be changed is not named",
    429: "Too many requests",
    500: "The service failed",
    503: "The service is busy",
}
_OTHER_TITLE: Final = "The request was refused"


def status_of(code: str) -> int:
    """The HTTP status that goes with a problem code; whatever is called `….not_found` is 404."""
    return 404 if code.endswith(_NOT_FOUND) else _STATUS.get(code, _STATUS_OTHERWISE)


def problem_response(
    scope: Scope,
    problems: Sequence[Problem],
    *,
    status: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer for one or more problems; code, detail and, unless given, status are those of the first."""
    found = status_of(problems[0].code) if status is None else status
    document = problem_document(problems, found, request_id_of(scope))
    shown = {
        "Cache-Control": "no-store",
        **_retry_after(found),
        **_challenge(problems[0].code, found),
        **(headers or {}),
    }
    return Response(json_bytes(document), status_code=found, headers=shown, media_type=MEDIA_TYPE)


def problem_document(problems: Sequence[Problem], status: int, request_id: str) -> dict[str, object]:
    """The document itself, in the shape of `ProblemDocument`."""
    first = problems[0]
    return {
        "type": _TYPE_PREFIX + first.code,
        "title": TITLES.get(status, _OTHER_TITLE),
        "status": status,
        "detail": _detail(problems),
        "code": first.code,
        "request_id": request_id,
        "errors": [problem.to_json() for problem in problems[:_ERRORS_SHOWN_MAX]],
    }


def _retry_after(status: int) -> dict[str, str]:
    seconds = _RETRY_AFTER_SECONDS.get(status)
    return {} if seconds is None else {"Retry-After": str(seconds)}


def _challenge(code: str, status: int) -> dict[str, str]:
    """How to authenticate, or that this authentication is not enough (RFC 6750, 3)."""
    if status == _UNAUTHORIZED:
        return {"WWW-Authenticate": _CHALLENGE + ("" if code == "key.missing" else ', error="invalid_token"')}
    if code == "key.scope_missing":
        return {"WWW-Authenticate": _CHALLENGE + ', error="insufficient_scope"'}
    return {}


def _detail(problems: Sequence[Problem]) -> str:
    more = len(problems) - 1
    return problems[0].message if more == 0 else f"{problems[0].message} (and {more:,} more)"

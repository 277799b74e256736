"""From every kind of exception to a problem document."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from rules import Problem, RulesError, pointer
from service.errors import ServiceError
from service.web.exact_request import BodyRefused
from service.web.problems import problem_response

# What the framework itself refuses. Its own texts are not used: they may repeat what was sent.
_FRAMEWORK: Final[Mapping[int, tuple[str, str]]] = {
    404: ("route.not_found", "There is nothing at this address; /docs shows every operation."),
    405: ("route.method_not_allowed", "This address does not take this method; the Allow header says which."),
    413: ("body.too_large", "The body is larger than this operation accepts; send it in smaller parts."),
}
# pydantic's own sentences may quote the value, so a small set of our own is used instead.
_FIELD: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("request.missing_key", "This is required."),
    "extra_forbidden": ("request.unknown_key", "This is not known here; remove it or mend its spelling."),
}
_FIELD_OTHERWISE: Final = ("request.bad_value", "This value is not of the form that /openapi.json describes.")


def framework_problem(status: int) -> Problem:
    """The problem for a status that the framework chose by itself."""
    code, message = _FRAMEWORK.get(status, ("request.refused", "The request was refused."))
    return Problem(code, "", message)


def install_problem_handlers(app: FastAPI) -> None:
    """Makes every foreseen exception of `app` leave as a problem document."""
    app.add_exception_handler(ServiceError, _service_error)
    app.add_exception_handler(RulesError, _rules_error)
    app.add_exception_handler(BodyRefused, _body_refused)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _framework_error)


# Starlette runs plain functions in a thread; these only build a few bytes, so they are coroutines.
async def _service_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ServiceError)
    return problem_response(request.scope, error.problems)


async def _rules_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RulesError)
    return problem_response(request.scope, error.problems)


async def _body_refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, BodyRefused)
    return problem_response(request.scope, error.problems)


async def _framework_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    problem = framework_problem(error.status_code)
    return problem_response(request.scope, [problem], status=error.status_code, headers=error.headers)


async def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return problem_response(request.scope, [_field_problem(found) for found in error.errors()])


def body_problems(refused: ValidationError) -> list[Problem]:
    """The problems of a body that a model does not take, in the form of every other body."""
    return [_field_problem({**found, "loc": ("body", *found["loc"])}) for found in refused.errors()]


def _field_problem(found: Mapping[str, Any]) -> Problem:
    code, message = _FIELD.get(found["type"], _FIELD_OTHERWISE)
    place, *rest = found["loc"]
    path = pointer(*rest) if place == "body" else f"{place} {'.'.join(map(str, rest))}"
    return Problem(code, path, message)

"""What the calls from a description must find, shown on an app that breaks every promise once."""

from typing import Annotated

import pytest
from fastapi import Depends, FastAPI, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from tests.service.fuzz.described import described, findings

bearer = HTTPBearer(auto_error=False)


class Sum(BaseModel):
    """An answer."""

    total: int


@pytest.fixture
def broken() -> FastAPI:
    """An app whose description says more than it does."""
    app = FastAPI()

    @app.get("/divide")
    def divide(by: int) -> Sum:
        return Sum(total=1 // min(abs(by), 1))

    @app.get("/secret")
    def secret(_key: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> Sum:
        return Sum(total=1)

    @app.get("/shape", response_model=Sum)
    def shape() -> Response:
        return Response(b'{"total": "many"}', media_type="application/json")

    @app.get(
        "/size",
        openapi_extra={"parameters": [{"name": "n", "in": "query", "required": True, "schema": {"type": "integer"}}]},
    )
    def size() -> Sum:
        return Sum(total=1)

    @app.get("/fine")
    def fine() -> Sum:
        return Sum(total=1)

    return app


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/divide", "ZeroDivisionError"),
        ("/secret", "API accepts requests without authentication"),
        ("/shape", "Response violates schema"),
        ("/size", "Schema-violating request accepted"),
    ],
)
def test_a_broken_promise_is_found(broken: FastAPI, path: str, found: str) -> None:
    assert any(found in each for each in findings(described(broken.openapi(), broken, "key", path)))


def test_where_nothing_is_broken_nothing_is_found(broken: FastAPI) -> None:
    assert findings(described(broken.openapi(), broken, "key", "/fine")) == []

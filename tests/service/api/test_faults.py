"""A fault of ours is a 500 with an id; neither the answer nor the log repeats what the fault says."""

import json
import logging

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.requests import ClientDisconnect
from starlette.responses import StreamingResponse

from service.web.log_line import JsonLine

SALARY = "Jane earns 123456.78"


@pytest.fixture
def faulty(app: FastAPI) -> FastAPI:
    @app.get("/v1/fault")
    def fault() -> None:
        raise ValueError(SALARY)

    @app.get("/v1/group")
    def group() -> None:
        raise ExceptionGroup(SALARY, [KeyError(SALARY)])

    @app.get("/v1/left")
    def left() -> None:
        raise ClientDisconnect

    @app.get("/v1/half")
    def half() -> StreamingResponse:
        def parts() -> object:
            yield b"half of it"
            raise ValueError(SALARY)

        return StreamingResponse(parts())  # type: ignore[arg-type]

    return app


def logged(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(JsonLine().format(record), parse_float=str) for record in caplog.records]


@pytest.mark.parametrize("path", ["/v1/fault", "/v1/group"])
def test_a_fault_is_answered_and_logged_without_its_text(
    faulty: FastAPI, client: TestClient, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = client.get(path, headers={"X-Request-ID": "call-1"})
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.json()["code"], answer.json()["request_id"]) == ("service.fault", "call-1")
    assert "Jane" not in answer.text
    assert "Traceback" not in answer.text
    assert "Jane" not in caplog.text + repr(logged(caplog))
    (line,) = [line for line in logged(caplog) if line["event"] == "fault"]
    assert line["request_id"] == "call-1"
    assert "test_faults" in str(line["places"])
    assert "/" not in str(line["places"])


def test_an_answer_that_broke_off_ends_the_connection_without_the_text(faulty: FastAPI, client: TestClient) -> None:
    with pytest.raises(ConnectionAbortedError) as broken:
        client.get("/v1/half")
    assert broken.value.__suppress_context__
    assert "Jane" not in str(broken.value)


def test_a_caller_who_hangs_up_is_no_fault(
    faulty: FastAPI, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(AssertionError):  # the test client misses an answer, as a caller who left would not
        client.get("/v1/left")
    assert [line["status"] for line in logged(caplog) if line["event"] == "request"] == [499]
    assert not [line for line in logged(caplog) if line["event"] == "fault"]

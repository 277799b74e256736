"""One line of JSON per request, with nothing of anybody's pay in it."""

import json
import logging
import traceback

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from service.web.log import log_of, write_logs
from service.web.log_line import JsonLine

SECRET = "987654.32"


def test_a_request_is_one_line_that_names_the_route_and_not_the_address(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="bonus")
    client.get("/v1/catalog/E1-Jane-Doe?", headers={"X-Request-ID": "call-7"})
    (record,) = [record for record in caplog.records if record.name == "bonus.access"]
    line = json.loads(JsonLine().format(record), parse_float=str)
    assert line.keys() == {"at", "level", "logger", "event", "request_id", "method", "route", "status", "ms"}
    assert (line["method"], line["route"], line["status"]) == ("GET", "/v1/catalog/{key}", 404)
    assert line["request_id"] == "call-7"
    assert "Jane" not in repr(line)


def test_bodies_are_not_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    body = {"plan": {"key": "nothing"}, "participants": [{"id": "Jane", "inputs": {"fund": "987654.32"}}]}
    client.post("/v1/calculate", json=body)
    written = caplog.text + "".join(JsonLine().format(record) for record in caplog.records)
    assert "Jane" not in written
    assert "987654" not in written


def test_an_unknown_address_has_no_route(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="bonus")
    client.get("/Jane")
    (record,) = [record for record in caplog.records if record.name == "bonus.access"]
    assert json.loads(JsonLine().format(record), parse_float=str)["route"] is None


@pytest.fixture
def serving() -> None:
    """Logging as it is before a service starts."""
    logging.getLogger().handlers.clear()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    written = capsys.readouterr()
    assert written.out == ""
    return [json.loads(line, parse_float=str) for line in written.err.splitlines()]


@pytest.mark.usefixtures("serving")
def test_lines_go_to_standard_error_once_however_often_serving_starts(capsys: pytest.CaptureFixture[str]) -> None:
    write_logs("info")
    write_logs("warning")
    log_of("access").info("quiet")
    log_of("access").warning("loud")
    assert [line["event"] for line in lines(capsys)] == ["loud"]


@pytest.mark.usefixtures("serving")
def test_a_field_that_is_not_known_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    write_logs("info")
    log_of("access").info("request", status=200, salary=SECRET, body=SECRET)
    (line,) = lines(capsys)
    assert (line["status"], line["left_out"]) == (200, ["body", "salary"])
    assert SECRET not in repr(line)


@pytest.mark.usefixtures("serving")
def test_what_libraries_say_loses_its_values(capsys: pytest.CaptureFixture[str]) -> None:
    write_logs("info")
    library = logging.getLogger("some.library")
    library.warning("paid %s to %s\nJane", SECRET, "Jane")
    library.info("too quiet")
    (line,) = lines(capsys)
    assert (line["level"], line["logger"], line["event"]) == ("warning", "some.library", "paid %s to %s")
    assert SECRET not in repr(line)


@pytest.mark.usefixtures("serving")
def test_a_fault_of_the_server_has_its_kind_and_places_only(capsys: pytest.CaptureFixture[str]) -> None:
    write_logs("info")
    server = logging.getLogger("uvicorn.error")
    try:
        raise ValueError(f"Jane earns {SECRET}")
    except ValueError:
        server.exception("Exception in ASGI application\n")
        server.error(traceback.format_exc())
    ours, text = lines(capsys)
    assert (ours["event"], ours["kind"]) == ("Exception in ASGI application", "ValueError")
    assert (text["event"], text["kind"]) == ("fault", "ValueError")
    for line in (ours, text):
        assert "test_log" in str(line["places"])
        assert SECRET not in repr(line)
        assert "Jane" not in repr(line)
        assert "/" not in str(line["places"])


@pytest.mark.usefixtures("serving")
def test_addresses_that_the_server_would_log_are_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    access = logging.getLogger("uvicorn.access")
    access.addHandler(logging.StreamHandler())
    write_logs("info")
    access.warning('%s - "%s %s"', "10.0.0.1", "GET", "/v1/participants/Jane")
    assert lines(capsys) == []


def test_whatever_is_logged_during_a_request_has_its_id(
    app: FastAPI, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    @app.get("/v1/logging")
    def logging_something() -> None:
        log_of("test").warning("seen")

    client.get("/v1/logging", headers={"X-Request-ID": "call-9"})
    log_of("test").warning("outside")
    seen, outside = (
        json.loads(JsonLine().format(record), parse_float=str)
        for record in caplog.records
        if record.name == "bonus.test"
    )
    assert seen["request_id"] == "call-9"
    assert "request_id" not in outside

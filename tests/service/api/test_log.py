"""One line of JSON per request, with nothing of anybody's pay in it."""

import json
import logging

import pytest
from fastapi.testclient import TestClient

from service.web.log import JsonLine, write_logs


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


def test_lines_go_to_standard_error_once_however_often_serving_starts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    logger = logging.getLogger("bonus")
    monkeypatch.setattr(logger, "handlers", [])
    monkeypatch.setattr(logger, "level", logger.level)
    write_logs("info")
    write_logs("warning")
    logging.getLogger("bonus.access").info("quiet")
    logging.getLogger("bonus.access").warning("loud")
    written = capsys.readouterr()
    assert written.out == ""
    assert [json.loads(line, parse_float=str)["event"] for line in written.err.splitlines()] == ["loud"]

"""Spans of requests: method, route template and status, nothing that a caller sent."""

import json
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode
from pydantic import SecretStr, ValidationError

from service.main import create_app
from service.settings import Settings
from service.web.log_line import JsonLine
from service.web.tracing import Tracing, otlp_tracing
from tests.service.api.conftest import KEY

SECRET = "987654.32"


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    """The spans of the traced app."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr("service.main.otlp_tracing", lambda _version: Tracing(provider, provider.shutdown))
    return exporter


@pytest.fixture
def traced(exported: InMemorySpanExporter) -> FastAPI:
    return create_app(Settings(api_key=SecretStr(KEY), otel="on"))


@pytest.fixture
def caller(traced: FastAPI) -> Iterator[TestClient]:
    with TestClient(traced, headers={"Authorization": f"Bearer {KEY}"}, raise_server_exceptions=False) as client:
        yield client


def spans(exporter: InMemorySpanExporter) -> list[ReadableSpan]:
    return list(exporter.get_finished_spans())


def test_a_request_is_one_span_named_by_its_template(caller: TestClient, exported: InMemorySpanExporter) -> None:
    caller.get("/v1/catalog/b2b-sales-manager")
    (span,) = spans(exported)
    assert span.name == "GET /v1/catalog/{key}"
    assert dict(span.attributes or {}) == {
        "http.request.method": "GET",
        "http.response.status_code": 200,
        "http.route": "/v1/catalog/{key}",
    }


def test_spans_hold_no_ids_no_amounts_and_no_texts_of_faults(
    traced: FastAPI, caller: TestClient, exported: InMemorySpanExporter
) -> None:
    @traced.get("/v1/fault")
    def fault() -> None:
        raise ValueError(f"Jane earns {SECRET}")

    body = {"plan": {"key": "b2b-sales-manager"}, "participants": [{"id": "Jane", "inputs": {"fund": SECRET}}]}
    headers = {"X-Request-ID": "Jane", "baggage": "name=Jane", "tracestate": "vendor=Jane", "User-Agent": "Jane"}
    caller.post("/v1/calculate", json=body, headers=headers)
    caller.get(f"/v1/catalog/Jane?fund={SECRET}", headers=headers)
    caller.get("/v1/fault", headers=headers)
    caller.request("JANE", "/Jane", headers=headers)
    found = spans(exported)
    assert [span.name for span in found] == ["POST /v1/calculate", "GET /v1/catalog/{key}", "GET /v1/fault", "OTHER"]
    written = "".join(span.to_json() for span in found)
    assert "JANE" not in written.upper()
    assert SECRET not in written
    assert [span.status.status_code for span in found][2] is StatusCode.ERROR
    assert not any(span.events or span.status.description for span in found)


def test_a_span_continues_the_trace_of_the_caller_and_log_lines_name_it(
    caller: TestClient, exported: InMemorySpanExporter, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="bonus")
    trace_id = "0af7651916cd43dd8448eb211c80319c"
    caller.get("/v1/catalog", headers={"traceparent": f"00-{trace_id}-b7ad6b7169203331-01"})
    (span,) = spans(exported)
    assert span.context is not None
    assert f"{span.context.trace_id:032x}" == trace_id
    (line,) = [record for record in caplog.records if record.name == "bonus.access"]
    assert json.loads(JsonLine().format(line), parse_float=str)["trace_id"] == trace_id


@pytest.mark.parametrize("parent", ["", "00-Jane", "x" * 5_000])
def test_a_broken_trace_of_a_caller_is_passed_over(
    caller: TestClient, exported: InMemorySpanExporter, parent: str
) -> None:
    assert caller.get("/v1/catalog", headers={"traceparent": parent}).status_code == 200
    (span,) = spans(exported)
    assert span.parent is None


def test_without_the_switch_there_are_no_spans(app: FastAPI, exported: InMemorySpanExporter) -> None:
    with TestClient(app) as client:
        client.get("/healthz")
    assert spans(exported) == []


def test_spans_are_sent_as_the_environment_says_under_the_name_of_the_service() -> None:
    tracing = otlp_tracing("1.2.3")
    assert isinstance(tracing.provider, TracerProvider)
    assert tracing.provider.resource.attributes["service.name"] == "bonus-engine"
    assert tracing.provider.resource.attributes["service.version"] == "1.2.3"
    tracing.end()


def test_the_switch_without_the_extra_is_refused_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.settings.find_spec", lambda _name: None)
    assert Settings().otel == "off"
    with pytest.raises(ValidationError, match=r"bonus-engine\[otel\]"):
        Settings(otel="on")

"""`/metrics`: what ran, how often and how long, by route templates and nothing that a caller chose."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from service.version import engine_version


def samples(client: TestClient, name: str) -> list[Sample]:
    families = text_string_to_metric_families(client.get("/metrics").text)
    return [sample for family in families for sample in family.samples if sample.name == name]


def test_it_needs_a_key(anonymous: TestClient) -> None:
    assert anonymous.get("/metrics").status_code == 401


def test_it_is_in_the_format_of_prometheus(client: TestClient) -> None:
    assert client.get("/metrics").headers["Content-Type"].startswith("text/plain; version=")
    (build,) = samples(client, "bonus_build_info")
    assert build.labels["version"] == engine_version()


def test_requests_are_counted_by_method_template_and_status(client: TestClient) -> None:
    for _ in range(3):
        client.get("/v1/catalog/b2b-sales-manager")
    client.get("/v1/catalog/Jane-Doe")
    client.get("/Jane-Doe")
    counted = {
        (sample.labels["method"], sample.labels["route"], sample.labels["status"]): int(sample.value)
        for sample in samples(client, "bonus_http_requests_total")
    }
    assert counted == {
        ("GET", "/v1/catalog/{key}", "200"): 3,
        ("GET", "/v1/catalog/{key}", "404"): 1,
        ("GET", "unmatched", "404"): 1,
    }


def test_durations_are_counted_by_template(client: TestClient) -> None:
    client.get("/v1/catalog")
    (count,) = samples(client, "bonus_http_request_duration_seconds_count")
    assert (count.labels, count.value) == ({"method": "GET", "route": "/v1/catalog"}, 1)


def test_the_scrape_itself_is_what_runs(client: TestClient) -> None:
    (running,) = samples(client, "bonus_http_requests_in_flight")
    assert running.value == 1


def test_refused_keys_and_faults_are_counted(app: FastAPI, client: TestClient) -> None:
    @app.get("/v1/fault")
    def fault() -> None:
        raise ValueError("Jane")

    client.get("/v1/fault")
    client.get("/v1/catalog", headers={"Authorization": "Bearer wrong"})
    statuses = sorted(sample.labels["status"] for sample in samples(client, "bonus_http_requests_total"))
    assert statuses == ["401", "500"]


@pytest.mark.parametrize("method", ["JANE", "GETJANE"])
def test_labels_hold_nothing_that_a_caller_chose(client: TestClient, method: str) -> None:
    client.request(method, "/v1/catalog/Jane?Jane=Jane", headers={"X-Request-ID": "Jane", "User-Agent": "Jane"})
    assert "JANE" not in client.get("/metrics").text.upper()

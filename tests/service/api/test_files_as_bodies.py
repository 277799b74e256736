"""Routes that take a file as their body: two media types, nothing packed, and one encoding."""

from collections.abc import Iterator
from typing import Literal

import pytest
from fastapi import APIRouter, FastAPI, Response
from fastapi.testclient import TestClient

from service.web.body_limits import UPLOAD_BODY_BYTES_MAX, UPLOAD_INFLATED_BYTES_MAX
from service.web.file_request import CSV_MEDIA, XLSX_MEDIA, FileBody, FileRoute

ROUTE = "/files"


@pytest.fixture
def files(app: FastAPI) -> Iterator[TestClient]:
    """A caller of an app with a route that takes files and says what it got."""
    router = APIRouter(route_class=FileRoute, max_body_size=UPLOAD_BODY_BYTES_MAX)

    @router.post(ROUTE)
    def take(file: FileBody, encoding: Literal["utf-8", "cp1251"] = "utf-8") -> Response:
        return Response(f"{file.kind} {len(file.content)} {encoding}")

    app.include_router(router)
    with TestClient(app) as client:
        yield client


def test_the_limits_are_those_of_the_documentation() -> None:
    assert (UPLOAD_BODY_BYTES_MAX, UPLOAD_INFLATED_BYTES_MAX) == (16 * 1_048_576, 50 * 1_048_576)


@pytest.mark.parametrize(
    ("media", "query", "said"),
    [
        (CSV_MEDIA, "", "csv 3 utf-8"),
        (f"{CSV_MEDIA}; charset=UTF-8", "", "csv 3 utf-8"),
        (f"{CSV_MEDIA}; charset=us-ascii; header=present", "", "csv 3 utf-8"),
        (f"{CSV_MEDIA}; charset=windows-1251", "?encoding=cp1251", "csv 3 cp1251"),
        (CSV_MEDIA, "?encoding=cp1251", "csv 3 cp1251"),
        (XLSX_MEDIA, "", "xlsx 3 utf-8"),
    ],
)
def test_files_arrive_as_they_were_sent(files: TestClient, media: str, query: str, said: str) -> None:
    assert files.post(ROUTE + query, content=b"a,b", headers={"Content-Type": media}).text == said


@pytest.mark.parametrize(
    "media",
    [
        "application/json",
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/vnd.ms-excel",
        "",
        f"{CSV_MEDIA}; charset=windows-1251",
        f"{CSV_MEDIA}; charset=no-such",
    ],
)
def test_anything_else_is_415(files: TestClient, media: str) -> None:
    answer = files.post(ROUTE, content=b"a,b", headers={"Content-Type": media})
    assert (answer.status_code, answer.json()["code"]) == (415, "body.media_type")


def test_nothing_packed(files: TestClient) -> None:
    answer = files.post(ROUTE, content=b"a,b", headers={"Content-Type": CSV_MEDIA, "Content-Encoding": "gzip"})
    assert (answer.status_code, answer.json()["code"]) == (415, "body.content_coding")


def test_no_body_at_all(files: TestClient) -> None:
    answer = files.post(ROUTE)
    assert (answer.status_code, answer.json()["code"]) == (400, "body.empty")


def test_unknown_parameters_are_refused_as_everywhere(files: TestClient) -> None:
    answer = files.post(f"{ROUTE}?separator=x", content=b"a", headers={"Content-Type": CSV_MEDIA})
    assert (answer.status_code, answer.json()["code"]) == (422, "query.unknown_parameter")


def test_one_byte_too_many_is_413(files: TestClient) -> None:
    body = b" " * (UPLOAD_BODY_BYTES_MAX + 1)
    answer = files.post(ROUTE, content=body, headers={"Content-Type": CSV_MEDIA})
    assert (answer.status_code, answer.json()["code"]) == (413, "body.too_large")

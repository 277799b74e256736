"""Asking a running service: what is sent, and what is said when it refuses, or when it is no service at all."""

import json
from collections.abc import Callable

import httpx
import pytest

from service.cli.remote import Answer, Remote, RemoteRefused, Sending, client_of

KEY = "a key of the tests, long enough"
ENVIRONMENT = {"BONUS_API_KEY": KEY, "BONUS_URL": "http://bonus.test/base"}


def asked(answer: Callable[[httpx.Request], httpx.Response]) -> Remote:
    return Remote(client_of(ENVIRONMENT, httpx.MockTransport(answer)))


def refusal(answer: Callable[[httpx.Request], httpx.Response]) -> RemoteRefused:
    with pytest.raises(RemoteRefused) as caught:
        asked(answer).ask("GET", "/v1/plans")
    return caught.value


def test_the_key_and_the_body_are_sent() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(201, json={"id": "7"})

    given = asked(answer).ask(
        "POST", "/v1/plans", query={"preview": "true"}, sending=Sending.of_json({"a": "ü"}), headers={"If-Match": '"x"'}
    )
    assert (given.status, given.document()) == (201, {"id": "7"})
    (request,) = seen
    assert str(request.url) == "http://bonus.test/base/v1/plans?preview=true"
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["If-Match"] == '"x"'
    assert request.content == '{"a":"ü"}'.encode()


def test_numbers_of_an_answer_stay_exact() -> None:
    assert str(Answer(200, b'{"x": 0.10000000000000000001}', {}).document()["x"]) == "0.10000000000000000001"


def test_a_list_is_read_to_its_end() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        page = int(request.url.params.get("cursor", "0"))
        assert request.url.params["team"] == "north"
        return httpx.Response(200, json={"data": [page], "has_more": page < 2, "next_cursor": str(page + 1)})

    assert list(asked(answer).listed("/v1/participants", query={"team": "north"})) == [0, 1, 2]


def test_problems_of_the_service_arrive_as_they_are() -> None:
    errors = [{"path": "Sheet1!C7", "code": "file.not_a_number", "message": "write it so", "position": 3}]
    refused = refusal(lambda _: httpx.Response(422, json={"errors": errors}))
    assert [problem.to_json() for problem in refused.problems] == [
        {"code": "file.not_a_number", "path": "Sheet1!C7", "message": "write it so"}
    ]
    assert refused.status == 422


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (502, b"<html>Bad gateway</html>"),
        (404, b'{"detail": "Not Found"}'),
        (422, b'{"errors": []}'),
        (422, b'{"errors": ["x"]}'),
        (422, b"[]"),
        (307, b""),
    ],
)
def test_who_is_not_the_service_is_named_so(status: int, body: bytes) -> None:
    refused = refusal(lambda _: httpx.Response(status, content=body, headers={"Location": "http://elsewhere.test"}))
    assert [(problem.code, problem.path) for problem in refused.problems] == [("remote.strange_answer", "BONUS_URL")]


def test_an_answer_that_is_no_json() -> None:
    with pytest.raises(RemoteRefused) as caught:
        Answer(200, b"<html>", {}).document()
    assert caught.value.problems[0].code == "remote.strange_answer"


def test_nobody_answers() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    assert refusal(answer).problems[0].code == "remote.unreachable"
    assert KEY not in str(refusal(answer).problems)


@pytest.mark.parametrize(
    "url", ["bonus.test", "ftp://bonus.test", "http://", "http://[::1", "http://bonus.test:0", "http://a.test/?key=1"]
)
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(RemoteRefused) as caught:
        client_of({"BONUS_API_KEY": KEY, "BONUS_URL": url})
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [("remote.bad_address", "BONUS_URL")]


@pytest.mark.parametrize("key", ["", "  "])
def test_a_key_is_needed(key: str) -> None:
    with pytest.raises(RemoteRefused) as caught:
        client_of({"BONUS_API_KEY": key})
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [("remote.no_key", "BONUS_API_KEY")]


def test_without_an_address_it_is_the_one_of_serve() -> None:
    assert str(client_of({"BONUS_API_KEY": "schlüssel"}).base_url) == "http://127.0.0.1:8000"


def test_documents_of_answers_may_be_lists() -> None:
    assert Answer(200, json.dumps([1]).encode(), {}).document() == [1]

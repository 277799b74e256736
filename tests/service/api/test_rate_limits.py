"""A key may send so many requests in any minute, and an address may try so many keys."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient
from limits.storage import MemoryStorage
from pydantic import SecretStr

from service.main import create_app
from service.settings import Settings
from service.web.moving_windows import MovingWindows
from service.web.rate_limits import Limit, RateLimits, address_of
from tests.service.api.conftest import KEY
from tests.service.api.test_problem_documents import assert_problem

RIGHT = {"Authorization": f"Bearer {KEY}"}
WRONG = {"Authorization": "Bearer wrong"}


class Clock:
    """The time of the windows, which a test moves."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("service.web.moving_windows.time.time", clock)
    return clock


@contextmanager
def limited(per_minute: int, failed: int = 0, address: str = "10.0.0.1") -> Iterator[TestClient]:
    settings = Settings(
        api_key=SecretStr(KEY), rate_limit_per_minute=per_minute, rate_limit_failed_keys_per_minute=failed
    )
    with TestClient(create_app(settings), client=(address, 1)) as client:
        yield client


def test_a_key_over_its_limit_is_refused_until_a_minute_has_passed_since_the_first(clock: Clock) -> None:
    with limited(3) as client:
        assert [client.get("/v1/catalog", headers=RIGHT).status_code for _ in range(2)] == [200, 200]
        clock.now += 20
        assert client.get("/v1/catalog", headers=RIGHT).status_code == 200
        refused = client.get("/v1/catalog", headers=RIGHT)
        assert_problem(refused, 429, "limit.too_many_requests")
        assert refused.headers["Retry-After"] == "40"
        clock.now += 40
        assert [client.get("/v1/catalog", headers=RIGHT).status_code for _ in range(3)] == [200, 200, 429]


def test_every_counted_answer_says_what_is_left(clock: Clock) -> None:
    with limited(2) as client:
        answers = [client.get(path, headers=RIGHT) for path in ("/v1/catalog", "/v1/nothing", "/v1/catalog")]
    assert [answer.status_code for answer in answers] == [200, 404, 429]
    assert [answer.headers["RateLimit"] for answer in answers] == [
        '"key";r=1;t=60',
        '"key";r=0;t=60',
        '"key";r=0;t=60',
    ]
    assert {answer.headers["RateLimit-Policy"] for answer in answers} == {'"key";q=2;w=60'}


@pytest.mark.usefixtures("clock")
def test_a_batch_counts_once_and_what_is_refused_does_not_prolong_the_wait() -> None:
    body = {"plan": {"key": "b2b-sales-manager"}, "participants": [{"id": f"E{n}"} for n in range(50)]}
    with limited(2) as client:
        assert client.post("/v1/calculate", json=body, headers=RIGHT).status_code == 200
        assert client.post("/v1/calculate", json=body, headers=RIGHT).headers["RateLimit"].startswith('"key";r=0')


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/docs", "/openapi.json"])
def test_probes_and_the_description_are_never_counted(path: str) -> None:
    with limited(1, failed=1) as client:
        answers = [client.get(path, headers=headers) for headers in (RIGHT, RIGHT, WRONG, WRONG, WRONG)]
    assert {answer.status_code for answer in answers} == {200}
    assert not any("RateLimit" in answer.headers for answer in answers)


def test_nought_is_no_limit() -> None:
    with limited(0) as client:
        answers = [client.get("/v1/catalog", headers=RIGHT) for _ in range(5)]
    assert not any("RateLimit" in answer.headers for answer in answers)


def test_an_address_that_tries_keys_must_wait_even_with_the_right_one(clock: Clock) -> None:
    with limited(0, failed=2) as client:
        statuses = [client.get("/v1/catalog", headers=headers).status_code for headers in (WRONG, RIGHT, WRONG)]
        assert statuses == [401, 200, 401]
        refused = client.get("/v1/catalog", headers=RIGHT)
        assert_problem(refused, 429, "limit.too_many_requests")
        assert refused.headers["Retry-After"] == "60"
        assert client.get("/metrics", headers=WRONG).status_code == 429
        clock.now += 61
        assert client.get("/v1/catalog", headers=RIGHT).status_code == 200


def test_a_call_without_a_key_is_no_try() -> None:
    with limited(0, failed=1) as client:
        assert [client.get("/v1/catalog").status_code for _ in range(3)] == [401] * 3
        assert client.get("/v1/catalog", headers=RIGHT).status_code == 200


def test_addresses_wait_apart_and_one_ipv6_network_together() -> None:
    settings = Settings(api_key=SecretStr(KEY), rate_limit_failed_keys_per_minute=1)
    app = create_app(settings)
    addresses = ["10.0.0.1", "10.0.0.1", "10.0.0.2", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", "::ffff:10.0.0.2"]
    statuses = [
        TestClient(app, client=(address, 1)).get("/v1/catalog", headers=WRONG).status_code for address in addresses
    ]
    assert statuses == [401, 429, 401, 401, 429, 401, 429]


@pytest.mark.parametrize("client", [None, ("testclient", 1), ("", 0)])
def test_a_request_without_an_address_is_counted_as_unknown(client: object) -> None:
    assert address_of({"type": "http", "client": client}) == "unknown"


def test_keys_are_not_kept_for_ever(clock: Clock) -> None:
    windows = MovingWindows(keys_max=2)
    assert [windows.acquire_entry(key, 1, 60) for key in ("a", "b", "a", "c")] == [True, True, False, True]
    assert windows.get_moving_window("b", 1, 60) == (clock.now, 0)
    assert windows.get_moving_window("a", 1, 60)[1] == 1
    assert not windows.acquire_entry("d", limit=2, expiry=60, amount=3)


class _Gone(MemoryStorage):
    """A storage that does not answer."""

    STORAGE_SCHEME = ["gone"]  # noqa: RUF012

    @property
    def base_exceptions(self) -> type[Exception]:
        return ConnectionError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        raise ConnectionError("redis://:secret@cache")


@pytest.mark.anyio
async def test_requests_pass_and_the_log_says_so_when_the_storage_is_gone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    limit: Limit = RateLimits(per_key=1, failed_keys=1, storage_url="gone://cache").per_key
    assert [await limit.hit("env") for _ in range(3)] == [None] * 3
    (line, *_) = [record.getMessage() for record in caplog.records]
    assert "uncounted" in line
    assert not re.search("secret|cache", caplog.text)

"""Keys of the provider are kept, renewed when they may have changed, and never asked for too often."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from joserfc.errors import SecurityWarning
from joserfc.jwk import RSAKey

from service.access.oidc.fetch import BYTES_MAX, FetchFailed, fetch
from service.access.oidc.key_source import FAILED_SECONDS, FRESH_SECONDS, UNKNOWN_KID_SECONDS, KeySource
from service.access.oidc.provider import ProviderUnreachable
from service.access.oidc.public_keys import KEYS_MAX, KeySetRefused, read_key_set
from tests.service.access.oidc.identity_provider import ec_key, key_set, rsa_key, served


class Provider:
    """Gives its keys, or nothing, at a time of the test's choice."""

    def __init__(self, body: bytes | None) -> None:
        self.body = body
        self.asked = 0
        self.now = 0.0
        self.keys = KeySource("address", get=self.get, clock=lambda: self.now)

    def get(self, url: str) -> bytes:
        assert url == "address"
        self.asked += 1
        if self.body is None:
            raise FetchFailed("no answer")
        return self.body

    def knows(self, kid: str | None) -> bool:
        return bool(self.keys.candidates(kid, "RS256"))


def test_keys_are_fetched_once_and_kept() -> None:
    provider = Provider(key_set(rsa_key("a")))
    assert all(provider.knows("a") for _ in range(5))
    assert provider.asked == 1


def test_a_rotated_key_is_found_at_once_and_the_old_one_ends() -> None:
    provider = Provider(key_set(rsa_key("a")))
    assert provider.knows("a")
    provider.body = key_set(rsa_key("b"))
    provider.now = UNKNOWN_KID_SECONDS
    assert provider.knows("b")
    assert not provider.knows("a")


def test_unknown_keys_cannot_make_us_ask_more_than_once_a_minute() -> None:
    provider = Provider(key_set(rsa_key("a")))
    for second in range(2 * UNKNOWN_KID_SECONDS):
        provider.now = second
        assert not provider.knows(f"made up {second}")
        assert provider.knows("a")
    assert provider.asked == 2


def test_a_withdrawn_key_ends_within_an_hour() -> None:
    provider = Provider(key_set(rsa_key("a"), rsa_key("b")))
    assert provider.knows("a")
    provider.body = key_set(rsa_key("b"))
    provider.now = FRESH_SECONDS - 1
    assert provider.knows("a")
    provider.now = FRESH_SECONDS
    assert not provider.knows("a")
    assert provider.asked == 2


def test_without_keys_nobody_is_let_in_and_the_provider_is_left_alone_for_a_while() -> None:
    provider = Provider(None)
    for _ in range(3):
        with pytest.raises(ProviderUnreachable):
            provider.knows("a")
    assert provider.asked == 1
    provider.body = key_set(rsa_key("a"))
    provider.now = FAILED_SECONDS
    assert provider.knows("a")


def test_old_keys_do_not_count_when_they_cannot_be_renewed() -> None:
    provider = Provider(key_set(rsa_key("a")))
    assert provider.knows("a")
    provider.body, provider.now = None, FRESH_SECONDS
    with pytest.raises(ProviderUnreachable):
        provider.knows("a")


def test_a_failed_search_for_an_unknown_key_leaves_the_known_ones() -> None:
    provider = Provider(key_set(rsa_key("a")))
    assert provider.knows("a")
    provider.body, provider.now = None, UNKNOWN_KID_SECONDS
    assert not provider.knows("b")
    assert provider.knows("a")


def test_a_broken_set_is_no_set() -> None:
    provider = Provider(b"<html>")
    with pytest.raises(ProviderUnreachable):
        provider.knows("a")


def test_many_threads_fetch_once() -> None:
    started = threading.Event()

    def get(_: str) -> bytes:
        asked.append(1)
        started.wait(5)
        return key_set(rsa_key("a"))

    asked: list[int] = []
    keys = KeySource("", get=get)
    with ThreadPoolExecutor(8) as threads:
        found = [threads.submit(keys.candidates, "a", "RS256") for _ in range(8)]
        started.set()
        assert all(future.result() for future in found)
    assert len(asked) == 1


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"keys":{}}', b"\xff", json.dumps({"keys": [{}] * (KEYS_MAX + 1)}).encode()]
)
def test_other_documents_are_refused(body: bytes) -> None:
    with pytest.raises(KeySetRefused):
        read_key_set(body)


@pytest.mark.parametrize(
    "entry",
    [
        5,
        None,
        {},
        {"kty": "oct", "k": "c2VjcmV0"},
        {"kty": "AKP", "pub": "x"},
        {"kty": ["RSA"]},
        {"kty": "RSA"},
        {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
        {"kty": "RSA", "n": 5, "e": 3},
        {"kty": "RSA", "n": "*" * 400, "e": "AQAB"},
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": "EC", "crv": "P-999", "x": "AA", "y": "AA"},
        {"kty": "OKP", "crv": "Ed25519", "x": "AA"},
        {"kty": "OKP", "crv": "X", "x": "AA"},
        {**rsa_key().as_dict(private=False), "use": "enc"},
        {**rsa_key().as_dict(private=False), "key_ops": ["encrypt"]},
        {**rsa_key().as_dict(private=False), "kid": 5},
        {**rsa_key().as_dict(private=False), "alg": ["RS256"]},
    ],
)
def test_keys_that_cannot_be_used_are_passed_over(entry: object) -> None:
    good = ec_key().as_dict(private=False)
    assert [key.kid for key in read_key_set(json.dumps({"keys": [entry, good]}).encode())] == ["ec"]


def test_short_keys_are_passed_over() -> None:
    with pytest.warns(SecurityWarning):
        short = RSAKey.generate_key(1024, {"kid": "short"})
    assert [key.kid for key in read_key_set(key_set(short, ec_key()))] == ["ec"]


def test_private_halves_are_not_read() -> None:
    body = json.dumps({"keys": [rsa_key().as_dict(private=True), ec_key().as_dict(private=True)]}).encode()
    assert [key.key.is_private for key in read_key_set(body)] == [False, False]


def test_a_set_comes_over_http() -> None:
    with served(key_set(rsa_key())) as provider:
        assert KeySource(provider.url).candidates("a", "RS256")


@pytest.mark.parametrize(
    ("status", "headers", "why"),
    [
        (500, {}, "status 500"),
        (404, {}, "status 404"),
        (302, {"Location": "http://127.0.0.1:1/"}, "status 302"),
        (200, {"Content-Encoding": "gzip"}, "compressed"),
    ],
)
def test_other_answers_are_no_keys(status: int, headers: dict[str, str], why: str) -> None:
    with served(key_set(rsa_key())) as provider:
        provider.status, provider.headers = status, headers
        with pytest.raises(FetchFailed, match=why):
            fetch(provider.url)
        assert provider.asked == 1


def test_a_huge_answer_is_not_read_to_its_end() -> None:
    with served(b"x" * (BYTES_MAX + 1)) as provider, pytest.raises(FetchFailed, match="longer"):
        fetch(provider.url)


def test_an_address_where_nobody_listens() -> None:
    with served(b"") as provider:
        url = provider.url
    with pytest.raises(FetchFailed, match="no answer"):
        fetch(url)

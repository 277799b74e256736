"""Fetching a small document from an address of the settings, within limits of time and size."""

import time
from typing import Final

import httpx

BYTES_MAX: Final = 256 * 1024
SECONDS_MAX: Final = 5.0


class FetchFailed(Exception):
    """Nothing usable came back. The text says why in words that hold neither the address nor the answer."""


def fetch(url: str) -> bytes:
    """The body behind the address; raises FetchFailed. Redirects are not followed: the settings name the place."""
    deadline = time.monotonic() + SECONDS_MAX
    try:
        with (
            httpx.Client(timeout=SECONDS_MAX, follow_redirects=False) as client,
            # Without compression, so that what is counted is what is kept.
            client.stream("GET", url, headers={"Accept": "application/json", "Accept-Encoding": "identity"}) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise FetchFailed(f"it answered with status {answer.status_code}")
            if "content-encoding" in answer.headers:
                raise FetchFailed("it answered in a compressed form, which was not asked for")
            return _read(answer, deadline)
    except httpx.HTTPError as error:
        raise FetchFailed(f"no answer ({type(error).__name__})") from None


def _read(answer: httpx.Response, deadline: float) -> bytes:
    body = bytearray()
    for part in answer.iter_raw():
        body += part
        if len(body) > BYTES_MAX:
            raise FetchFailed(f"it is longer than {BYTES_MAX:,} bytes")
        if time.monotonic() > deadline:
            raise FetchFailed(f"it took longer than {SECONDS_MAX:g} seconds")
    return bytes(body)

"""A running service as commands use it: `BONUS_URL` says where it is, `BONUS_API_KEY` who is asking."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import httpx

from rules import Problem
from service.errors import ServiceError
from service.files.exact_json import DocumentRefused, loads
from service.version import engine_version
from service.web.json_text import json_bytes

DEFAULT_URL: Final = "http://127.0.0.1:8000"
"""Where `bonus serve` listens unless told otherwise."""

_JSON: Final = "application/json"
_SECONDS_TO_CONNECT: Final = 10.0
_SECONDS_TO_ANSWER: Final = 300.0
"""A file of 16 MiB is read, checked and stored while the caller waits."""
_REFUSED_FROM: Final = 400
_REDIRECTS_FROM: Final = 300
_STRANGE: Final = "what answered is not this service; check BONUS_URL"


class RemoteRefused(ServiceError):
    """The service cannot be asked, or refused what it was asked; `status` is its HTTP status, 0 without an answer."""

    def __init__(self, problems: Problem | list[Problem], status: int = 0) -> None:
        super().__init__(problems)
        self.status = status


@dataclass(frozen=True, slots=True)
class Sending:
    """A body and its media type."""

    content: bytes
    media_type: str = _JSON

    @classmethod
    def of_json(cls, document: object) -> "Sending":
        """A document of texts, whole numbers, booleans and null; every other number is text in it."""
        return cls(json_bytes(document))


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service said; never a refusal."""

    status: int
    content: bytes
    headers: Mapping[str, str]

    def document(self) -> Any:
        """The answer as exact JSON, an object or a list; raises RemoteRefused if it is none."""
        try:
            return loads(self.content)
        except DocumentRefused:
            raise RemoteRefused(Problem("remote.strange_answer", "BONUS_URL", _STRANGE), self.status) from None


class Remote:
    """One service and one key, for the length of a command."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        sending: Sending | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request; raises RemoteRefused with the problems that the service found, or for want of an answer."""
        sent = dict(headers or {})
        if sending is not None:
            sent["Content-Type"] = sending.media_type
        try:
            response = self._client.request(
                method, path, params=query, content=None if sending is None else sending.content, headers=sent
            )
        except (httpx.TransportError, httpx.InvalidURL):
            message = "no service answers there; start one with bonus serve, or let BONUS_URL say where it is"
            raise RemoteRefused(Problem("remote.unreachable", "BONUS_URL", message)) from None
        answer = Answer(response.status_code, response.content, response.headers)
        if answer.status >= _REDIRECTS_FROM:
            raise RemoteRefused(_problems_of(answer), answer.status)
        return answer

    def listed(self, path: str, *, query: Mapping[str, str] | None = None) -> Iterator[Any]:
        """Every entry of a list, page by page."""
        asked = dict(query or {})
        while True:
            page = self.ask("GET", path, query=asked).document()
            yield from page["data"]
            if not page["has_more"]:
                return
            asked["cursor"] = page["next_cursor"]


@contextmanager
def remote() -> Iterator[Remote]:
    """The service of the environment; raises RemoteRefused if the environment names none that can be asked."""
    with client_of(os.environ) as client:
        yield Remote(client)


def client_of(environment: Mapping[str, str], transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """A client for what the environment says. The key goes to no other address: redirects are not followed."""
    key = environment.get("BONUS_API_KEY", "").strip()
    if not key:
        message = "no key to ask with; set the variable to a key of the service"
        raise RemoteRefused(Problem("remote.no_key", "BONUS_API_KEY", message))
    return httpx.Client(
        base_url=_address(environment.get("BONUS_URL", "").strip() or DEFAULT_URL),
        headers={
            b"Authorization": f"Bearer {key}".encode(),
            b"User-Agent": f"bonus/{engine_version()}".encode(),
            b"Accept": b"*/*",
        },
        timeout=httpx.Timeout(_SECONDS_TO_ANSWER, connect=_SECONDS_TO_CONNECT),
        transport=transport,
    )


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
        is_usable = is_usable and (parts.port is None or parts.port > 0)
    except ValueError:
        is_usable = False
    if not is_usable:
        message = f"not an address of a service; write it like {DEFAULT_URL}"
        raise RemoteRefused(Problem("remote.bad_address", "BONUS_URL", message))
    return url


def _problems_of(answer: Answer) -> list[Problem]:
    """What a problem document says; anything else did not come from this service."""
    strange = [Problem("remote.strange_answer", "BONUS_URL", f"{_STRANGE} (HTTP {answer.status})")]
    if answer.status < _REFUSED_FROM:
        return strange
    try:
        errors = answer.document()["errors"]
        return [Problem(error["code"], error["path"], error["message"]) for error in errors] or strange
    except (RemoteRefused, KeyError, TypeError):
        return strange

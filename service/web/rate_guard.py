"""The layers that count: strangers before keys are looked at, callers after."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rules import Problem
from service.web.answer_headers import add_answer_headers
from service.web.problems import problem_response
from service.web.rate_limits import Limit, Window, address_of

_CODE: Final = "limit.too_many_requests"
_CALLER: Final = "Too many requests with this key; wait as long as Retry-After says, or send more in one call."
_STRANGER: Final = "Too many refused keys from this address; wait as long as Retry-After says, then send the right key."


class FailedKeyLimit:
    """Before the guard: an address that sent too many refused keys waits, even with a right one.

    A right key may not pass either: who guesses would learn from it that the guess was right.
    """

    def __init__(self, app: ASGIApp, limit: Limit) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets everything pass that brings no key; a key that the guard refuses is counted."""
        if scope["type"] != "http" or not _brings_a_key(scope):
            await self._app(scope, receive, send)
            return
        address = address_of(scope)
        seen = await self._limit.look(address)
        if seen is not None and not seen.fits:
            await _refuse(scope, receive, send, message=_STRANGER, headers=_retry_after(seen))
            return

        async def send_counted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == HTTPStatus.UNAUTHORIZED:
                await self._limit.hit(address)
            await send(message)

        await self._app(scope, receive, send_counted)


class KeyLimit:
    """Behind the guard: every key has its own window. A batch is one request."""

    def __init__(self, app: ASGIApp, limit: Limit, name_of: Callable[[Scope], str | None]) -> None:
        self._app = app
        self._limit = limit
        self._name_of = name_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Counts what came with a key; the answer says what is left."""
        name = self._name_of(scope) if scope["type"] == "http" else None
        seen = None if name is None else await self._limit.hit(name)
        if seen is not None:
            add_answer_headers(scope, seen.headers(self._limit.name))
            if not seen.fits:
                await _refuse(scope, receive, send, message=_CALLER, headers=_retry_after(seen))
                return
        await self._app(scope, receive, send)


def _brings_a_key(scope: Scope) -> bool:
    return any(name == b"authorization" for name, _ in scope["headers"])


def _retry_after(seen: Window) -> dict[str, str]:
    return {"Retry-After": str(seen.seconds)}


async def _refuse(scope: Scope, receive: Receive, send: Send, *, message: str, headers: dict[str, str]) -> None:
    answer = problem_response(scope, [Problem(_CODE, "", message)], headers=headers)
    await answer(scope, receive, send)

"""The wall before `/v1` and `/metrics`: who calls must be known before the body is read. Keys are never logged."""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from rules import Problem
from service.access.caller import Caller
from service.access.credentials import Credentials
from service.access.last_use import LastUses
from service.errors import KeyRefused, ServiceError
from service.web.problems import problem_response

_GUARDED: Final = ("/v1", "/metrics")


class KeyGuard:
    """Lets a request under `/v1` through only with the key of the environment, one of the store, or a token."""

    def __init__(self, app: ASGIApp, credentials: Credentials, last_uses: LastUses | None) -> None:
        self._app = app
        self._credentials = credentials
        self._last_uses = last_uses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers refusals itself, or passes on with the caller in the request's state."""
        if scope["type"] != "http" or not _is_guarded(scope):
            await self._app(scope, receive, send)
            return
        try:
            caller = await self._caller(_sent_text(scope))
        except ServiceError as refused:
            await problem_response(scope, refused.problems)(scope, receive, send)
            return
        scope["state"]["caller"] = caller
        await self._app(scope, receive, send)
        await self._note_use(caller)

    async def _caller(self, sent: bytes) -> Caller:
        known = None if self._credentials.has_store else self._credentials.of_environment(sent)
        return await run_in_threadpool(self._credentials.caller, sent) if known is None else known

    async def _note_use(self, caller: Caller) -> None:
        if caller.key_id is not None and self._last_uses is not None and self._last_uses.is_due(caller.key_id):
            await run_in_threadpool(self._last_uses.write, caller.key_id)


def key_name(scope: Scope) -> str | None:
    """What tells the key of this request from all others; None for a request that needs no key."""
    caller = scope["state"].get("caller")
    if not isinstance(caller, Caller):
        return None
    return f"principal {caller.principal_id}" if caller.key_id is None else f"key {caller.key_id}"


def _is_guarded(scope: Scope) -> bool:
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    if root and path.startswith(root + "/"):
        path = path[len(root) :]
    return any(path == guarded or path.startswith(guarded + "/") for guarded in _GUARDED)


def _sent_text(scope: Scope) -> bytes:
    """The key or token of the one Authorization header; raises KeyRefused."""
    sent = [value for name, value in scope["headers"] if name == b"authorization"]
    scheme, _, text = sent[0].partition(b" ") if len(sent) == 1 else (b"", b"", b"")
    if scheme.lower() != b"bearer":
        message = "Send the key in one header: Authorization: Bearer, a space, the key."
        raise KeyRefused(Problem("key.missing", "", message))
    return text.strip()

"""The wall before `/v1` and `/metrics`: a key that is known, before the body is read. Keys are never logged."""

import hmac
from typing import Final

from pydantic import SecretStr
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from rules import Problem
from service.access.accounts import ENV_NAME, caller_named, caller_of_key
from service.access.caller import Caller
from service.access.keys import digest_of
from service.access.scopes import scopes_of
from service.clock import now
from service.errors import ServiceError
from service.store.database import Database
from service.store.transactions import in_read_transaction
from service.web.problems import problem_response

_GUARDED: Final = ("/v1", "/metrics")
_CHALLENGE: Final = 'Bearer realm="bonus"'
_ENV_ROLES: Final = frozenset({"integration", "analyst"})
_NO_PRINCIPAL: Final = 0
"""The key of the environment works without a database, for whatever needs none."""


class KeyGuard:
    """Lets a request under `/v1` through only with the key of the environment or one of the store."""

    def __init__(self, app: ASGIApp, accepted: SecretStr | None, database: Database | None) -> None:
        self._app = app
        self._accepted = None if accepted is None else digest_of(accepted.get_secret_value())
        self._database = database

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers 401 itself, or passes on with the caller in the request's state."""
        if scope["type"] == "http" and _is_guarded(scope):
            try:
                found = await self._caller(_authorizations(scope))
            except ServiceError as refused:
                await problem_response(scope, refused.problems)(scope, receive, send)
                return
            if isinstance(found, Problem):
                challenge = _CHALLENGE + ("" if found.code == "key.missing" else ', error="invalid_token"')
                answer = problem_response(scope, [found], headers={"WWW-Authenticate": challenge})
                await answer(scope, receive, send)
                return
            scope["state"]["caller"] = found
        await self._app(scope, receive, send)

    async def _caller(self, sent: list[bytes]) -> Caller | Problem:
        scheme, _, token = sent[0].partition(b" ") if len(sent) == 1 else (b"", b"", b"")
        if scheme.lower() != b"bearer":
            return Problem("key.missing", "", "Send the key in one header: Authorization: Bearer, a space, the key.")
        digest = digest_of(token.strip().decode("utf-8", "surrogateescape"))
        if self._accepted is not None and hmac.compare_digest(digest, self._accepted):
            return ENV_CALLER
        caller = None if self._database is None else await run_in_threadpool(_look_up, self._database, digest)
        if caller is None:
            return Problem("key.refused", "", "This key is not accepted here; check it with whoever runs the service.")
        return caller


ENV_CALLER: Final = Caller(_NO_PRINCIPAL, "system", _ENV_ROLES, scopes_of(_ENV_ROLES))
"""Who calls with the key of the environment, as long as nothing is asked of the store."""


def caller_in_store(database: Database, caller: Caller) -> Caller:
    """The caller as the store knows it: the key of the environment has its principal there."""
    if caller is not ENV_CALLER:
        return caller
    found = in_read_transaction(database, lambda session: caller_named(session, ENV_NAME))
    return caller if found is None else found


def key_name(scope: Scope) -> str | None:
    """What tells the key of this request from all others; None for a request that needs no key."""
    caller = scope["state"].get("caller")
    if not isinstance(caller, Caller):
        return None
    return f"principal {caller.principal_id}" if caller.key_id is None else f"key {caller.key_id}"


def _look_up(database: Database, digest: str) -> Caller | None:
    return in_read_transaction(database, lambda session: caller_of_key(session, digest, now()))


def _is_guarded(scope: Scope) -> bool:
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    if root and path.startswith(root + "/"):
        path = path[len(root) :]
    return any(path == guarded or path.startswith(guarded + "/") for guarded in _GUARDED)


def _authorizations(scope: Scope) -> list[bytes]:
    return [value for name, value in scope["headers"] if name == b"authorization"]

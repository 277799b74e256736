"""Who may call: a bearer key, compared by its SHA-256. Keys are never logged and never stored."""

import hashlib
import hmac
import secrets
import string
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import SecretStr
from starlette.types import ASGIApp, Receive, Scope, Send

from rules import Problem
from service.errors import KeyRefused
from service.web.problems import problem_response

_LABEL_CHARACTERS: Final = 8
_SECRET_BYTES: Final = 32
_GUARDED: Final = ("/v1", "/metrics")
_CHALLENGE: Final = 'Bearer realm="bonus"'


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling. `env` is the system that holds the key of the environment."""

    name: str


def make_key() -> str:
    """A new key, `bon_<8 characters to tell keys apart>_<43 secret characters>`."""
    alphabet = string.ascii_lowercase + string.digits
    label = "".join(secrets.choice(alphabet) for _ in range(_LABEL_CHARACTERS))
    return f"bon_{label}_{secrets.token_urlsafe(_SECRET_BYTES)}"


class KeyGuard:
    """Lets a request under `/v1` or for `/metrics` through only with the accepted key, before its body is read."""

    def __init__(self, app: ASGIApp, accepted: SecretStr | None) -> None:
        self._app = app
        self._accepted = None if accepted is None else _digest(accepted.get_secret_value().encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers 401 itself, or passes on with the caller in the request's state."""
        if scope["type"] == "http" and _is_guarded(scope):
            problem = self._refusal(_authorizations(scope))
            if problem is not None:
                challenge = _CHALLENGE + ("" if problem.code == "key.missing" else ', error="invalid_token"')
                answer = problem_response(scope, [problem], headers={"WWW-Authenticate": challenge})
                await answer(scope, receive, send)
                return
            scope["state"]["caller"] = Caller("env")
        await self._app(scope, receive, send)

    def _refusal(self, sent: list[bytes]) -> Problem | None:
        scheme, _, token = sent[0].partition(b" ") if len(sent) == 1 else (b"", b"", b"")
        if scheme.lower() != b"bearer":
            return Problem("key.missing", "", "Send the key in one header: Authorization: Bearer, a space, the key.")
        if self._accepted is None or not hmac.compare_digest(_digest(token.strip()), self._accepted):
            return Problem("key.refused", "", "This key is not accepted here; check it with whoever runs the service.")
        return None


def key_name(scope: Scope) -> str | None:
    """What tells the key of this request from all others; None for a request that needs no key."""
    caller = scope["state"].get("caller")
    return caller.name if isinstance(caller, Caller) else None


def _digest(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()


def _is_guarded(scope: Scope) -> bool:
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    if root and path.startswith(root + "/"):
        path = path[len(root) :]
    return any(path == guarded or path.startswith(guarded + "/") for guarded in _GUARDED)


def _authorizations(scope: Scope) -> list[bytes]:
    return [value for name, value in scope["headers"] if name == b"authorization"]


_bearer: Final = HTTPBearer(
    auto_error=False,
    scheme_name="key",
    bearerFormat="bon_…",
    description="The key of the service or of one system.",
)


def _caller_of(request: Request, _shown: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]) -> Caller:
    caller = getattr(request.state, "caller", None)
    if not isinstance(caller, Caller):
        # A route of /v1 mounted without the guard: closed rather than open.
        raise KeyRefused(Problem("key.missing", "", "This operation needs a key."))
    return caller


KnownCaller = Depends(_caller_of)
"""Router dependency of everything behind the guard: the second wall, and the key in openapi.json."""

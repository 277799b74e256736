"""Which scope an operation needs; every operation under `/v1` declares exactly one."""

from typing import Annotated, Any, Final

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from rules import Problem
from service.access.caller import Caller
from service.access.scopes import SCOPES
from service.errors import KeyRefused, NotAllowed

_bearer: Final = HTTPBearer(
    auto_error=False,
    scheme_name="key",
    bearerFormat="bon_…",
    description="The key of a person or a system.",
)


class Allowed:
    """The dependency that lets only callers with `scope` through."""

    def __init__(self, scope: str) -> None:
        self.scope = scope

    async def __call__(
        self, request: Request, _shown: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]
    ) -> Caller:
        """The caller; raises NotAllowed without the scope, and KeyRefused where no guard stands before the route.

        A coroutine, as it never waits: a plain function would cost every request a thread.
        """
        caller = getattr(request.state, "caller", None)
        if not isinstance(caller, Caller):
            # A route of /v1 mounted without the guard: closed rather than open.
            raise KeyRefused(Problem("key.missing", "", "This operation needs a key."))
        if self.scope not in caller.scopes:
            message = f"This key lacks the scope {self.scope}; ask whoever gives out keys and roles."
            raise NotAllowed(Problem("key.scope_missing", "", message))
        request.state.scope_needed = self.scope
        return caller


def allowed(scope: str) -> Any:
    """The dependency of a route or a router: its callers need this scope."""
    if scope not in SCOPES:
        raise ValueError(f"there is no scope {scope}")
    return Depends(Allowed(scope))

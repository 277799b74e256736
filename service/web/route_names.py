"""What may be said about a request outside it: the method and the template of its route, never the address."""

from typing import Final

from starlette.types import Scope

_METHODS: Final = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})


def method_of(scope: Scope) -> str:
    """The method; `OTHER` for a word that is none, because a caller may write anything there."""
    method: str = scope["method"]
    return method if method in _METHODS else "OTHER"


def template_of(scope: Scope) -> str | None:
    """The route as the code writes it (`/v1/catalog/{key}`); None where no route answered."""
    path: str | None = getattr(scope.get("route"), "path", None)
    return path

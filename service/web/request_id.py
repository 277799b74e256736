"""The id that ties a request, its answer and its log line together."""

import re
import uuid
from typing import Final

from starlette.types import Scope

HEADER: Final = "X-Request-ID"
# Narrow on purpose: the text goes back into a header and into logs.
_ACCEPTED = re.compile(rb"[A-Za-z0-9._:-]{1,128}")


def choose_request_id(sent: bytes | None) -> str:
    """The caller's own id if it is 1 to 128 letters, digits or `. _ : -`, else a new one."""
    if sent is not None and _ACCEPTED.fullmatch(sent):
        return sent.decode("ascii")
    return uuid.uuid4().hex


def set_request_id(scope: Scope, request_id: str) -> None:
    """Keeps the id with the request, where `request_id_of` finds it."""
    scope.setdefault("state", {})["request_id"] = request_id


def request_id_of(scope: Scope) -> str:
    """The id of this request; every request got one before anything else saw it."""
    request_id: str = scope["state"]["request_id"]
    return request_id

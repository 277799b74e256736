"""Answers whose JSON is ready as bytes, so that the framework neither copies nor checks them again."""

from collections.abc import Mapping
from types import MappingProxyType

from starlette.responses import Response


class JsonAnswer(Response):
    """JSON as it goes out; never cached on the way, because it is about people's pay."""

    media_type = "application/json"

    def __init__(self, body: bytes, status: int = 200, headers: Mapping[str, str] = MappingProxyType({})) -> None:
        super().__init__(body, status_code=status, headers={"Cache-Control": "no-store", **headers})

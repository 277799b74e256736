"""JSON out: one way to turn an answer into bytes."""

import json

from starlette.responses import Response


def json_bytes(value: object) -> bytes:
    """`value` as compact JSON in UTF-8; numbers of the engine are already text in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # A path may repeat a key with half a surrogate pair, which UTF-8 cannot write; the escape is JSON for it.
    return text.encode("utf-8", "backslashreplace")


class JsonBytes(Response):
    """An answer whose body is JSON already; never cached, because it is about people's pay."""

    media_type = "application/json"

    def __init__(self, body: bytes, status_code: int = 200) -> None:
        super().__init__(body, status_code=status_code, headers={"Cache-Control": "no-store"})

"""JSON out: one way to turn an answer into bytes."""

import json


def json_bytes(value: object) -> bytes:
    """`value` as compact JSON in UTF-8; numbers of the engine are already text in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # A path may repeat a key with half a surrogate pair, which UTF-8 cannot write; the escape is JSON for it.
    return text.encode("utf-8", "backslashreplace")


def with_text(value: dict[str, object], name: str, text: str) -> bytes:
    """An object that is not empty, with one more member `name` whose JSON text goes out as it is."""
    return json_bytes(value)[:-1] + b"," + json_bytes(name) + b":" + text.encode() + b"}"

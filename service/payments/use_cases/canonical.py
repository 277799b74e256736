"""The one text of what is stored about a payment, and what identifies it."""

import hashlib
import json
from typing import Any

from service.files.exact_json import loads


def canonical_text(content: object) -> str:
    """Keys in order, no spaces (RFC 8785: texts, whole numbers, truth values and null only)."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def text_hash(text: str) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_text(text: str) -> Any:
    """What such a text says."""
    return loads(text.encode())

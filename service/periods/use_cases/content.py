"""The content of calendars and requests in its one form, and what identifies it."""

import hashlib
import json


def canonical_text(content: dict[str, object]) -> str:
    """The one text of an object of text and null: keys in order, no spaces (RFC 8785)."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content_hash(content: dict[str, object]) -> str:
    """SHA-256 of that text, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_text(content).encode()).hexdigest()

"""Where a list goes on: an opaque text that holds the last key shown."""

import base64
import binascii

from rules import Problem
from service.errors import RequestRefused


def make_cursor(last_key: str) -> str:
    """The cursor of a page that ends with this key."""
    return base64.urlsafe_b64encode(last_key.encode()).decode("ascii").rstrip("=")


def read_cursor(cursor: str) -> str:
    """The key after which the next page starts; raises RequestRefused for a text that no page gave out."""
    try:
        last_key = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise bad_cursor() from None
    if not last_key.isprintable():
        raise bad_cursor()
    return last_key


def bad_cursor() -> RequestRefused:
    """What is said of a cursor that no page of the list gave out."""
    message = "Send the next_cursor of the page before, unchanged."
    return RequestRefused(Problem("query.bad_cursor", "query cursor", message))

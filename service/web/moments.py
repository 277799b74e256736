"""Moments in bodies: ISO 8601 in UTC out, with any offset in."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, Field


def moment_text(moment: datetime) -> str:
    """A moment as answers show it: `2026-03-01T08:00:00.000000Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_moment(text: str) -> datetime:
    """The moment of a text with its offset; raises ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment needs its offset")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("a moment at the edge of time") from None


def _is_moment(text: str) -> str:
    read_moment(text)
    return text


MomentIn = Annotated[
    str, Field(json_schema_extra={"format": "date-time"}, examples=["2027-01-01T00:00:00Z"]), AfterValidator(_is_moment)
]
"""A moment that a caller sends, as RFC 3339 writes it; `read_moment` reads it."""

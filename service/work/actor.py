"""Who does a piece of work."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A principal by number, and the request that it sent, if it came by HTTP."""

    principal_id: int
    request_id: str | None = None

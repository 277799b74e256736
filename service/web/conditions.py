"""ETags: what a caller has seen of something that changes, and how it says so when it changes it."""

import re
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Header

from rules import Problem
from service.errors import RequestRefused

_TAG: Final = re.compile(r'"([!#-~]*)"')


@dataclass(frozen=True, slots=True)
class Seen:
    """The hashes that a caller named in If-Match (None without the header), and whether it said If-None-Match: *."""

    hashes: tuple[str, ...] | None = None
    nothing: bool = False


def etag(content_hash: str) -> dict[str, str]:
    """The header that tells the hash of what is shown."""
    return {"ETag": f'"{content_hash}"'}


def _seen(
    if_match: Annotated[
        str | None,
        Header(max_length=500, description="The ETag of what you have seen, in quotes as it was given."),
    ] = None,
    if_none_match: Annotated[
        str | None, Header(max_length=500, description="`*` to make it only where there is nothing yet.")
    ] = None,
) -> Seen:
    if if_none_match is not None and if_none_match.strip() != "*":
        message = "Only * can stand here: write it where there is nothing yet."
        raise RequestRefused(Problem("request.bad_value", "header If-None-Match", message))
    return Seen(None if if_match is None else _hashes(if_match), if_none_match is not None)


def _hashes(header: str) -> tuple[str, ...]:
    tags = [_TAG.fullmatch(tag.strip()) for tag in header.split(",")]
    if any(tag is None for tag in tags):
        message = 'Send the ETag as it was given, in its quotes: If-Match: "…". What stands for anything is no version.'
        raise RequestRefused(Problem("request.bad_value", "header If-Match", message))
    return tuple(tag[1] for tag in tags if tag is not None)


Condition = Annotated[Seen, Depends(_seen)]
"""The parameter of a route that changes what has an ETag."""

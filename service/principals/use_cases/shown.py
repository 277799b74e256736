"""How principals, keys and roles look in answers."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from rules import Problem
from service.errors import RequestRefused
from service.principals.repository.principals import Found, identities_of, roles_of
from service.principals.use_cases.there import number_of
from service.web.cursor import make_cursor, read_cursor
from service.web.moments import moment_text
from service.work import Work

Each = TypeVar("Each")


def principals_shown(work: Work, found: Sequence[Found]) -> list[dict[str, object]]:
    """Principals with their roles and identities, by two more questions whatever their number."""
    ids = [each.id for each in found]
    roles, identities = roles_of(work, ids), identities_of(work, ids)
    return [_principal_shown(each, roles[each.id], identities[each.id]) for each in found]


def _principal_shown(found: Found, roles: Iterable[str], identities: Iterable[tuple[str, str]]) -> dict[str, object]:
    return {
        "id": str(found.id),
        "kind": found.kind,
        "name": found.name,
        "email": found.email,
        "erased": found.name is None,
        "participant": found.external_id,
        "roles": sorted(roles),
        "identities": [{"issuer": issuer, "subject": subject} for issuer, subject in identities],
        "created_at": moment_text(found.created_at),
    }


def optional_moment(moment: datetime | None) -> str | None:
    """A moment, or null where there is none."""
    return None if moment is None else moment_text(moment)


def page(rows: Sequence[Each], limit: int, id_of: Callable[[Each], int | None]) -> tuple[list[Each], dict[str, object]]:
    """The rows of a page, of which one more than shown was asked for, and where the list goes on."""
    shown = list(rows[:limit])
    has_more = len(rows) > limit
    return shown, {"has_more": has_more, "next_cursor": make_cursor(str(id_of(shown[-1]))) if has_more else None}


def after_id(cursor: str | None) -> int:
    """The id after which the page starts; raises RequestRefused for a cursor that no page gave out."""
    if cursor is None:
        return 0
    number = number_of(read_cursor(cursor))
    if number is None:
        message = "Send the next_cursor of the page before, unchanged."
        raise RequestRefused(Problem("query.bad_cursor", "query cursor", message))
    return number

"""Keys of principals; never their texts. A key never changes: rows beside it say how it ended and when it was used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from service.access.accounts import first_end
from service.store.tables import ApiKey, ApiKeyEnd, ApiKeyUse, Principal, PrincipalName
from service.work import Work

_OPERATOR: Final = "operator"


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key with what became of it. `replaced_at` is when a replaced key stops being good beside the new one."""

    id: int
    principal_id: int
    label: str
    scopes: str
    by_id: int
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    replaced_at: datetime | None
    last_used_at: datetime | None

    @property
    def ends_at(self) -> datetime | None:
        """When it ends by itself."""
        ends = [end for end in (self.expires_at, self.replaced_at) if end is not None]
        return min(ends) if ends else None

    def is_good(self, moment: datetime) -> bool:
        """Whether the key lets anybody in at this moment."""
        return self.revoked_at is None and (self.ends_at is None or self.ends_at > moment)


_Revoked: Final = aliased(ApiKeyEnd)
_Replaced: Final = aliased(ApiKeyEnd)
_COLUMNS: Final = (
    col(ApiKey.id),
    col(ApiKey.principal_id),
    col(ApiKey.label),
    col(ApiKey.scopes),
    col(ApiKey.by_id),
    col(ApiKey.created_at),
    col(ApiKey.expires_at),
    col(_Revoked.ended_at),
    col(_Replaced.ended_at),
    col(ApiKeyUse.last_used_at),
)
_WITH_ENDS: Final = (
    select(*_COLUMNS, col(PrincipalName.name))
    .select_from(ApiKey)
    .join(_Revoked, (col(_Revoked.key_id) == col(ApiKey.id)) & (col(_Revoked.reason) == "revoked"), isouter=True)
    .join(_Replaced, (col(_Replaced.key_id) == col(ApiKey.id)) & (col(_Replaced.reason) == "replaced"), isouter=True)
    .join(ApiKeyUse, col(ApiKeyUse.key_id) == col(ApiKey.id), isouter=True)
    .join(PrincipalName, col(PrincipalName.principal_id) == col(ApiKey.principal_id), isouter=True)
    .order_by(col(ApiKey.id))
)


def find_key(work: Work, principal_id: int, key_id: int) -> KeyRow | None:
    """One key of this principal; a key of another one is none."""
    found = find_numbered(work, key_id)
    return None if found is None or found.principal_id != principal_id else found


def find_numbered(work: Work, key_id: int) -> KeyRow | None:
    """A key by its number alone."""
    row = work.session.connection().execute(_WITH_ENDS.where(col(ApiKey.id) == key_id)).one_or_none()
    return None if row is None else _key(row)


def list_keys(work: Work, principal_id: int, after_id: int, limit: int) -> list[KeyRow]:
    """Keys in the order in which they were made, the ended ones too."""
    query = _WITH_ENDS.where(col(ApiKey.principal_id) == principal_id, col(ApiKey.id) > after_id).limit(limit)
    return [_key(row) for row in work.session.connection().execute(query)]


def list_with_names(work: Work, principal_id: int | None) -> list[tuple[str | None, KeyRow]]:
    """Keys of one principal or of all with the names of their holders, in the order in which they were made."""
    query = _WITH_ENDS if principal_id is None else _WITH_ENDS.where(col(ApiKey.principal_id) == principal_id)
    return [(row.name, _key(row)) for row in work.session.connection().execute(query)]


def has_key_of_others(work: Work, principal_id: int) -> bool:
    """Whether a key is good that somebody else has seen; operators have the database anyway."""
    query = (
        select(col(ApiKey.id))
        .join(Principal, col(Principal.id) == col(ApiKey.by_id))
        .where(
            col(ApiKey.principal_id) == principal_id,
            col(ApiKey.by_id) != principal_id,
            col(Principal.kind) != _OPERATOR,
            _good(work.now),
        )
    )
    return work.session.connection().execute(query.limit(1)).first() is not None


def good_keys_of(work: Work, principal_id: int) -> set[int]:
    """The numbers of the keys that let somebody in as this principal at this moment."""
    query = select(col(ApiKey.id)).where(col(ApiKey.principal_id) == principal_id, _good(work.now))
    return {number for number in work.session.connection().execute(query).scalars() if number is not None}


def revoke_keys(work: Work, principal_id: int) -> None:
    """End every key of a principal now."""
    for _, key in list_with_names(work, principal_id):
        if key.revoked_at is None:
            revoke(work, key)


def revoke(work: Work, key: KeyRow) -> None:
    """End a key now."""
    _end(work, key, work.now, "revoked", None)


def replace(work: Work, key: KeyRow, ended_at: datetime, replaced_by: int) -> None:
    """Let a key end then, because there is another in its place."""
    _end(work, key, ended_at, "replaced", replaced_by)


def _end(work: Work, key: KeyRow, ended_at: datetime, reason: str, replaced_by: int | None) -> None:
    by_id = work.actor.principal_id
    work.add(ApiKeyEnd(key_id=key.id, reason=reason, ended_at=ended_at, by_id=by_id, replaced_by=replaced_by))


def _key(row: Sequence[Any]) -> KeyRow:
    return KeyRow(*row[: len(_COLUMNS)])


def _good(moment: datetime) -> ColumnElement[bool]:
    ended = func.coalesce(first_end() <= moment, False)
    return ~ended & or_(col(ApiKey.expires_at).is_(None), col(ApiKey.expires_at) > moment)

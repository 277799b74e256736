"""Keys of principals; never their texts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, update
from sqlmodel import col, select

from service.store.tables import ApiKey, PrincipalName
from service.work import Work

KeyRow = ApiKey
"""A key as it is stored, for those who show it."""


def find_key(work: Work, principal_id: int, key_id: int, *, to_change: bool = False) -> ApiKey | None:
    """One key of this principal; a key of another one is none. Others wait with it that is to be changed."""
    query = select(ApiKey).where(col(ApiKey.id) == key_id, col(ApiKey.principal_id) == principal_id)
    return work.session.exec(query.with_for_update() if to_change else query).one_or_none()


def list_keys(work: Work, principal_id: int, after_id: int, limit: int) -> Sequence[ApiKey]:
    """Keys in the order in which they were made, the ended ones too."""
    query = select(ApiKey).where(col(ApiKey.principal_id) == principal_id, col(ApiKey.id) > after_id)
    return work.session.exec(query.order_by(col(ApiKey.id)).limit(limit)).all()


def find_numbered(work: Work, key_id: int) -> ApiKey | None:
    """A key by its number alone, to be changed."""
    return work.session.exec(select(ApiKey).where(col(ApiKey.id) == key_id).with_for_update()).one_or_none()


def list_with_names(work: Work, principal_id: int | None) -> Sequence[tuple[str | None, ApiKey]]:
    """Keys of one principal or of all with the names of their holders, in the order in which they were made."""
    query = (
        select(PrincipalName.name, ApiKey)
        .select_from(ApiKey)
        .join(PrincipalName, col(PrincipalName.principal_id) == col(ApiKey.principal_id), isouter=True)
        .order_by(col(ApiKey.id))
    )
    if principal_id is not None:
        query = query.where(col(ApiKey.principal_id) == principal_id)
    return work.session.exec(query).all()


def has_key_of_others(work: Work, principal_id: int) -> bool:
    """Whether a key is good that somebody else has seen."""
    query = select(ApiKey.id).where(
        col(ApiKey.principal_id) == principal_id, col(ApiKey.by_id) != principal_id, _good(work.now)
    )
    return work.session.exec(query.limit(1)).first() is not None


def revoke_keys(work: Work, principal_id: int) -> None:
    """End every key of a principal now."""
    query = (
        update(ApiKey)
        .where(col(ApiKey.principal_id) == principal_id, col(ApiKey.revoked_at).is_(None))
        .values(revoked_at=work.now)
    )
    work.session.connection().execute(query)


def revoke(work: Work, key: ApiKey) -> None:
    """End a key now."""
    key.revoked_at = work.now
    work.session.add(key)
    work.session.flush()


def end_at(work: Work, key: ApiKey, moment: datetime) -> None:
    """Let a key end then."""
    key.expires_at = moment
    work.session.add(key)
    work.session.flush()


def is_good(key: ApiKey, moment: datetime) -> bool:
    """Whether the key lets anybody in at this moment."""
    return key.revoked_at is None and (key.expires_at is None or key.expires_at > moment)


def _good(moment: datetime) -> ColumnElement[bool]:
    return col(ApiKey.revoked_at).is_(None) & or_(col(ApiKey.expires_at).is_(None), col(ApiKey.expires_at) > moment)

"""Finding who a key belongs to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Connection, ScalarSelect, bindparam, func, select
from sqlmodel import Session, col

from service.access.caller import Caller, Kind
from service.access.keys import identity_digest
from service.access.oidc.provider import Identity
from service.access.scopes import EVERY_SCOPE, scopes_of
from service.store.tables import (
    ApiKey,
    ApiKeyEnd,
    Principal,
    PrincipalName,
    PrincipalParticipant,
    RoleChange,
    SignInChange,
)

ENV_NAME: Final = "env"
"""The system whose key is BONUS_API_KEY."""


def first_end() -> ScalarSelect[Any]:
    """When the key of the statement around this one was ended first, before its time; null for one that was not."""
    return (
        select(func.min(col(ApiKeyEnd.ended_at)))
        .where(col(ApiKeyEnd.key_id) == col(ApiKey.id))
        .correlate(ApiKey)
        .scalar_subquery()
    )


# One statement for everything about a key: it runs with every request.
_BY_DIGEST: Final = (
    select(
        col(ApiKey.id),
        col(ApiKey.scopes),
        col(ApiKey.expires_at),
        first_end(),
        col(Principal.id),
        col(Principal.kind),
        col(PrincipalParticipant.participant_id),
        col(RoleChange.role),
        col(RoleChange.change),
    )
    .join(Principal, col(Principal.id) == col(ApiKey.principal_id))
    .join(PrincipalParticipant, col(PrincipalParticipant.principal_id) == col(Principal.id), isouter=True)
    .join(RoleChange, col(RoleChange.principal_id) == col(Principal.id), isouter=True)
    .where(col(ApiKey.digest) == bindparam("digest"))
    .order_by(col(RoleChange.id))
)


def caller_of_key(connection: Connection, digest: str, moment: datetime) -> Caller | None:
    """The caller behind a key that is valid at this moment; None for every other text."""
    rows = connection.execute(_BY_DIGEST, {"digest": digest}).all()
    if not rows:
        return None
    key_id, scopes, expires_at, ended_at, principal_id, kind, participant_id, _, _ = rows[0]
    if any(end is not None and end <= moment for end in (expires_at, ended_at)):
        return None
    roles = roles_after((row.role, row.change) for row in rows)
    held = scopes_of(roles, scopes.split())
    return Caller(cast(int, principal_id), cast(Kind, kind), roles, held, key_id, participant_id)


def caller_of_identity(session: Session, identity: Identity) -> Caller | None:
    """The person whom an identity provider knows like this; None for somebody who is unknown here."""
    row = (
        session.connection()
        .execute(
            select(col(Principal.id), col(Principal.kind), col(SignInChange.change))
            .join(SignInChange, col(SignInChange.principal_id) == col(Principal.id))
            .where(col(SignInChange.digest) == identity_digest(identity.issuer, identity.subject))
            .order_by(col(SignInChange.number).desc())
            .limit(1)
        )
        .one_or_none()
    )
    return None if row is None or row.change != "added" else caller_of_principal(session, row.id, row.kind)


def caller_named(session: Session, name: str) -> Caller | None:
    """The caller that a principal's name stands for, with all it may do."""
    row = (
        session.connection()
        .execute(
            select(col(Principal.id), col(Principal.kind))
            .join(PrincipalName, col(PrincipalName.principal_id) == col(Principal.id))
            .where(col(PrincipalName.name) == name)
        )
        .one_or_none()
    )
    if row is None:
        return None
    return caller_of_principal(session, row.id, row.kind)


def caller_of_principal(session: Session, principal_id: int, kind: str) -> Caller:
    """A principal as a caller with everything its roles bring."""
    changes = session.connection().execute(
        select(col(RoleChange.role), col(RoleChange.change))
        .where(col(RoleChange.principal_id) == principal_id)
        .order_by(col(RoleChange.id))
    )
    roles = roles_after((row.role, row.change) for row in changes)
    participant_id = (
        session.connection()
        .execute(
            select(col(PrincipalParticipant.participant_id)).where(
                col(PrincipalParticipant.principal_id) == principal_id
            )
        )
        .scalar_one_or_none()
    )
    return Caller(
        principal_id, cast(Kind, kind), roles, scopes_of(roles, [EVERY_SCOPE]), participant_id=cast(Any, participant_id)
    )


def roles_after(changes: Iterable[tuple[str | None, str | None]]) -> frozenset[str]:
    """The roles that are left after these changes, in the order in which they were made."""
    roles: set[str] = set()
    for role, change in changes:
        if role is not None:
            (roles.add if change == "given" else roles.discard)(role)
    return frozenset(roles)

"""Principals as they are now: name, participant, roles, identities."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from service.access.accounts import roles_after
from service.access.keys import identity_digest
from service.access.names import folded
from service.store.tables import (
    Person,
    Principal,
    PrincipalIdentity,
    PrincipalName,
    PrincipalParticipant,
    RoleChange,
    SignInChange,
)
from service.work import Work


@dataclass(frozen=True, slots=True)
class Found:
    """A principal. `name` is None once it was erased; `external_id` names the participant that a person is."""

    id: int
    kind: str
    created_at: datetime
    name: str | None
    email: str | None
    participant_id: int | None
    external_id: str | None


_PRINCIPALS: Final = (
    select(
        col(Principal.id),
        col(Principal.kind),
        col(Principal.created_at),
        col(PrincipalName.name),
        col(PrincipalName.email),
        col(PrincipalParticipant.participant_id),
        col(Person.external_id),
    )
    .join(PrincipalName, col(PrincipalName.principal_id) == col(Principal.id), isouter=True)
    .join(PrincipalParticipant, col(PrincipalParticipant.principal_id) == col(Principal.id), isouter=True)
    .join(Person, col(Person.participant_id) == col(PrincipalParticipant.participant_id), isouter=True)
)


def find_principal(work: Work, principal_id: int) -> Found | None:
    """One principal."""
    row = work.session.connection().execute(_PRINCIPALS.where(col(Principal.id) == principal_id)).one_or_none()
    return None if row is None else _found(row)


def find_named(work: Work, name: str) -> Found | None:
    """The principal that is called so."""
    row = work.session.connection().execute(_PRINCIPALS.where(col(PrincipalName.name) == name)).one_or_none()
    return None if row is None else _found(row)


def list_principals(work: Work, after_id: int, limit: int) -> list[Found]:
    """Principals in the order in which they were added."""
    query = _PRINCIPALS.where(col(Principal.id) > after_id).order_by(col(Principal.id)).limit(limit)
    return [_found(row) for row in work.session.connection().execute(query)]


def _found(row: Sequence[Any]) -> Found:
    return Found(*row)


def is_name_free(work: Work, name: str) -> bool:
    """Whether nobody is called so, or nearly so."""
    query = select(col(PrincipalName.principal_id)).where(col(PrincipalName.folded) == folded(name))
    return work.session.connection().execute(query).one_or_none() is None


def roles_of(work: Work, principal_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """The roles that these principals hold now."""
    changes: dict[int, list[tuple[str, str]]] = {each: [] for each in principal_ids}
    query = (
        select(col(RoleChange.principal_id), col(RoleChange.role), col(RoleChange.change))
        .where(col(RoleChange.principal_id).in_(changes))
        .order_by(col(RoleChange.id))
    )
    for principal_id, role, change in work.session.connection().execute(query):
        changes[principal_id].append((role, change))
    return {principal_id: roles_after(made) for principal_id, made in changes.items()}


def identities_of(work: Work, principal_ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """How providers know these principals: issuer and subject, or the digest where nothing says what it stands for."""
    found: dict[int, list[tuple[str, str]]] = {each: [] for each in principal_ids}
    later = aliased(SignInChange)
    query = (
        select(
            col(SignInChange.principal_id),
            col(SignInChange.digest),
            col(PrincipalIdentity.issuer),
            col(PrincipalIdentity.subject),
        )
        .join(PrincipalIdentity, col(PrincipalIdentity.digest) == col(SignInChange.digest), isouter=True)
        .join(
            later,
            (col(later.digest) == col(SignInChange.digest)) & (col(later.number) > col(SignInChange.number)),
            isouter=True,
        )
        .where(
            col(SignInChange.principal_id).in_(found),
            col(SignInChange.change) == "added",
            col(later.id).is_(None),
        )
    )
    for principal_id, digest, issuer, subject in work.session.connection().execute(query):
        # A text that was removed or changed by hand hides no sign-in.
        is_told = identity_digest(str(issuer), str(subject)) == digest
        found[principal_id].append((issuer, subject) if is_told else ("sha256", digest))
    return {principal_id: sorted(known) for principal_id, known in found.items()}


def holder_of_identity(work: Work, digest: str) -> int | None:
    """Whom a provider means by this."""
    last = _last_sign_in_change(work, digest)
    return last.principal_id if last is not None and last.change == "added" else None


def add_identity(work: Work, principal_id: int, issuer: str, subject: str) -> None:
    """From now on this identity is that principal."""
    digest = identity_digest(issuer, subject)
    _change_sign_in(work, principal_id, digest, "added")
    work.session.connection().execute(delete(PrincipalIdentity).where(col(PrincipalIdentity.digest) == digest))
    work.add(PrincipalIdentity(digest=digest, issuer=issuer, subject=subject))


def drop_identity(work: Work, principal_id: int, digest: str) -> None:
    """End one identity of a principal, and forget what it is called."""
    _change_sign_in(work, principal_id, digest, "removed")
    work.session.connection().execute(delete(PrincipalIdentity).where(col(PrincipalIdentity.digest) == digest))


def digests_of_identities(work: Work, principal_id: int) -> list[str]:
    """The identities that are this principal now."""
    query = (
        select(col(SignInChange.digest)).where(col(SignInChange.principal_id) == principal_id).distinct()
    ).order_by(col(SignInChange.digest))
    ever = work.session.connection().execute(query).scalars().all()
    return [digest for digest in ever if holder_of_identity(work, digest) == principal_id]


def _last_sign_in_change(work: Work, digest: str) -> SignInChange | None:
    query = select(SignInChange).where(col(SignInChange.digest) == digest).order_by(col(SignInChange.number).desc())
    return work.session.scalars(query.limit(1)).one_or_none()


def _change_sign_in(work: Work, principal_id: int, digest: str, change: str) -> None:
    last = _last_sign_in_change(work, digest)
    work.add(
        SignInChange(
            digest=digest,
            number=1 if last is None else last.number + 1,
            principal_id=principal_id,
            change=change,
            by_id=work.actor.principal_id,
            at=work.now,
        )
    )


def participant_of(work: Work, external_id: str) -> int | None:
    """The number of a participant."""
    query = select(col(Person.participant_id)).where(col(Person.external_id) == external_id)
    return work.session.connection().execute(query).scalar_one_or_none()


def holder_of_participant(work: Work, participant_id: int) -> int | None:
    """The principal that is this participant."""
    query = select(col(PrincipalParticipant.principal_id)).where(
        col(PrincipalParticipant.participant_id) == participant_id
    )
    return work.session.connection().execute(query).scalar_one_or_none()


def link_participant(work: Work, principal_id: int, participant_id: int | None) -> None:
    """Say which participant a person is, or that they are none."""
    query = delete(PrincipalParticipant).where(col(PrincipalParticipant.principal_id) == principal_id)
    work.session.connection().execute(query)
    if participant_id is not None:
        work.add(PrincipalParticipant(principal_id=principal_id, participant_id=participant_id))


def drop_name(work: Work, principal_id: int) -> None:
    """Forget what a principal is called."""
    query = delete(PrincipalName).where(col(PrincipalName.principal_id) == principal_id)
    work.session.connection().execute(query)


def holders_of_role(work: Work, role: str) -> Sequence[int]:
    """Principals that hold a role now and can still sign in under a name."""
    query = (
        select(col(RoleChange.principal_id), col(RoleChange.change))
        .join(PrincipalName, col(PrincipalName.principal_id) == col(RoleChange.principal_id))
        .where(col(RoleChange.role) == role)
        .order_by(col(RoleChange.id))
    )
    last = {principal_id: change for principal_id, change in work.session.connection().execute(query)}
    return [principal_id for principal_id, change in last.items() if change == "given"]

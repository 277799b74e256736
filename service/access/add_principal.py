"""Adding somebody or something that can act: a principal with its name, its first roles, a key."""

from collections.abc import Iterable
from datetime import datetime

from service.access.caller import Kind
from service.access.keys import digest_of, label_of, make_key
from service.access.names import folded
from service.access.scopes import EVERY_SCOPE
from service.store.tables import ApiKey, Principal, PrincipalName, RoleChange
from service.work import Work
from service.work.rows import sha256_of


def add_principal(work: Work, kind: Kind, name: str, email: str | None = None) -> int:
    """A new principal, by number. The name must be free; the database refuses it otherwise."""
    principal = Principal(kind=kind, created_at=work.now)
    work.add(principal)
    assert principal.id is not None
    work.add(PrincipalName(principal_id=principal.id, name=name, folded=folded(name), email=email))
    work.changed("principal.created", f"principal/{principal.id}")
    return principal.id


def give_first_roles(work: Work, principal_id: int, roles: Iterable[str]) -> None:
    """Roles that nobody approves, because nobody who could has signed in yet; the database refuses it later."""
    for role in roles:
        work.add(
            RoleChange(
                principal_id=principal_id,
                role=role,
                change="given",
                basis="bootstrap",
                by_id=work.actor.principal_id,
                at=work.now,
            )
        )
        work.changed("role.given.bootstrap", f"principal/{principal_id}/{role}")


def add_key(
    work: Work,
    principal_id: int,
    scopes: Iterable[str] = (EVERY_SCOPE,),
    expires_at: datetime | None = None,
    *,
    label: str | None = None,
    made_by: int | None = None,
) -> tuple[int, str]:
    """A new key of a principal: its number, and its text, which is known here and never again.

    `made_by` is who is told to have made it, where that is not who acts.
    """
    text = make_key(label)
    key = ApiKey(
        principal_id=principal_id,
        label=label_of(text),
        digest=digest_of(text),
        scopes=" ".join(sorted(scopes)),
        by_id=work.actor.principal_id if made_by is None else made_by,
        created_at=work.now,
        expires_at=expires_at,
    )
    work.add(key)
    assert key.id is not None
    content = {"label": key.label, "scopes": key.scopes, "expires_at": None if expires_at is None else str(expires_at)}
    work.changed("key.created", f"principal/{principal_id}/key/{key.id}", after=sha256_of(content))
    return key.id, text

"""Operators: whoever runs commands beside the service. What they do is audited under their name on the machine."""

from typing import Final

from sqlmodel import col, select

from service.access.names import OPERATOR_PREFIX
from service.store.database import Database
from service.store.tables import Principal, PrincipalName
from service.work import Actor, Work, carry_out

_NOBODY: Final = Actor(0)


def operator_actor(database: Database, user: str) -> Actor:
    """The operator of this name as an actor, known from now on if they were not."""
    return carry_out(database, _NOBODY, lambda work: _find_or_add(work, OPERATOR_PREFIX + user))


def _find_or_add(work: Work, name: str) -> Actor:
    known = work.session.exec(select(PrincipalName.principal_id).where(col(PrincipalName.name) == name)).one_or_none()
    if known is not None:
        return Actor(known)
    principal = Principal(kind="operator", created_at=work.now)
    work.add(principal)
    assert principal.id is not None
    # Names on the machine differ by case; nobody else's name starts like this.
    work.add(PrincipalName(principal_id=principal.id, name=name, folded=name))
    work.actor = Actor(principal.id)
    work.changed("principal.created", f"principal/{principal.id}")
    return work.actor

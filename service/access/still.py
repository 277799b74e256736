"""Whether callers may still do what they were let in for: asked again in the transaction that does it.

A body may arrive long after its head. Meanwhile the key may have ended or the role may have gone.
"""

from typing import Any, Final

from sqlalchemy import and_, bindparam, select
from sqlmodel import col

from rules import Problem
from service.access.accounts import first_end, roles_after
from service.access.caller import Caller
from service.access.scopes import EVERY_SCOPE, scopes_of
from service.errors import KeyRefused, NotAllowed
from service.store.tables import ApiKey, Principal, PrincipalName, RoleChange
from service.work import Work

_NO_KEY: Final = 0
_NOW: Final = (
    select(
        col(ApiKey.id),
        col(ApiKey.scopes),
        col(ApiKey.expires_at),
        first_end(),
        col(PrincipalName.name),
        col(RoleChange.role),
        col(RoleChange.change),
    )
    .select_from(Principal)
    .join(
        ApiKey,
        and_(col(ApiKey.id) == bindparam("key_id"), col(ApiKey.principal_id) == col(Principal.id)),
        isouter=True,
    )
    .join(PrincipalName, col(PrincipalName.principal_id) == col(Principal.id), isouter=True)
    .join(RoleChange, col(RoleChange.principal_id) == col(Principal.id), isouter=True)
    .where(col(Principal.id) == bindparam("principal_id"))
    .order_by(col(RoleChange.id))
)


def refuse_if_gone(work: Work, caller: Caller, scope: str | None) -> None:
    """Raises KeyRefused for a key that has ended or a person who was erased since, NotAllowed for a scope that went.

    One statement. `scope` is what the operation needs; None where it needs none.
    """
    key_id = _NO_KEY if caller.key_id is None else caller.key_id
    found = work.session.connection().execute(_NOW, {"key_id": key_id, "principal_id": caller.principal_id}).all()
    if not found or found[0].name is None or (caller.key_id is not None and _has_ended(work, found[0])):
        message = "This key is not accepted here any more; check it with whoever runs the service."
        raise KeyRefused(Problem("key.refused", "", message))
    narrowed_to = (EVERY_SCOPE,) if caller.key_id is None else found[0].scopes.split()
    held = scopes_of(roles_after((row.role, row.change) for row in found), narrowed_to)
    if scope is not None and scope not in held:
        message = f"This key lacks the scope {scope} by now; ask whoever gives out keys and roles."
        raise NotAllowed(Problem("key.scope_missing", "", message))


def _has_ended(work: Work, row: Any) -> bool:
    key_id, _, expires_at, ended_at, *_ = row
    return key_id is None or any(end is not None and end <= work.now for end in (expires_at, ended_at))

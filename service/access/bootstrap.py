"""The time before there is anybody who could approve: roles take effect at once, until a second person is there."""

from typing import Final

from sqlmodel import Session, col, select

from service.access.accounts import roles_after
from service.access.caller import Caller
from service.store.database import Database
from service.store.locks import Lock, lock
from service.store.tables import BootstrapEnd, RoleChange
from service.store.transactions import in_read_transaction
from service.work import Actor, Work, carry_out

_ONLY: Final = 1
_GIVES_ROLES: Final = "admin"


class Bootstrap:
    """Ends the bootstrap when an approver signs in beside another person who gives out roles.

    Whatever roles the approver is given beside that one: the first admin cannot keep it open by giving more of them.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._is_over = False

    def notice(self, caller: Caller) -> None:
        """Look at somebody who has just signed in; raises StoreBusy if the end cannot be written."""
        if self._is_over or caller.kind != "person" or "approver" not in caller.roles:
            return
        if in_read_transaction(self._database, lambda session: _is_only_admin(session, caller)):
            return
        carry_out(self._database, Actor(caller.principal_id), end_bootstrap)
        self._is_over = True


def end_bootstrap(work: Work) -> None:
    """From now on roles need an approval, and the actor is told as the approver; nothing happens if that is so already.

    A role that is being given at this moment is given first, or waits and then needs its approval.
    """
    if bootstrap_is_over(work):
        return
    lock(work.session, Lock.ROLES)
    if bootstrap_is_over(work):
        return
    work.add(BootstrapEnd(id=_ONLY, approver_id=work.actor.principal_id, at=work.now))
    work.changed("bootstrap.ended", f"principal/{work.actor.principal_id}")


def bootstrap_is_over(work: Work) -> bool:
    """Whether roles need an approval."""
    return work.session.get(BootstrapEnd, _ONLY) is not None


def _is_only_admin(session: Session, caller: Caller) -> bool:
    """Whether nobody but the caller gives out roles: then nobody is there whose requests the caller could decide."""
    if _GIVES_ROLES not in caller.roles:
        return False
    changes: dict[int, list[tuple[str, str]]] = {}
    query = select(RoleChange.principal_id, RoleChange.change).where(col(RoleChange.role) == _GIVES_ROLES)
    for principal_id, change in session.exec(query.order_by(col(RoleChange.id))):
        changes.setdefault(principal_id, []).append((_GIVES_ROLES, change))
    return {principal_id for principal_id, made in changes.items() if roles_after(made)} <= {caller.principal_id}

"""The time before there is anybody who could approve: roles take effect at once, until a second person signs in."""

from typing import Final

from service.access.caller import Caller
from service.store.database import Database
from service.store.locks import Lock, lock
from service.store.tables import BootstrapEnd
from service.work import Actor, Work, carry_out

_ONLY: Final = 1


class Bootstrap:
    """Ends the bootstrap when an approver who gives out no roles signs in; the admin alone never ends it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._is_over = False

    def notice(self, caller: Caller) -> None:
        """Look at somebody who has just signed in; raises StoreBusy if the end cannot be written."""
        if self._is_over or not _is_second_approver(caller):
            return
        carry_out(self._database, Actor(caller.principal_id), end_bootstrap)
        self._is_over = True


def end_bootstrap(work: Work) -> None:
    """From now on roles need an approval; nothing happens if that is so already.

    A role that is being given at this moment is given first, or waits and then needs its approval.
    """
    lock(work.session, Lock.ROLES)
    if bootstrap_is_over(work):
        return
    work.add(BootstrapEnd(id=_ONLY, approver_id=work.actor.principal_id, at=work.now))
    work.changed("bootstrap.ended", f"principal/{work.actor.principal_id}")


def bootstrap_is_over(work: Work) -> bool:
    """Whether roles need an approval."""
    return work.session.get(BootstrapEnd, _ONLY) is not None


def _is_second_approver(caller: Caller) -> bool:
    return caller.kind == "person" and "approver" in caller.roles and "admin" not in caller.roles

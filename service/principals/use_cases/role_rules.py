"""Which changes of roles make sense, checked when one is asked for and again when it takes effect."""

from typing import Final

from rules import Problem
from service.access.scopes import PERSON_ROLES
from service.errors import Conflict
from service.principals.repository.keys import has_key_of_others
from service.principals.repository.principals import Found, holders_of_role, roles_of
from service.principals.use_cases.hands import GUARDED_ROLES
from service.principals.use_cases.there import living
from service.store.locks import Lock, lock
from service.work import Work

_NEEDED: Final = frozenset({"admin", "approver"})
"""Without anybody in these roles no role could be given any more."""


def refuse_senseless_change(work: Work, found: Found, role: str, change: str) -> None:
    """Raises Conflict for a role that is held already or not held, that a system cannot hold, or whose last holder
    would lose it. Other changes of roles wait until this one is done."""
    lock(work.session, Lock.ROLES)
    is_held = role in roles_of(work, [found.id])[found.id]
    if change == "taken":
        if not is_held:
            raise _refused("role.not_held", "/role", "This principal does not hold the role; there is nothing to take.")
        refuse_last_holder(work, found.id, role)
        return
    living(found)
    if is_held:
        raise _refused("role.held", "/role", "This principal holds the role already.")
    if found.kind != "person" and (role in PERSON_ROLES or found.kind == "operator"):
        message = "Only a person can hold this role; systems can be integration, analyst or payroll."
        raise _refused("role.person_needed", "/role", message)


def refuse_keys_of_others(work: Work, found: Found, role: str) -> None:
    """Raises Conflict if somebody else knows a key of a person who is to write or decide."""
    if found.kind == "person" and role in GUARDED_ROLES and has_key_of_others(work, found.id):
        message = (
            "Somebody else made a key of this person and may know it. The person renews it first"
            " (POST /v1/me/rotate-key with old_valid_hours 0), then this can be asked for."
        )
        raise _refused("role.keys_of_others", "path id", message)


def refuse_last_holder(work: Work, principal_id: int, role: str) -> None:
    """Raises Conflict if nobody else holds a role that somebody must hold."""
    if role not in _NEEDED:
        return
    lock(work.session, Lock.ROLES)
    if set(holders_of_role(work, role)) <= {principal_id}:
        message = f"This is the last {role}; give the role to somebody else first, otherwise nobody could."
        raise _refused("role.last_holder", "path id", message)


def _refused(code: str, path: str, message: str) -> Conflict:
    return Conflict(Problem(code, path, message))

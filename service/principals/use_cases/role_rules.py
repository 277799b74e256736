"""Which changes of roles make sense, checked when one is asked for and again when it takes effect."""

from typing import Final

from rules import Problem
from service.access.scopes import PERSON_ROLES, ROLES, scopes_of
from service.errors import Conflict
from service.principals.repository.keys import good_keys_of, has_key_of_others
from service.principals.repository.principals import Found, digests_of_identities, holders_of_role, roles_of
from service.principals.repository.roles import is_asked, last_change_number
from service.principals.use_cases.eyes import PAY_ROLES
from service.principals.use_cases.hands import GUARDED_ROLES
from service.principals.use_cases.there import living, principal_numbered
from service.store.locks import Lock, lock
from service.work import Work
from service.work.rows import sha256_of

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
    """Raises Conflict if somebody else knows a key of a person who is to write, to decide or to see pay."""
    if found.kind == "person" and role in GUARDED_ROLES | PAY_ROLES and has_key_of_others(work, found.id):
        message = (
            "Somebody else made a key of this person and may know it, also after it was renewed. End that key, then"
            " this can be asked for; an operator makes another (bonus keys create)."
        )
        raise _refused("role.keys_of_others", "path id", message)


def refuse_sign_ins_of_others(work: Work, found: Found, role: str) -> None:
    """Raises Conflict if somebody who can sign in is to approve before anybody could look at these sign-ins."""
    if "approvals:decide" in ROLES[role] and digests_of_identities(work, found.id):
        message = (
            "Nobody has agreed yet that these sign-ins are this person's. Let the first approver sign in once; then"
            " ask, and the approver sees them."
        )
        raise _refused("role.sign_ins_unseen", "path id", message)


def content_of(work: Work, found: Found, role: str, change: str) -> str:
    """What a request for a change of roles is bound to, as a hash.

    The newest change of the person's roles is part of it, so that a yes brings back nothing that was taken since. Of a
    role with weight the ways in are, too: whoever approves it agrees to exactly these hands.
    A name is no part of it: it never changes, and can be erased.
    """
    content: dict[str, object] = {
        "principal": found.id,
        "role": role,
        "change": change,
        "after": last_change_number(work, found.id),
    }
    if change == "given" and found.kind == "person" and role in GUARDED_ROLES:
        content["identities"] = sorted(digests_of_identities(work, found.id))
        content["keys"] = sorted(good_keys_of(work, found.id))
    return sha256_of(content)


def refuse_twin(work: Work, subject: str, content_hash: str) -> None:
    """Raises Conflict if the same waits for a decision already."""
    if is_asked(work, subject, content_hash):
        message = "This is asked for already and waits for a decision; GET /v1/approvals?state=open lists it."
        raise _refused("role.asked", "/role", message)


def refuse_gone_author(work: Work, author_id: int) -> None:
    """Raises Conflict if the author of a request may not ask for roles any more."""
    author = principal_numbered(work, author_id)
    if author.name is None or "access:write" not in scopes_of(roles_of(work, [author_id])[author_id]):
        message = "Whoever asked for this may not ask for roles any more; refuse it, and let somebody who may ask anew."
        raise _refused("role.author_gone", "path id", message)


def refuse_changed_since(work: Work, found: Found, role: str, change: str, content_hash: str) -> None:
    """Raises Conflict if what the request was bound to is not so any more."""
    if content_of(work, found, role, change) != content_hash:
        message = (
            "The roles, keys or sign-ins of this person changed since this was asked for; refuse it, look at what"
            " changed, and let it be asked for anew."
        )
        raise _refused("role.changed_since", "path id", message)


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

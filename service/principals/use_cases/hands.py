"""Nobody else gets a way in as somebody who writes or decides: two persons must be two pairs of hands."""

from typing import Final

from rules import Problem
from service.access.scopes import ROLES
from service.errors import Conflict, NotAllowed
from service.principals.repository.keys import good_keys_of
from service.principals.repository.principals import Found, digests_of_identities, roles_of
from service.store.locks import Lock, lock
from service.work import Work

_WEIGHTY: Final = frozenset({"access:write", "approvals:decide", "kpis:write", "periods:write", "plans:write"})
GUARDED_ROLES: Final = frozenset(role for role, scopes in ROLES.items() if scopes & _WEIGHTY)
"""Roles of persons who ask for or decide what needs two of them."""


def hold_roles_still(work: Work) -> None:
    """Until this transaction ends no role changes and nobody else gets a way in.

    Comes before anything is read that says whether somebody is guarded: otherwise a key and the role that guards it
    could be given at the same moment.
    """
    lock(work.session, Lock.ROLES)


def is_guarded(work: Work, found: Found) -> bool:
    """Whether this is a person who asks for or decides what needs two of them."""
    return found.kind == "person" and bool(roles_of(work, [found.id])[found.id] & GUARDED_ROLES)


def refuse_other_hands(work: Work, found: Found) -> None:
    """Raises NotAllowed if somebody else is to get a key or sign-in of a person with such a role.

    Otherwise an admin could make a key of an approver and approve what he asked for himself; one that was made before
    anybody approved anything would still be good afterwards.
    """
    if found.id != work.actor.principal_id and is_guarded(work, found):
        message = (
            "This person asks for or decides what needs two persons, so nobody else may get a key or sign-in of theirs:"
            " they renew their own key (POST /v1/me/rotate-key), or an operator makes one (bonus keys create)."
        )
        raise NotAllowed(Problem("key.only_by_holder", "path id", message))


def refuse_last_key(work: Work, found: Found, key_id: int) -> None:
    """Raises Conflict if somebody else would end the last key of a person with such a role, who has no sign-in either.

    Shutting out everybody who could say no is one person's act.
    """
    if good_keys_of(work, found.id) == {key_id} and not digests_of_identities(work, found.id):
        _refuse_shutting_out(work, found, "path key_id")


def refuse_last_identity(work: Work, found: Found, digest: str) -> None:
    """The same for the last sign-in of somebody without a key."""
    if not good_keys_of(work, found.id) and digests_of_identities(work, found.id) == [digest]:
        _refuse_shutting_out(work, found, "query subject")


def refuse_guarded(work: Work, found: Found) -> None:
    """Raises Conflict if a person with such a role is to be erased: it would take the role without an approval."""
    if is_guarded(work, found):
        message = (
            "This person asks for or decides what needs two persons; ask for these roles to be taken first"
            " (POST /v1/principals/{id}/roles with change taken), then erase."
        )
        raise Conflict(Problem("principal.holds_roles", "path id", message))


def _refuse_shutting_out(work: Work, found: Found, path: str) -> None:
    if found.id != work.actor.principal_id and is_guarded(work, found):
        message = (
            "This is the last way in of a person who asks for or decides what needs two persons. They renew the key"
            " themselves (POST /v1/me/rotate-key), an operator ends it (bonus keys revoke), or the roles are taken"
            " first (POST /v1/principals/{id}/roles with change taken)."
        )
        raise Conflict(Problem("key.last_of_holder", path, message))

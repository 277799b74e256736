"""Nobody else gets a way in as somebody who writes or decides: two persons must be two pairs of hands."""

from typing import Final

from rules import Problem
from service.access.bootstrap import bootstrap_is_over
from service.access.scopes import ROLES
from service.errors import NotAllowed
from service.principals.repository.principals import Found, roles_of
from service.work import Work

_WEIGHTY: Final = frozenset({"access:write", "approvals:decide", "kpis:write", "periods:write", "plans:write"})
GUARDED_ROLES: Final = frozenset(role for role, scopes in ROLES.items() if scopes & _WEIGHTY)
"""Roles of persons who ask for or decide what needs two of them."""


def refuse_other_hands(work: Work, found: Found) -> None:
    """Raises NotAllowed if somebody else is to get a key or sign-in of a person with such a role.

    Otherwise an admin could make a key of an approver and approve what he asked for himself. Before there is a second
    approver there is nothing to protect.
    """
    if found.kind != "person" or found.id == work.actor.principal_id or not bootstrap_is_over(work):
        return
    if roles_of(work, [found.id])[found.id] & GUARDED_ROLES:
        message = (
            "This person asks for or decides what needs two persons, so nobody else may get a key or sign-in of theirs:"
            " they renew their own key (POST /v1/me/rotate-key), or an operator makes one (bonus keys create)."
        )
        raise NotAllowed(Problem("key.only_by_holder", "path id", message))

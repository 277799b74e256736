"""Nobody reads pay under another person's name: a way in as somebody who sees pay is made by no second person."""

from typing import Final

from rules import Problem
from service.access.scopes import ROLES
from service.errors import NotAllowed
from service.principals.repository.principals import Found, roles_of
from service.work import Work

PAY_ROLES: Final = frozenset(role for role, scopes in ROLES.items() if "pay:read" in scopes)
"""Roles that see pay, if only their own or that of a team."""


def refuse_other_eyes(work: Work, found: Found) -> None:
    """Raises NotAllowed if somebody else is to get a key or sign-in of a person who sees pay.

    Otherwise an admin, who sees none, would read it as that person, and the log of reads would name that person.
    """
    if found.kind != "person" or found.id == work.actor.principal_id:
        return
    if roles_of(work, [found.id])[found.id] & PAY_ROLES:
        message = (
            "This person sees pay, so nobody else may get a key or sign-in of theirs: link the sign-in before the role"
            " is given, let them renew their own key (POST /v1/me/rotate-key), or let an operator make one"
            " (bonus keys create)."
        )
        raise NotAllowed(Problem("key.only_by_holder", "path id", message))

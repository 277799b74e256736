"""The first start of a store: the approval policy, and two persons with a key each, so that one can ask and one agree.

From then on roles are given under the policy, as soon as the second person has signed in once.
"""

from dataclasses import dataclass
from typing import Final

from service.access.accounts import ENV_NAME
from service.access.add_principal import add_key, add_principal, give_first_roles
from service.access.operators import operator_actor
from service.access.scopes import ENV_ROLES
from service.store.database import Database
from service.two_person import Mode, policy_is_set, policy_mode, set_policy
from service.work import Actor, Work, carry_out, reading

_ADMIN_ROLES: Final = ("admin", "author", "analyst", "payroll")
_APPROVER_ROLES: Final = ("approver", "analyst")
_NOBODY: Final = Actor(0)


@dataclass(frozen=True, slots=True)
class FirstKeys:
    """The keys of the first two persons, to be shown once."""

    admin: str
    approver: str


def started_mode(database: Database) -> str | None:
    """The approval policy of a store that was started before; None for one that was not."""
    return reading(database, _NOBODY, lambda work: policy_mode(work) if policy_is_set(work) else None)


def first_start(database: Database, mode: Mode, operator: str) -> FirstKeys | None:
    """Set up an empty store; None for one that was started before. Two processes at once set it up once."""
    actor = operator_actor(database, operator)
    return carry_out(database, actor, lambda work: None if policy_is_set(work) else _set_up(work, mode))


def _set_up(work: Work, mode: Mode) -> FirstKeys:
    set_policy(work, mode)
    give_first_roles(work, add_principal(work, "system", ENV_NAME), sorted(ENV_ROLES))
    admin, approver = add_principal(work, "person", "admin"), add_principal(work, "person", "approver")
    alone = mode == "single"
    give_first_roles(work, admin, (*_ADMIN_ROLES, *_APPROVER_ROLES[:1]) if alone else _ADMIN_ROLES)
    give_first_roles(work, approver, _APPROVER_ROLES)
    _, admin_key = add_key(work, admin)
    _, approver_key = add_key(work, approver)
    return FirstKeys(admin_key, approver_key)

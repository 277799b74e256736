"""Scopes, and which of them a role brings.

An operation declares one scope. A caller holds the scopes of all roles together; the key at hand may hold fewer of
them, never more. A role whose scopes reach only some people says so: a manager the team, a participant only himself.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import IntEnum
from typing import Final

EVERY_SCOPE: Final = "*"
"""In a key: whatever the roles of its principal bring, also later."""
ANYBODY: Final = "me"
"""What everybody with a valid key or token may do, whatever the key was narrowed to."""

SCOPES: Final[Mapping[str, str]] = {
    "me": "Ask who one is and what one may do, and renew the key at hand; everybody can.",
    "calculate": "Calculate and check without storing anything, and read the shipped plans.",
    "kpis:read": "Read the library of KPIs.",
    "kpis:write": "Add versions to the library of KPIs.",
    "plans:read": "Read plans: drafts, versions and how they differ.",
    "plans:write": "Write, submit and clone plans.",
    "plans:publish": "Publish approved versions and retire published ones.",
    "approvals:read": "Read what waits for a second person and what was decided.",
    "approvals:decide": "Approve and refuse what another person asked for.",
    "people:read": "Read participants, their attributes and their assignments, without pay.",
    "people:write": "Write participants, their attributes and their assignments.",
    "people:erase": "Erase what names a person.",
    "pay:read": "Read salaries and other money of participants.",
    "periods:read": "Read calendars and periods.",
    "periods:write": "Write calendars and move periods on.",
    "facts:read": "Read what was received, what waits and what is missing.",
    "facts:write": "Send facts, say what is complete, release or dismiss what waits; write rates and holidays.",
    "runs:read": "Read runs, how far they are and what they add up to.",
    "runs:write": "Start and cancel runs.",
    "close:read": "Read bookings, holds, adjustments, variances and opening values.",
    "close:write": "Ask for bookings, adjustments and opening values; hold pay back.",
    "disputes:write": "Dispute a number of one's own pay, or of somebody whose pay one may read.",
    "disputes:answer": "Answer disputes.",
    "payments:read": "Read payments and the files that were made of them.",
    "payments:write": "Make payments and files for payroll, note what payroll said, publish statements.",
    "access:read": "Read principals, their roles and what tells their keys apart.",
    "access:write": "Add principals, make and revoke keys, ask for roles.",
    "audit:read": "Read the audit and the log of reads of pay.",
    "metrics:read": "Read the metrics of the service.",
}
"""Every scope, with what it allows."""

ROLES: Final[Mapping[str, frozenset[str]]] = {
    "admin": frozenset(
        {
            "kpis:read",
            "plans:read",
            "plans:publish",
            "approvals:read",
            "people:read",
            "people:write",
            "people:erase",
            "periods:read",
            "periods:write",
            "facts:read",
            "runs:read",
            "close:read",
            "access:read",
            "access:write",
            "audit:read",
            "metrics:read",
        }
    ),
    "author": frozenset(
        {
            "calculate",
            "kpis:read",
            "kpis:write",
            "plans:read",
            "plans:write",
            "plans:publish",
            "approvals:read",
            "people:read",
            "periods:read",
            "facts:read",
            "runs:read",
        }
    ),
    "approver": frozenset(
        {
            "calculate",
            "kpis:read",
            "plans:read",
            "plans:publish",
            "approvals:read",
            "approvals:decide",
            "people:read",
            "pay:read",
            "periods:read",
            "facts:read",
            "runs:read",
            "close:read",
            "payments:read",
            "access:read",
            "audit:read",
        }
    ),
    "analyst": frozenset(
        {
            "calculate",
            "kpis:read",
            "plans:read",
            "people:read",
            "pay:read",
            "periods:read",
            "facts:read",
            "runs:read",
            "runs:write",
            "close:read",
        }
    ),
    "integration": frozenset(
        {
            "calculate",
            "kpis:read",
            "plans:read",
            "people:read",
            "people:write",
            "periods:read",
            "facts:read",
            "facts:write",
            "metrics:read",
        }
    ),
    "payroll": frozenset(
        {
            "calculate",
            "kpis:read",
            "plans:read",
            "approvals:read",
            "people:read",
            "people:write",
            "pay:read",
            "periods:read",
            "periods:write",
            "facts:read",
            "facts:write",
            "runs:read",
            "runs:write",
            "close:read",
            "close:write",
            "disputes:write",
            "disputes:answer",
            "payments:read",
            "payments:write",
        }
    ),
    "manager": frozenset(
        {
            "kpis:read",
            "plans:read",
            "people:read",
            "pay:read",
            "periods:read",
            "disputes:write",
        }
    ),
    "participant": frozenset(
        {
            "people:read",
            "pay:read",
            "periods:read",
            "disputes:write",
        }
    ),
}
"""Every role, with the scopes it brings beside `me`, which needs none."""

PERSON_ROLES: Final = frozenset({"admin", "author", "approver", "manager", "participant"})
"""Roles that only a person can hold: systems neither author nor approve, and nobody is their manager."""


ENV_ROLES: Final = frozenset({"integration", "analyst"})
"""Roles of the system whose key is BONUS_API_KEY: what it is given at the first start, and has without a store."""


class Reach(IntEnum):
    """About whom a caller may ask with one scope; the larger one counts."""

    NOBODY = 0
    SELF = 1
    TEAM = 2
    EVERYBODY = 3


_NARROW: Final[Mapping[str, Reach]] = {"manager": Reach.TEAM, "participant": Reach.SELF}


def scopes_of(roles: Iterable[str], narrowed_to: Collection[str] = (EVERY_SCOPE,)) -> frozenset[str]:
    """The scopes of these roles as far as a key with the scopes `narrowed_to` lets them through.

    Raises KeyError for a role that does not exist.
    """
    brought = frozenset[str]().union(*(ROLES[role] for role in roles))
    held = brought if EVERY_SCOPE in narrowed_to else brought & frozenset(narrowed_to)
    return held | {ANYBODY}


def reach_of(roles: Iterable[str], scope: str) -> Reach:
    """About whom these roles let a caller ask with a scope; a team includes the caller.

    Roles that do not bring the scope do not count: a manager who is an analyst too sees everybody's attributes with
    `people:read` because the analyst does. Raises KeyError for a role that does not exist.
    """
    reaches = [_NARROW.get(role, Reach.EVERYBODY) for role in roles if scope in ROLES[role]]
    return max(reaches, default=Reach.NOBODY)


def unknown_scopes(scopes: Iterable[str]) -> list[str]:
    """Those that are neither a scope nor `*`, in their order."""
    return [scope for scope in scopes if scope not in SCOPES and scope != EVERY_SCOPE]

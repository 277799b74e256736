"""Accounts that a plan keeps from period to period: its balances, and what caps and instalments hold back."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from rules.plan.limits import carries
from rules.plan.plan import Plan
from rules.problems import pointer

RESERVE = "_reserve"
"""Ends the key of the account of a cap that gives back what it withheld, and of the line that does so."""
INSTALMENTS = "_instalments"
"""Ends the key of the account of what is still to be paid in parts, and of the line that pays the next ones."""
TOTAL_RESERVE = "total" + RESERVE
"""The account of the cap of the total."""

TOTAL_FLOOR = "total_floor"
"""The line that raises a total to its floor."""

AccountKind = Literal["reserve", "total_reserve", "instalments", "balance"]


class Account(NamedTuple):
    """One account: `owner` is the component it belongs to (empty: none), `path` where the document asks for it."""

    kind: AccountKind
    key: str
    owner: str
    path: str


def accounts_of(plan: Plan) -> Iterator[Account]:
    """All accounts, in the order in which results show them."""
    for index, component in enumerate(plan.components):
        if carries(component.cap):
            path = pointer("components", index, "cap", "carry")
            yield Account("reserve", component.key + RESERVE, component.key, path)
    if carries(plan.limits.total_cap):
        yield Account("total_reserve", TOTAL_RESERVE, "", "/limits/total_cap/carry")
    for index, component in enumerate(plan.components):
        if component.instalments is not None:
            path = pointer("components", index, "instalments")
            yield Account("instalments", component.key + INSTALMENTS, component.key, path)
    for key in plan.balances:
        yield Account("balance", key, "", pointer("balances", key))


def paid_keys(plan: Plan) -> tuple[str, ...]:
    """The keys of all lines of which earlier periods may have paid something: balances are not among them."""
    given_back = (account.key for account in accounts_of(plan) if account.kind != "balance")
    return (*(component.key for component in plan.components), *given_back, TOTAL_FLOOR)


def line_keys(plan: Plan) -> tuple[str, ...]:
    """The keys of all lines that results may show under `components`, in the order in which they show them."""
    accounts = (account.key for account in accounts_of(plan))
    floor = () if plan.limits.total_floor is None else (TOTAL_FLOOR,)
    return (*(component.key for component in plan.components), *floor, *accounts)

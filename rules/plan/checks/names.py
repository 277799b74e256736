"""Names that formulas read: one namespace, no reserved words."""

from collections.abc import Iterator

from rules.plan.accounts import accounts_of
from rules.plan.plan import Plan
from rules.plan.reserved import RESERVED
from rules.problems import Problem, pointer

_SHARED = ("inputs", "facts", "values", "tables", "scales", "pools", "balances")


def check_names(plan: Plan) -> Iterator[Problem]:
    """One name, one meaning; a KPI may share its name with a fact, a component with nothing."""
    taken: dict[str, str] = {}
    for section in _SHARED:
        for key in getattr(plan, section):
            yield from _claim(key, pointer(section, key), taken)
    facts = {key: path for key, path in taken.items() if path.startswith("/facts/")}
    without_facts = {key: path for key, path in taken.items() if key not in facts}
    for index, kpi in enumerate(plan.kpis):
        if kpi.key not in without_facts or without_facts[kpi.key].startswith("/kpis/"):
            without_facts.pop(kpi.key, None)
        yield from _claim(kpi.key, pointer("kpis", index, "key"), without_facts)
    names = {**without_facts, **facts}
    for index, component in enumerate(plan.components):
        if names.get(component.key, "").startswith("/components/"):
            continue
        yield from _claim(component.key, pointer("components", index, "key"), names)
    for account in accounts_of(plan):
        if account.kind != "balance":
            yield from _claim_line(account.key, account.path, names)


def _claim_line(key: str, path: str, taken: dict[str, str]) -> Iterator[Problem]:
    """Enters the key of a line that a cap or instalments add to results."""
    if key in taken:
        message = f'This adds a line "{key}" to results, and {taken[key]} has that name; rename it there.'
        yield Problem("plan.name_taken", path, message)
    taken.setdefault(key, path)


def _claim(key: str, path: str, taken: dict[str, str]) -> Iterator[Problem]:
    """Enters a name; a second owner or a reserved word is a problem."""
    if key in RESERVED:
        yield Problem("plan.reserved_name", path, f'"{key}" is a name of the formula language itself; choose another.')
    if key in taken:
        yield Problem("plan.name_taken", path, f'"{key}" is already the name of {taken[key]}; choose another.')
    taken.setdefault(key, path)

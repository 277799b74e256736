"""Pools whose pot is not paid as it is shared: read by nothing, paid as part of something else, or never one pot."""

from collections.abc import Iterator

from rules.check.subject import Subject
from rules.compiled import paid_share, pools_read
from rules.plan import ClaimPool
from rules.problems import Problem, pointer


def pool_shares(subject: Subject) -> Iterator[Problem]:
    """One warning per pool that no formula reads, per line that is more than a share, and per pot that differs."""
    if subject.compiled is None:
        return
    plan, formulas = subject.plan, subject.compiled.formulas
    for key, pool in plan.pools.items():
        path = pointer("pools", key)
        if not isinstance(pool, ClaimPool) and key not in subject.names_read:
            message = f"no formula reads {key}, so its pot is paid to nobody; let a component's amount be {key}"
            yield Problem("lint.unread_pool", path, message)
        formula = formulas[f"/pools/{key}/{'fund' if isinstance(pool, ClaimPool) else 'amount'}"]
        own = [name for name in formula.uses if name in plan.inputs and plan.inputs[name].scope == "personal"]
        if own:
            message = (
                f"the pot reads {own[0]}, which everybody has for themselves, and must come out the same for all its "
                "members; read a value of the company or team, or add up over the people with total(…)"
            )
            yield Problem("lint.personal_pot", path, message)
    for index, component in enumerate(plan.components):
        read = pools_read(component.key, formulas, plan)
        if read and paid_share(component.key, formulas, plan) is None:
            message = (
                f"this line reads the share of {read[0]} inside a larger formula, so that all lines together may be "
                f"more or less than the pot; let one line be {read[0]} alone, and pay the rest by another"
            )
            yield Problem("lint.pool_share", pointer("components", index, "amount"), message)

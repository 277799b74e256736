"""Parts of a plan over time that are each well formed and do not fit together."""

from collections.abc import Iterator

from rules.plan import Plan, carries, counts_year
from rules.problems import Problem, pointer


def check_over_time(plan: Plan) -> Iterator[Problem]:
    """Instalments against caps: one that looks beyond the period counts what is paid, and instalments pay later what
    was earned before."""
    message = "Instalments and a cap per year or with carry cannot stand together; cap each period instead."
    for index, component in enumerate(plan.components):
        caps = (component.cap, plan.limits.total_cap if component.unit is None else None)
        if component.instalments is not None and any(counts_year(cap) or carries(cap) for cap in caps):
            yield Problem("plan.not_together", pointer("components", index, "instalments"), message)

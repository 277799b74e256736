"""Two half months that each get a whole month's pay: segments computed one by one, and a line that is not prorated."""

from collections.abc import Iterator

from rules.check.subject import Subject
from rules.plan import RowsFact
from rules.problems import Problem, pointer

_COUNTS_TIME = frozenset({"proration", "period.days_in_force"})


def paid_per_segment(subject: Subject) -> Iterator[Problem]:
    """Components that neither count the time in force nor add up what happened in it, where segments stand alone."""
    compiled, plan = subject.compiled, subject.plan
    if compiled is None or plan.segments != "separate":
        return
    happened = {f"{kpi.key}.actual" for kpi in plan.kpis}
    rows = tuple(f"{key}." for key, fact in plan.facts.items() if isinstance(fact, RowsFact))
    for index, component in enumerate(plan.components):
        if component.prorate or component.per is not None:
            continue
        uses = compiled.formulas[f"/components/{component.key}/amount"].uses
        if not any(name in _COUNTS_TIME | happened or name.startswith(rows) for name in uses):
            message = (
                f'"{component.label}" is paid once for each segment, as it does not count time in force; say '
                '"prorate": true if the amount is for a whole period.'
            )
            path = pointer("components", index, "amount")
            yield Problem("lint.paid_per_segment", path, message, numbers={"amount": component.amount})

"""Levels that the plan leaves to every single person, perhaps by oversight."""

from collections.abc import Iterator

from rules.check.subject import Subject
from rules.plan import Levels, levels_needed
from rules.problems import Problem, pointer


def absent_levels(subject: Subject) -> Iterator[Problem]:
    """A weighted KPI without a level its curve needs, in a plan that does not itself say `personal`."""
    plan = subject.plan
    if plan.says("personal"):
        return
    for index, kpi in enumerate(plan.kpis):
        levels = kpi.levels or Levels()
        absent = [level for level in levels_needed(kpi.effective_curve) if getattr(levels, level) is None]
        if kpi.weight is not None and absent:
            named = " and ".join(absent)
            message = (
                f'"{kpi.label}" has no {named}, so everybody without a personal one is blocked; add it, or say '
                '"personal": ["levels"] if people bring their own.'
            )
            numbers = {"absent": str(len(absent))}
            yield Problem("lint.absent_levels", pointer("kpis", index), message, numbers=numbers)

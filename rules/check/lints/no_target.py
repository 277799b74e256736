"""A KPI that is only capped at target and has no target: its index has no upper limit."""

from collections.abc import Iterator

from rules.check.subject import Subject
from rules.numbers import plain_text
from rules.plan import Kpi, LinearCurve, RatioCurve
from rules.problems import Problem, pointer


def no_target(subject: Subject) -> Iterator[Problem]:
    """Weighted KPIs whose curve says nothing about a cap and that have no target."""
    for index, kpi in enumerate(subject.plan.kpis):
        if kpi.weight is not None and not kpi.has_target and _capped_by_default(kpi):
            message = (
                f'"{kpi.label}" has no target, so its index has no cap; give it a target, or say what is meant: "cap": '
                'an index such as "1.5", or null for none.'
            )
            path = pointer("kpis", index) + ("" if kpi.levels is None else "/levels")
            numbers = {"weight": plain_text(kpi.weight)}
            yield Problem("lint.no_target", path, message, numbers=numbers)


def _capped_by_default(kpi: Kpi) -> bool:
    curve = kpi.effective_curve
    return isinstance(curve, LinearCurve | RatioCurve) and not curve.says("cap")

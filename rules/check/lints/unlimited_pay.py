"""Pay without an upper limit: the plan's largest liability is not known."""

from collections.abc import Iterator

from rules.check.ceiling import Ceilings
from rules.check.subject import Subject
from rules.problems import Problem, pointer


def unlimited_pay(subject: Subject) -> Iterator[Problem]:
    """Components that grow with an actual for ever, where neither they nor the total have a cap."""
    compiled = subject.compiled
    if compiled is None:
        return
    ceilings = Ceilings(compiled)
    if "/limits/total_cap" in compiled.formulas and not ceilings.of("/limits/total_cap").above:
        return
    for index, component in enumerate(subject.plan.components):
        ends = ceilings.component(component.key)
        if ends.above:
            reads = ", ".join(sorted(ends.because))
            message = (
                f'"{component.label}" has no upper limit, as it grows with {reads}; give it a cap, cap the total, or '
                "accept that the largest payout is not known."
            )
            yield Problem("lint.unbounded", pointer("components", index), message, numbers={"grows_with": reads})

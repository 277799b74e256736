"""Examples that are not there or do not come out: such a plan cannot be submitted."""

from collections.abc import Iterator

from rules.check.subject import Subject
from rules.problems import Problem, pointer


def example_trouble(subject: Subject) -> Iterator[Problem]:
    """A plan without examples, and every example that fails."""
    if not subject.plan.examples:
        message = "The plan has no example, so nothing shows what it is meant to pay; add one with what must come out."
        yield Problem("lint.no_examples", "/examples", message, numbers={"examples": "0"})
    for index, run in enumerate(subject.runs):
        if not run.report.passed:
            count = len(run.report.differences)
            message = (
                f'The example "{run.report.name}" does not come out as it says ({count} '
                f"difference{'' if count == 1 else 's'}); mend the plan, or paste what was computed."
            )
            path = pointer("examples", index)
            yield Problem("lint.example_failed", path, message, numbers={"differences": str(count)})

"""Whether a document may become a version: no problems, and at least one example, and every example comes out."""

from collections.abc import Iterator

from rules import CheckReport, PlanRefused, Problem, check_plan
from service.files.exact_json import loads

_NO_EXAMPLES = "A plan needs at least one example that comes out; add one with what must be paid."


def check_ready(text: str) -> None:
    """Raises PlanRefused with everything that stands against it."""
    report = check_plan(loads(text.encode()))
    problems = report.problems or tuple(_against(report))
    if problems:
        raise PlanRefused(problems)


def _against(report: CheckReport) -> Iterator[Problem]:
    if not report.examples:
        yield Problem("plan.no_examples", "/examples", _NO_EXAMPLES)
    for example in report.examples:
        for difference in example.differences:
            message = f"{example.name}: {_said(difference.expected)} is expected, {_said(difference.actual)} comes out."
            yield Problem("plan.example_failed", difference.path, message)


def _said(value: str | bool | list[str] | None) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return str(value).lower() if isinstance(value, bool) else value

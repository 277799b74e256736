"""Parts of the document that this release reads and keeps, and does not yet calculate."""

from collections.abc import Iterator

from rules.plan.plan import Plan
from rules.problems import Problem

_CODE = "plan.not_yet_supported"
_TIME_FIELDS = {
    "ytd": "year-to-date versions",
}


def find_unsupported(plan: Plan) -> list[Problem]:
    """One problem for every part that would change money and that this release cannot calculate."""
    return [
        *_sections(plan),
    ]


def _sections(plan: Plan) -> Iterator[Problem]:
    for field, meaning in _TIME_FIELDS.items():
        if plan.says(field):
            yield _problem(f"/{field}", meaning)


def _problem(path: str, meaning: str) -> Problem:
    return Problem(_CODE, path, f"This release does not calculate {meaning} yet; leave this part out for now.")

"""Parts of the document that this release reads and keeps, and does not yet calculate."""

from collections.abc import Iterator

from rules.plan.components import Component
from rules.plan.facts import WindowFact
from rules.plan.limits import carries
from rules.plan.plan import Plan
from rules.problems import Problem, pointer

_CODE = "plan.not_yet_supported"
_TIME_FIELDS = {
    "ytd": "year-to-date versions",
    "retro": "recalculation of locked pools",
    "rate_date": "conversion into payee currency",
}


def find_unsupported(plan: Plan) -> list[Problem]:
    """One problem for every part that would change money and that this release cannot calculate."""
    return [
        *_sections(plan),
        *_measures(plan),
        *_components(plan),
    ]


def _sections(plan: Plan) -> Iterator[Problem]:
    for key in plan.balances:
        yield _problem(pointer("balances", key), "balances")
    if plan.segments == "separate":
        yield _problem("/segments", "segments one by one")
    for field, meaning in _TIME_FIELDS.items():
        if plan.says(field):
            yield _problem(f"/{field}", meaning)
    if carries(plan.limits.total_cap):
        yield _problem("/limits/total_cap", "caps with carry-over")


def _measures(plan: Plan) -> Iterator[Problem]:
    for key, fact in plan.facts.items():
        if isinstance(fact, WindowFact):
            yield _problem(pointer("facts", key), "facts over a window of periods")


def _components(plan: Plan) -> Iterator[Problem]:
    for index, component in enumerate(plan.components):
        for field, meaning in _later_parts(component):
            yield _problem(pointer("components", index, field), meaning)


def _later_parts(component: Component) -> Iterator[tuple[str, str]]:
    if component.instalments is not None:
        yield "instalments", "instalments"
    if carries(component.cap):
        yield "cap", "caps with carry-over"


def _problem(path: str, meaning: str) -> Problem:
    return Problem(_CODE, path, f"This release does not calculate {meaning} yet; leave this part out for now.")

"""Examples: each expects something, spans have a length, people stand once."""

from collections.abc import Iterator

from rules.plan.examples import Example, ExamplePeriod, Situation, Surroundings
from rules.plan.plan import Plan
from rules.plan.shared import DateSpan
from rules.problems import Problem, pointer

PERIODS_MAX = 120
"""Periods of one example: ten years of months."""


def check_examples(plan: Plan) -> Iterator[Problem]:
    """Every example with its periods and people."""
    for index, example in enumerate(plan.examples):
        path = pointer("examples", index)
        if not _expects(example):
            yield Problem(
                "plan.example_expect",
                path,
                'An example that expects nothing proves nothing; give it "expect".',
            )
        yield from _check_situation(example, path)
        yield from _check_surroundings(example, path)
        yield from _check_sequence(example, path)
        for number, period in enumerate(example.periods):
            yield from _check_situation(period, f"{path}/periods/{number}")
            yield from _check_surroundings(period, f"{path}/periods/{number}")
            yield from _check_expect(period, f"{path}/periods/{number}", people=_people_of(example, period))


def _expects(part: Example | ExamplePeriod) -> bool:
    """Whether anything in an example is compared."""
    own = part.expect is not None and bool(part.expect.model_fields_set)
    people = any(person.expect is not None and person.expect.model_fields_set for person in part.participants)
    later = isinstance(part, Example) and any(_expects(period) for period in part.periods)
    return own or people or later


def _people_of(example: Example, period: ExamplePeriod) -> bool:
    return bool(period.participants or example.participants)


def _check_expect(part: Example | ExamplePeriod, path: str, *, people: bool) -> Iterator[Problem]:
    """What must come out stands with the person of whom it is said."""
    if part.expect is not None and people:
        message = "Several people are calculated here, so say of each participant what must come out."
        yield Problem("plan.misplaced_expect", f"{path}/expect", message)


def _check_sequence(example: Example, path: str) -> Iterator[Problem]:
    if not example.periods:
        yield from _check_expect(example, path, people=bool(example.participants))
        return
    message = "Several periods are calculated here, so say in each period what must come out."
    if example.expect is not None:
        yield Problem("plan.misplaced_expect", f"{path}/expect", message)
    for index, person in enumerate(example.participants):
        if person.expect is not None:
            yield Problem("plan.misplaced_expect", f"{path}/participants/{index}/expect", message)
    if len(example.periods) > PERIODS_MAX:
        too_many = f"An example has at most {PERIODS_MAX} periods; split it."
        yield Problem("plan.too_large", f"{path}/periods", too_many)
    yield from _check_dates(example, path)


def _check_dates(example: Example, path: str) -> Iterator[Problem]:
    """Either every period has its dates, and they follow each other, or none has."""
    if example.period is not None:
        message = "An example with periods has no dates of its own; each of its periods has."
        yield Problem("plan.period", f"{path}/period", message)
    dates = [period.period for period in example.periods]
    before = dates[0]
    for number, dated in enumerate(dates):
        place = f"{path}/periods/{number}"
        if (dated is None) is not (dates[0] is None):
            yield Problem("plan.period", place, "Give each period of the example its dates, or none of them.")
        elif number and dated is not None and before is not None and dated.start < before.end:
            yield Problem("plan.period", f"{place}/period/start", "Periods stand in their order and do not overlap.")
        before = dated


def _check_surroundings(part: Surroundings, path: str) -> Iterator[Problem]:
    if part.period is not None:
        yield from _check_span(part.period, f"{path}/period")
    seen: set[str] = set()
    for index, person in enumerate(part.participants):
        place = f"{path}/participants/{index}"
        if person.id in seen:
            yield Problem(
                "plan.duplicate_key", f"{place}/id", "This id stands twice in the example; every person once."
            )
        seen.add(person.id)
        yield from _check_situation(person, place)


def _check_situation(part: Situation, path: str) -> Iterator[Problem]:
    for index, segment in enumerate(part.segments):
        yield from _check_span(segment, f"{path}/segments/{index}")
    if part.assignment is None:
        return
    for index, absence in enumerate(part.assignment.absences):
        yield from _check_span(absence, f"{path}/assignment/absences/{index}")
    start, end = part.assignment.from_, part.assignment.to
    if start is not None and end is not None and end <= start:
        yield Problem("plan.period", f"{path}/assignment/to", "The end must be after the start; it is the day after.")


def _check_span(span: DateSpan, path: str) -> Iterator[Problem]:
    if span.end <= span.start:
        yield Problem(
            "plan.period",
            f"{path}/end",
            "The end must be after the start: it is the first day that no longer counts.",
        )

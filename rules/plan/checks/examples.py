"""Examples: each expects something, spans have a length, people stand once."""

from collections.abc import Iterator

from rules.plan.examples import DateSpan, Example, ExamplePeriod, Situation, Surroundings
from rules.plan.plan import Plan
from rules.problems import Problem, pointer


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
        for number, period in enumerate(example.periods):
            yield from _check_situation(period, f"{path}/periods/{number}")
            yield from _check_surroundings(period, f"{path}/periods/{number}")


def _expects(part: Example | ExamplePeriod) -> bool:
    """Whether anything in an example is compared."""
    own = part.expect is not None and bool(part.expect.model_fields_set)
    people = any(person.expect is not None and person.expect.model_fields_set for person in part.participants)
    later = isinstance(part, Example) and any(_expects(period) for period in part.periods)
    return own or people or later


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
    if part.assignment.to is not None and part.assignment.to <= part.assignment.from_:
        yield Problem("plan.period", f"{path}/assignment/to", "The end must be after the start; it is the day after.")


def _check_span(span: DateSpan, path: str) -> Iterator[Problem]:
    if span.end <= span.start:
        yield Problem(
            "plan.period",
            f"{path}/end",
            "The end must be after the start: it is the first day that no longer counts.",
        )

"""A person's progress from what is booked, or, for those who see everybody's pay, from what was computed last."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from rules import SEMANTICS, Problem, Scoring, display, progress_of
from service.access.scopes import Reach
from service.comparison.repository.inputs import StoredInput, TooManyPeople, inputs_of
from service.comparison.repository.runs import ComparedRun, finished_run
from service.comparison.use_cases.situations import Situations
from service.errors import Conflict, NotFound
from service.participants.repository.people import people_called
from service.participants.repository.reach import reached
from service.participants.use_cases.sight import Sight
from service.periods.use_cases.reading import the_period
from service.progress.repository import RunOfPeriod, periods_until, runs_of
from service.work import Work

PEOPLE_MAX: Final = 1_000
"""The largest population that is computed anew for every period while somebody waits."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose progress, in which calendar, up to which period and how many periods back."""

    participant: str
    calendar: str
    until: str
    periods: int


@dataclass(frozen=True, slots=True)
class PeriodRead:
    """One period: the run that counts with the inputs of the participant's results; none where there is no result."""

    key: str
    run: ComparedRun | None = None
    is_booked: bool = False
    inputs: Sequence[StoredInput] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """Everything that is needed; nothing more is read from the store."""

    participant_id: int
    asked: Asked
    periods: Sequence[PeriodRead]


def read_periods(work: Work, sight: Sight, asked: Asked) -> Read:
    """The stored inputs of a participant, period by period; raises NotFound for a period, and for who has no result
    that the caller may see."""
    until = the_period(work, asked.calendar, asked.until)
    person = people_called(work, [asked.participant]).get(asked.participant)
    if person is None:
        raise _nobody()
    periods = periods_until(work, asked.calendar, until.end, asked.periods)
    runs = [
        run
        for run in runs_of(work, person.number, [number for number, _ in periods])
        if run.revision is not None or sight.pay is Reach.EVERYBODY
    ]
    found = [
        _period(work, sight, person.number, key, [run for run in runs if run.period_id == number])
        for number, key in periods
    ]
    first = next((place for place, period in enumerate(found) if period.run is not None), None)
    if first is None:
        raise _nobody()
    return Read(person.number, asked, found[first:])


def shown(read: Read, band: Fraction) -> dict[str, Any]:
    """The progress by every plan."""
    situations = Situations()
    keys = sorted({one.plan_key for period in read.periods for one in period.inputs})
    return {
        "participant": read.asked.participant,
        "calendar": read.asked.calendar,
        "band": display(band),
        "plans": [{"plan": key, "periods": _plan(read.periods, key, band, situations)} for key in keys],
    }


def _plan(periods: Sequence[PeriodRead], key: str, band: Fraction, situations: Situations) -> list[dict[str, Any]]:
    scorings = []
    for period in periods:
        # Where a version ends within the period the later one is the scale that goes on.
        stored = next((one for one in reversed(period.inputs) if one.plan_key == key), None)
        situation = None if period.run is None else situations.situation(stored, period.run)
        scorings.append(Scoring(period.key, situation))
    return [
        found.to_json() | {"run_id": None if period.run is None else str(period.run.id), "is_booked": period.is_booked}
        for found, period in zip(progress_of(scorings, band), periods, strict=True)
    ]


def _period(work: Work, sight: Sight, number: int, key: str, runs: Sequence[RunOfPeriod]) -> PeriodRead:
    if not runs:
        return PeriodRead(key)
    chosen = max(runs, key=lambda run: (run.revision is not None, run.revision or run.run_id))
    run = finished_run(work, chosen.run_id)
    assert run is not None
    if not reached(work, [number], sight.pay, sight.me, run.last_day):
        return PeriodRead(key)
    if run.semantics != SEMANTICS:
        message = "A period was computed by rules of an earlier release; run it again to compare it."
        raise Conflict(Problem("comparison.semantics_retired", "", message))
    try:
        inputs = inputs_of(work, run, number, PEOPLE_MAX)
    except TooManyPeople:
        message = f"Plans whose people depend on each other are compared for up to {PEOPLE_MAX:,} people."
        raise Conflict(Problem("comparison.too_many_people", "", message)) from None
    return PeriodRead(key, run, chosen.revision is not None, inputs)


def _nobody() -> NotFound:
    message = "There is no result of such a participant for this key in these periods."
    return NotFound(Problem("progress.not_found", "path external_id", message))

"""What is complete in a period, and who lacks what."""

from collections.abc import Sequence
from itertools import groupby

from rules import Problem, pointer
from service.errors import RequestRefused
from service.facts.repository.lacking import lacking
from service.facts.repository.marks import Mark, add_marks, marks_of
from service.facts.use_cases.known_keys import numbers_of_keys
from service.facts.use_cases.needed import needed_in
from service.facts.use_cases.page import Page, whole_number_in
from service.periods.repository.periods import StoredPeriod
from service.periods.use_cases.reading import the_period
from service.plan_cache import PlanCache
from service.store.locks import Lock, lock_shared
from service.web.cursor import make_cursor
from service.web.moments import moment_text
from service.work import Work

COMPLETE = "complete"


def say_complete(work: Work, place: tuple[str, str], keys: Sequence[str], state: str) -> str:
    """Say that everything of these keys was received for a period, or that it was not; the period, for the audit.

    What was said already is not said again. Raises NotFound, and RequestRefused for keys that nobody knows.
    """
    lock_shared(work.session, Lock.RUN_INPUTS)
    period = the_period(work, *place)
    numbers = numbers_of_keys(work, set(keys))
    unknown = [index for index, key in enumerate(keys) if key not in numbers]
    if unknown:
        message = "no plan and no KPI knows this key"
        raise RequestRefused([Problem("fact.unknown_key", pointer("keys", str(index)), message) for index in unknown])
    said = marks_of(work, period.id)
    new = {key: number for key, number in numbers.items() if key not in said or said[key].state != state}
    add_marks(work, period.id, new, state)
    subject = f"period/{period.calendar}/{period.key}"
    if new:
        work.changed(f"facts.{state}", subject)
    return subject


def show_marks(work: Work, place: tuple[str, str]) -> dict[str, object]:
    """The last word on every key of a period; raises NotFound."""
    period = the_period(work, *place)
    return {**_named(period), "keys": [_mark_shown(mark) for mark in marks_of(work, period.id).values()]}


def show_completeness(work: Work, plans: PlanCache, place: tuple[str, str], page: Page) -> dict[str, object]:
    """One page of those in a plan on a day of the period who lack a fact of it; raises NotFound.

    Facts that the plan measures for one person count, of which nothing was received and that nobody called complete.
    """
    after = whole_number_in(page.cursor)
    period = the_period(work, *place)
    marks = marks_of(work, period.id)
    complete = {key for key, mark in marks.items() if mark.state == COMPLETE}
    needed = [each for each in needed_in(work, plans, period) if each.key not in complete]
    found = lacking(work, needed, (period.start, period.end), after, page.limit + 1)
    people = [list(group) for _, group in groupby(found, key=lambda each: each.number)]
    has_more = len(people) > page.limit
    shown = people[: page.limit]
    return {
        **_named(period),
        "keys": [_mark_shown(mark) for mark in marks.values()],
        "data": [
            {
                "participant": group[0].participant,
                "missing": [{"key": each.key, "plan": each.plan_key} for each in group],
            }
            for group in shown
        ],
        "has_more": has_more,
        "next_cursor": make_cursor(str(shown[-1][0].number)) if has_more else None,
    }


def _named(period: StoredPeriod) -> dict[str, object]:
    return {"calendar": period.calendar, "key": period.key}


def _mark_shown(mark: Mark) -> dict[str, object]:
    return {"key": mark.key, "state": mark.state, "by": str(mark.by_id), "at": moment_text(mark.at)}

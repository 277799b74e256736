"""Reading periods and how far they are."""

from collections import defaultdict

from rules import Problem
from service.errors import NotFound
from service.periods.repository.periods import PeriodSearch, StoredPeriod, find_period, periods_after
from service.periods.repository.steps import EVERYBODY, Step, has_pay_group, last_step, last_steps, steps_of
from service.web.cursor import make_cursor, read_cursor
from service.web.moments import moment_text
from service.work import Work

OPEN = "open"
"""The state of a period that nobody has begun with."""


def list_periods(
    work: Work, search: PeriodSearch, pay_group: str | None, limit: int, cursor: str | None
) -> dict[str, object]:
    """One page of periods with the state of every group that somebody has begun with, or of one group."""
    after = None if cursor is None else _after(read_cursor(cursor))
    found = periods_after(work, search, after, limit + 1)
    has_more = len(found) > limit
    periods = found[:limit]
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in last_steps(work, [period.id for period in periods], pay_group):
        steps[step.period_id].append(step)
    return {
        "data": [_shown(period, steps[period.id]) for period in periods],
        "has_more": has_more,
        "next_cursor": make_cursor(f"{periods[-1].calendar} {periods[-1].start}") if has_more else None,
    }


def get_period(work: Work, calendar: str, key: str) -> dict[str, object]:
    """One period with its states; raises NotFound."""
    period = the_period(work, calendar, key)
    return _shown(period, list(last_steps(work, [period.id])))


def get_pay_group(work: Work, calendar: str, key: str, pay_group: str) -> dict[str, object]:
    """One period in one group, with everything that happened; raises NotFound."""
    period = the_period(work, calendar, key)
    must_know_group(work, period, pay_group)
    steps = steps_of(work, period.id, pay_group)
    return {
        **_days(period),
        "pay_group": pay_group,
        "state": steps[-1].state if steps else OPEN,
        "steps": [_step_shown(step) for step in steps],
    }


def the_period(work: Work, calendar: str, key: str) -> StoredPeriod:
    """The period; raises NotFound."""
    period = find_period(work, calendar, key)
    if period is None:
        raise NotFound(Problem("period.not_found", "path key", "There is no such period; GET /v1/periods lists them."))
    return period


def must_know_group(work: Work, period: StoredPeriod, pay_group: str) -> None:
    """Raises NotFound for a group that nobody is in: a misspelt name must not become a period of its own."""
    if not has_pay_group(work, pay_group) and last_step(work, period.id, pay_group) is None:
        message = f'Nobody is in this pay group. Those who have none are in "{EVERYBODY}".'
        raise NotFound(Problem("pay_group.not_found", "path pay_group", message))


def _after(cursor: str) -> tuple[str, str]:
    calendar, _, start = cursor.partition(" ")
    return calendar, start


def _days(period: StoredPeriod) -> dict[str, object]:
    return {"calendar": period.calendar, "key": period.key, "start": period.start, "end": period.end}


def _shown(period: StoredPeriod, steps: list[Step]) -> dict[str, object]:
    return {**_days(period), "pay_groups": [{"pay_group": step.pay_group, **_step_shown(step)} for step in steps]}


def _step_shown(step: Step) -> dict[str, object]:
    return {"number": step.number, "state": step.state, "by": str(step.by_id), "at": moment_text(step.at)}

"""Facts that come after their period was locked for the group that their participant is paid with."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from service.facts.repository.locked import LockedPeriod, locked_periods
from service.facts.repository.writing import NewFact
from service.facts.sent import SentFact
from service.participants.dated import value_on
from service.participants.repository.attributes import SaidOf, said_of
from service.periods.repository.steps import EVERYBODY
from service.work import Work

_PAY_GROUP: Final = "pay_group"


def late_facts(work: Work, new: Sequence[NewFact]) -> list[SentFact]:
    """Those of these facts on a day of a period that is locked, or paid, for their participant's pay group."""
    if not new:
        return []
    days = [each.fact.day for each in new]
    locked = locked_periods(work, min(days), max(days))
    if not locked:
        return []
    concerned = [each for each in new if any(period.holds(each.fact.day) for period in locked)]
    said = said_of(work, {each.participant for each in concerned}, keys={_PAY_GROUP})
    groups: dict[tuple[int, str], str] = {}
    by_day: dict[str, list[LockedPeriod]] = defaultdict(list)
    for day in {each.fact.day for each in concerned}:
        by_day[day] = [period for period in locked if period.holds(day)]
    late = []
    for each in concerned:
        for period in by_day[each.fact.day]:
            place = (each.participant, period.last_day)
            if place not in groups:
                groups[place] = _group(said, *place)
            if groups[place] == period.pay_group:
                late.append(each.fact)
                break
    return late


def _group(said: SaidOf, participant: int, day: str) -> str:
    value = value_on(said.get(participant, {}).get(_PAY_GROUP, ()), date.fromisoformat(day))
    return EVERYBODY if value is None or value.text is None else value.text

"""The document that all people of a plan share in a run: calendar, company, teams and rates, as a call says them."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final, Literal

from rules import CompiledPlan, Settling, Wanted, scaled_text
from service.facts.reading import Observation, complete_keys, observations
from service.participants.attributes import ATTRIBUTES
from service.periods.repository.holidays import holidays_known
from service.rates.repository import rates_known
from service.runs.repository.known_around import calendar_document
from service.runs.repository.known_people import attributes_of_some, numbers_of, teams_named, value_on
from service.runs.repository.known_prior import period_starts
from service.runs.repository.running import RunningPlan
from service.work import Work

FIRST_DAY: Final = "0001-01-01"

Json = dict[str, Any]


def calendar_of(work: Work, plan: RunningPlan) -> Json:
    """Fiscal years, and of calendars of whole weeks the periods one by one; holidays come apart."""
    document = calendar_document(work.session, plan.period.calendar)
    calendar: Json = {}
    if document.get("fiscal_year_start", "01-01") != "01-01":
        calendar["fiscal_year_start"] = document["fiscal_year_start"]
    if document.get("pattern") is not None:
        listed = period_starts(work.session, plan.period.calendar, FIRST_DAY, plan.period.end)
        calendar["periods"] = [{"start": start, "end": end} for start, end in listed]
    return calendar


def earliest(plan: RunningPlan, needed: Wanted) -> str:
    """The first day of which observations are read."""
    return min([plan.period.start, *(day.isoformat() for day in needed.history.values())])


class SharedReader:
    """Reads what one plan of a run needs beside its people."""

    def __init__(self, work: Work, plan: RunningPlan, compiled: CompiledPlan, needed: Wanted) -> None:
        self.work = work
        self.plan = plan
        self.compiled = compiled
        self.needed = needed
        self.last_day = (date.fromisoformat(plan.period.end) - timedelta(1)).isoformat()

    def document(self, company: str) -> Json:
        """The call-level parts; `company` is the id of the participant that stands for the company."""
        session, plan = self.work.session, self.plan
        parts: Json = {"calendar": self._calendar(), "rates": list(self._rates()), "pay_date": plan.pay_date}
        if "company" in self.compiled.shared_scopes:
            parts["company"] = self._data("company", numbers_of(session, [company])).get(company)
        if "team" in self.compiled.shared_scopes:
            parts["groups"] = self._data("team", numbers_of(session, teams_named(session, plan.known)))
        return {name: part for name, part in parts.items() if part}

    def _calendar(self) -> Json:
        calendar = calendar_of(self.work, self.plan)
        if self.needed.reads_holidays:
            period = self.plan.period
            days = holidays_known(self.work, period.calendar, self.plan.known.holiday_seq)
            if inside := [day for day in days if period.start <= day < period.end]:
                calendar["holidays"] = inside
        return calendar

    def _data(self, scope: Literal["team", "company"], numbers: Mapping[str, int]) -> Json:
        """Inputs and facts of the company or of teams, each by its id."""
        plan, session = self.plan, self.work.session
        inputs = [key for key, spec in self.compiled.plan.inputs.items() if spec.scope == scope and key in ATTRIBUTES]
        start, end = plan.period.start, plan.period.end
        known = attributes_of_some(session, plan.known, inputs, numbers.values(), start=start, end=end)
        keys = self.needed.facts[scope]
        complete = complete_keys(self.work, plan.known.complete_seq, plan.period.id) & keys
        history = [key for key in self.needed.history if key in keys]
        settling = Settling(self.compiled)
        found: Json = {}
        for id_, number in sorted(numbers.items()):
            values = {key: value_on(said, self.last_day) for key, said in known.get(number, {}).items()}
            now, before = self._observed(scope, number)
            part: Json = {
                "inputs": {key: value for key, value in values.items() if value is not None},
                "facts": settling.settled(now, complete),
            }
            if history:
                part["prior"] = {"facts": {key: settling.listed(key, before.get(key, ())) for key in history}}
            found[id_] = {name: content for name, content in part.items() if content}
        return found

    def _observed(
        self, scope: Literal["team", "company"], number: int
    ) -> tuple[dict[str, list[Observation]], dict[str, list[Observation]]]:
        """The observations of the period, and those of earlier days as far as they are looked back at."""
        plan = self.plan
        now: dict[str, list[Observation]] = {}
        before: dict[str, list[Observation]] = {}
        for _, key, seen in observations(
            self.work.session,
            plan.known.fact_seq,
            (number, number),
            self.needed.facts[scope],
            start_day=earliest(plan, self.needed),
            end_day=plan.period.end,
        ):
            if here := [each for each in seen if each.day >= plan.period.start]:
                now[key] = here
            if key in self.needed.history:
                first = self.needed.history[key].isoformat()
                before[key] = [each for each in seen if first <= each.day < plan.period.start]
        return now, before

    def _rates(self) -> Iterator[Json]:
        """The rates that may be read: into plan currency on days of facts, out of it on the day the plan names."""
        plan, own = self.plan, self.compiled.plan.currency
        days = {"period_start": plan.period.start, "period_end": self.last_day, "payment_date": plan.pay_date}
        pay_day = days[self.compiled.plan.rate_date]
        start = min(earliest(plan, self.needed), pay_day or plan.period.start)
        until = max(plan.period.end, (date.fromisoformat(pay_day or self.last_day) + timedelta(1)).isoformat())
        converts = any(self.compiled.money_of(key) for key in self.compiled.fact_keys)
        for rate in rates_known(self.work, plan.known.rate_seq, until, start_day=start):
            into = converts and rate.to_currency == own and rate.day < plan.period.end
            if into or (rate.from_currency == own and rate.day == pay_day):
                text = scaled_text(rate.mantissa, rate.scale)
                yield {"from": rate.from_currency, "to": rate.to_currency, "date": rate.day, "rate": text}

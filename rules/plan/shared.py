"""What an example says once for everybody in it, as a call would: shared data, calendar, rates, credits."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from rules.plan.given import FactValue, InputValue
from rules.plan.part import DocumentPart
from rules.plan.values import Day, Exact, ExactDecimal, WholeNumber
from rules.plan.words import Currency, Key, PersonId, Text

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class SharedPrior(DocumentPart):
    """What earlier periods leave behind of shared facts."""

    facts: Mapping[Key, FactValue] = Field(
        {},
        description="Values of the period just before, or observations with their dates.",
        examples=[{"profit": "2000000"}],
    )


class SharedData(DocumentPart):
    """Inputs and facts of the company or of one group."""

    inputs: Mapping[Key, InputValue] = Field({}, description="Inputs by key.", examples=[{"company_fund": "100000"}])
    facts: Mapping[Key, FactValue] = Field({}, description="Facts by key.", examples=[{"profit": "2500000"}])
    prior: SharedPrior | None = Field(
        None, description="Facts of earlier periods.", examples=[{"facts": {"profit": "2000000"}}]
    )


class DateSpan(DocumentPart):
    """The half-open interval [start, end)."""

    start: Day = Field(description="First day.", examples=["2026-03-01"])
    end: Day = Field(description="The day after the last one.", examples=["2026-04-01"])


class GivenCalendar(DocumentPart):
    """The company's calendar: its fiscal year, its working days, and periods that are no calendar months."""

    fiscal_year_start: Text | None = Field(
        None, description="Month and day the fiscal year starts; absent: 01-01.", examples=["04-01"]
    )
    holidays: tuple[Day, ...] = Field((), description="Days nobody works.", examples=[["2026-05-01"]])
    workdays: tuple[Weekday, ...] = Field(
        ("mon", "tue", "wed", "thu", "fri"), description="Days of the week that are worked.", examples=[["mon", "tue"]]
    )
    periods: tuple[DateSpan, ...] = Field(
        (), description="The periods, one by one.", examples=[[{"start": "2026-01-05", "end": "2026-02-02"}]]
    )
    pattern: Literal["4-4-5", "4-5-4", "5-4-4"] | None = Field(
        None, description="Weeks of the three periods of a quarter.", examples=["4-4-5"]
    )
    year_start: Day | None = Field(None, description="First day of a year of the pattern.", examples=["2026-01-05"])
    weeks: WholeNumber | None = Field(None, description="Weeks of that year, 52 or 53.", examples=["52"])


class GivenRate(DocumentPart):
    """1 unit of `from` is `rate` units of `to`, on one day or over a span of days."""

    from_: Currency = Field(alias="from", description="Currency that is converted.", examples=["USD"])
    to: Currency = Field(description="Currency that comes out.", examples=["EUR"])
    date: Day | None = Field(None, description="The day it holds.", examples=["2026-03-31"])
    start: Day | None = Field(None, description="First day it holds.", examples=["2026-03-01"])
    end: Day | None = Field(None, description="The day after the last one.", examples=["2026-04-01"])
    rate: ExactDecimal = Field(description="Units of `to` for one unit of `from`.", examples=["0.92"])


class GivenCredit(DocumentPart):
    """One value, or one row, that several people share."""

    fact: Key = Field(description="The fact it belongs to.", examples=["revenue"])
    value: InputValue = Field(None, description="What is shared.", examples=["1000"])
    date: Day | None = Field(None, description="When it happened.", examples=["2026-03-05"])
    time: Text | None = Field(None, description="The time of that day.", examples=["09:30"])
    source: Text | None = Field(None, description="Where it comes from.", examples=["crm"])
    source_id: Text | None = Field(None, description="Its id there.", examples=["deal-17"])
    revision: WholeNumber | None = Field(
        None, description="Of one fact, source and id the highest revision counts.", examples=[1]
    )
    currency: Text | None = Field(None, description="What it is in, where not in the plan's.", examples=["USD"])
    shares: Mapping[PersonId, Exact] = Field(
        description="Shares by participant; they add up to exactly 1.", examples=[{"E1": "0.6", "E2": "0.4"}]
    )
    fields: Mapping[Key, InputValue] = Field(
        {}, description="Fields of a row, for a fact of rows.", examples=[{"amount": "1000", "product": "X"}]
    )

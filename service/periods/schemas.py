"""Bodies of `/v1/calendars` and `/v1/periods`."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from service.web.wire import AnswerBody, DayIn, DayOut, MomentOut, RequestBody

KEY_PATTERN: Final = "^[a-z][a-z0-9]*([_-][a-z0-9]+)*$"
KEY_MAX: Final = 48
HOLIDAYS_MAX: Final = 1_000
Frequency = Literal["week", "month", "quarter", "half_year", "year"]
Pattern = Literal["4-4-5", "4-5-4", "5-4-4"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
YearBegins = Literal["nearest", "on_or_after", "on_or_before"]
YearNamed = Literal["start", "end"]
PeriodState = Literal["open", "calculated", "approved", "locked", "paid"]


class CalendarCreateCall(RequestBody):
    """How a company divides time. A calendar never changes; a company may have several."""

    key: Annotated[str, Field(pattern=KEY_PATTERN, max_length=KEY_MAX)] = Field(
        description="Name of the calendar in calls.", examples=["monthly"]
    )
    title: Annotated[str, Field(min_length=1, max_length=400)] | None = Field(
        default=None, description="Name shown to people.", examples=["Calendar months"]
    )
    frequency: Frequency = Field(description="How long a period is.", examples=["month"])
    fiscal_year_start: str = Field(
        default="01-01",
        max_length=5,
        description="Month and day on which fiscal years start.",
        examples=["04-01"],
    )
    year_named: YearNamed = Field(
        default="start", description="Whether a fiscal year is named by the year in which it starts or ends."
    )
    pattern: Pattern | None = Field(
        default=None, description="Months of whole weeks, three of them a quarter; absent: calendar months."
    )
    week_start: Weekday = Field(default="mon", description="First day of the week, for weeks and patterns.")
    year_begins: YearBegins = Field(
        default="nearest",
        description="Where a year of whole weeks begins: on the `week_start` nearest to `fiscal_year_start`, the first"
        " on or after it, or the last on or before it.",
    )


class CalendarAnswer(AnswerBody):
    """A calendar."""

    key: str
    title: str | None
    frequency: Frequency
    fiscal_year_start: str
    year_named: YearNamed
    pattern: Pattern | None
    week_start: Weekday
    year_begins: YearBegins
    hash: str = Field(description="SHA-256 of the calendar.")
    created_at: MomentOut


class CalendarList(AnswerBody):
    """A page of calendars, in the order of the keys."""

    data: list[CalendarAnswer]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class PeriodsGenerateCall(RequestBody):
    """From when until when periods are wanted."""

    from_: DayIn = Field(alias="from", description="A day in the first period.", examples=["2026-01-01"])
    until: DayIn = Field(description="The day after the last one that is wanted.", examples=["2027-01-01"])


class PeriodsMadeAnswer(AnswerBody):
    """The periods that were asked for, and what the calendar has now."""

    calendar: str
    created: int = Field(description="How many were not there before.")
    keys: list[str] = Field(description="Those that were asked for, in order.")
    from_: DayOut = Field(alias="from", description="First day of the calendar's periods.")
    until: DayOut = Field(description="The day after their last.")


class StepAnswer(AnswerBody):
    """One thing that happened to a period in one pay group."""

    number: int
    state: PeriodState = Field(description="The state from then on.")
    by: str = Field(description="The principal who did it.")
    at: MomentOut


class PayGroupStateAnswer(StepAnswer):
    """The last step of a period in one pay group."""

    pay_group: str


class PeriodAnswer(AnswerBody):
    """A period, from `start` to the day before `end`."""

    calendar: str
    key: str = Field(examples=["2026-03"])
    start: DayOut
    end: DayOut
    pay_groups: list[PayGroupStateAnswer] = Field(
        description="How far it is, for every group with which somebody has begun; for all others it is open."
    )


class PeriodList(AnswerBody):
    """A page of periods, in the order of calendars and days."""

    data: list[PeriodAnswer]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class PayGroupAnswer(AnswerBody):
    """A period in one pay group, with everything that happened."""

    calendar: str
    key: str
    start: DayOut
    end: DayOut
    pay_group: str
    state: PeriodState
    steps: list[StepAnswer]


class UnlockCall(RequestBody):
    """Why a locked period should be opened again."""

    reason: str = Field(min_length=1, max_length=1000, examples=["An invoice of 12 March was booked twice."])


class UnlockAnswer(AnswerBody):
    """A request that another person has to decide."""

    request_id: str = Field(description="Where it is decided: /v1/approvals/{request_id}.")
    calendar: str
    key: str
    pay_group: str


class HolidaysCall(RequestBody):
    """Days that are holidays, or, with the other `state`, ordinary days again."""

    days: Annotated[list[DayIn], Field(min_length=1, max_length=HOLIDAYS_MAX)]
    state: Literal["holiday", "ordinary"] = Field(default="holiday", description="What these days are from now on.")


class DaysSaidAnswer(AnswerBody):
    """What came of the days that were sent; a day that was sent twice counts once."""

    changed: int = Field(description="How many are something else than before.")
    known: int = Field(description="How many were so already.")


class HolidayAnswer(AnswerBody):
    """A day that is a holiday."""

    day: DayOut
    at: MomentOut = Field(description="When that was said.")


class HolidayList(AnswerBody):
    """A page of holidays, in order."""

    data: list[HolidayAnswer]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


CALENDARS: Final[dict[str, dict[str, Any]]] = {
    "Calendar months, fiscal years from April": {
        "key": "monthly",
        "frequency": "month",
        "fiscal_year_start": "04-01",
    },
    "Retail months of 4, 5 and 4 weeks": {
        "key": "retail",
        "title": "Retail calendar",
        "frequency": "month",
        "pattern": "4-5-4",
        "fiscal_year_start": "02-01",
        "week_start": "sun",
        "year_begins": "nearest",
    },
}
SPANS: Final[dict[str, dict[str, Any]]] = {
    "The periods of a year": {"from": "2026-01-01", "until": "2027-01-01"},
    "One more period": {"from": "2027-01-01", "until": "2027-01-02"},
}
HOLIDAYS: Final[dict[str, dict[str, Any]]] = {
    "Holidays in spring": {"days": ["2026-04-03", "2026-04-06", "2026-05-01"]},
    "A bridge day that is worked after all": {"days": ["2026-05-15"], "state": "ordinary"},
}
UNLOCKS: Final[dict[str, dict[str, Any]]] = {
    "A late correction": {"reason": "An invoice of 12 March was booked twice."},
    "A wrong plan version": {"reason": "The rates of the second quarter were used."},
}

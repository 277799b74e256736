"""Bodies of `/v1/calculate`: what is sent. What comes back is in `answers`."""

from typing import Annotated, Any, Literal

from pydantic import Field

from service.web.wire import NumberIn, RequestBody, refers_to


class PlanReference(RequestBody):
    """A shipped plan, by key."""

    key: str = Field(description="The key of a shipped plan.", examples=["b2b-sales-manager"])
    version: int | None = Field(default=None, description="Its version; without one, the newest.")


class PeriodCall(RequestBody):
    """Days from `start` up to, and not with, `end`."""

    start: str = Field(json_schema_extra={"format": "date"}, examples=["2026-03-01"])
    end: str = Field(json_schema_extra={"format": "date"}, examples=["2026-04-01"])


class LevelsCall(RequestBody):
    """Personal levels of one KPI; what is left out comes from the plan."""

    base: NumberIn | None = None
    normal: NumberIn | None = None
    target: NumberIn | None = None


class AbsenceCall(PeriodCall):
    """Days away."""

    kind: str | None = Field(default=None, description="The plan's own word for why.", examples=["vacation"])


class AssignmentCall(RequestBody):
    """When the plan applies to the participant."""

    from_: str | None = Field(
        default=None,
        alias="from",
        description="First day in the plan; left out: since long ago.",
        json_schema_extra={"format": "date"},
    )
    to: str | None = Field(
        default=None,
        description="The day after the last one; left out: open.",
        json_schema_extra={"format": "date"},
    )
    reason: str | None = Field(default=None, description="Why it ended, a word of the plan.", examples=["resigned"])
    absences: list[AbsenceCall] = Field(default=[], description="Days away, wherever they lie.")


class SegmentCall(RequestBody):
    """A part of the period with its own inputs or levels; what it does not say is as the participant has it."""

    start: str = Field(json_schema_extra={"format": "date"})
    end: str = Field(json_schema_extra={"format": "date"})
    share: NumberIn | None = None
    inputs: dict[str, NumberIn | bool] = Field(default={})
    levels: dict[str, LevelsCall] = Field(default={})


class InstalmentCall(RequestBody):
    """An amount that is paid in parts, of which some are paid."""

    amount: NumberIn = Field(examples=["1000.00"])
    parts: int = Field(examples=[4])
    paid: int = Field(examples=[1])


class PriorCall(RequestBody):
    """What earlier periods left behind."""

    facts: dict[str, Any] = Field(
        default={},
        description="Earlier observations, with their dates; a single value, or one without a date, is of the period "
        "just before.",
    )
    paid: dict[str, NumberIn] = Field(default={}, description="What was paid so far, by component.")
    balances: dict[str, NumberIn] = Field(
        default={}, description="Opening balances: the closing ones of the period before."
    )
    instalments: dict[str, list[InstalmentCall]] = Field(
        default={},
        description="What is still to be paid in parts, by component, as the result before says.",
    )


class ParticipantCall(RequestBody):
    """One person or team to be paid."""

    id: str = Field(description="The id that the result carries; unique in the call.", examples=["E1"])
    inputs: dict[str, NumberIn | bool | None] = Field(default={}, examples=[{"fund": "42000"}])
    facts: dict[str, Any] = Field(
        default={},
        description="What was measured, by fact key: a number, a word, or a list of observations or rows; "
        "null means missing, which is not zero.",
        examples=[{"revenue": "1100000"}],
    )
    levels: dict[str, LevelsCall] = Field(default={}, description="Personal levels by KPI, if the plan allows them.")
    weights: dict[str, NumberIn] = Field(default={}, description="Personal weights by KPI, if the plan allows them.")
    not_applicable: dict[str, str] = Field(
        default={}, description="KPIs that do not apply to this participant, each with the reason."
    )
    group: str | None = Field(default=None, description="The team, a key of `groups`.")
    manager: str | None = Field(default=None, description="The id of the manager.")
    currency: str | None = Field(
        default=None, description="The currency the participant is paid in, if not the plan's.", examples=["USD"]
    )
    assignment: AssignmentCall | None = None
    segments: list[SegmentCall] = Field(default=[])
    cost_centres: dict[str, NumberIn] = Field(
        default={}, description="Shares of the pay by cost centre; together 1.", examples=[{"CC1": "0.6", "CC2": "0.4"}]
    )
    prior: PriorCall | None = None


class SharedPriorCall(RequestBody):
    """What earlier periods left behind for several people."""

    facts: dict[str, Any] = Field(
        default={},
        description="Earlier observations, with their dates; a single value, or one without a date, is of the period "
        "just before.",
    )


class SharedCall(RequestBody):
    """Inputs and facts that several people share."""

    inputs: dict[str, NumberIn | bool | None] = Field(default={})
    facts: dict[str, Any] = Field(default={})
    prior: SharedPriorCall | None = None


class CalendarCall(RequestBody):
    """The company's calendar; what is left out is the ordinary one."""

    fiscal_year_start: str | None = Field(
        default=None, description="Month and day on which a fiscal year starts; 01-01 if left out.", examples=["04-01"]
    )
    holidays: list[Annotated[str, Field(json_schema_extra={"format": "date"})]] = Field(
        default=[], description="Days that nobody works.", examples=[["2026-05-01"]]
    )
    workdays: list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]] | None = Field(
        default=None, description="Days of the week that are worked; Monday to Friday if left out."
    )
    periods: list[PeriodCall] = Field(
        default=[], description="The company's own periods, each beginning where the one before ends."
    )
    pattern: Literal["4-4-5", "4-5-4", "5-4-4"] | None = Field(
        default=None, description="Weeks of the three periods of each quarter, instead of `periods`."
    )
    year_start: str | None = Field(
        default=None, description="First day of the fiscal year of a pattern.", json_schema_extra={"format": "date"}
    )
    weeks: Literal[52, 53] | None = Field(default=None, description="Weeks of the fiscal year of a pattern; 52.")


class CreditCall(RequestBody):
    """One value, or one row, that several people share."""

    fact: str = Field(description="The fact it belongs to.", examples=["revenue"])
    value: NumberIn | None = Field(default=None, description="What is shared; for a fact of rows `fields` instead.")
    fields: dict[str, NumberIn | bool] = Field(default={}, description="The fields of a shared row.")
    shares: dict[str, NumberIn] = Field(
        description="The share of each participant; they add up to exactly 1.", examples=[{"E1": "0.6", "E2": "0.4"}]
    )
    date: str | None = Field(default=None, json_schema_extra={"format": "date"})
    time: str | None = None
    source: str | None = None
    source_id: str | None = None
    revision: int | None = Field(default=None, description="Of one source id the highest revision counts.")
    currency: str | None = Field(default=None, description="What it is in, where not in the plan's.", examples=["USD"])


class RateCall(RequestBody):
    """One unit of `from` is `rate` units of `to`, on one day, or from `start` up to, and not with, `end`."""

    from_: str = Field(alias="from", examples=["USD"])
    to: str = Field(examples=["EUR"])
    date: str | None = Field(default=None, json_schema_extra={"format": "date"})
    start: str | None = Field(default=None, json_schema_extra={"format": "date"})
    end: str | None = Field(default=None, json_schema_extra={"format": "date"})
    rate: NumberIn = Field(examples=["0.92"])


class CalculateCall(RequestBody):
    """A plan, whom to pay by it, and what happened."""

    plan: Annotated[object, refers_to("PlanReference", "Plan")] = Field(
        description="A shipped plan by key, or a plan document."
    )
    period: PeriodCall | None = Field(default=None, description="Needed by plans that depend on dates.")
    participants: list[ParticipantCall] = Field(description="At most 10,000; at most 100 with `explain`.")
    company: SharedCall | None = Field(default=None, description="What holds for everybody.")
    groups: dict[str, SharedCall] = Field(default={}, description="What holds for one team.")
    credits: list[CreditCall] = Field(default=[], description="Values that several people share.")
    calendar: CalendarCall | None = Field(default=None, description="Fiscal year, workdays, holidays, own periods.")
    rates: list[RateCall] = Field(default=[], description="Exchange rates; none is inverted or chained.")
    pay_date: str | None = Field(
        default=None, description="The day on which the period is paid.", json_schema_extra={"format": "date"}
    )
    ignore_unknown_facts: bool = Field(default=False, description="Passes over facts that the plan does not know.")
    explain: bool = Field(default=False, description="Adds to each result the tree of every step.")

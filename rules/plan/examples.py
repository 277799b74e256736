"""A plan's own examples: situations as a call would give them, and what must come out."""

from collections.abc import Mapping

from pydantic import Field

from rules.plan.expect import Expect
from rules.plan.given import FactValue, InputValue
from rules.plan.part import DocumentPart
from rules.plan.shared import DateSpan, GivenCalendar, GivenCredit, GivenRate, SharedData
from rules.plan.values import Day, Exact, ExactDecimal, WholeNumber
from rules.plan.words import Currency, Key, PersonId, Text, Word


class GivenLevels(DocumentPart):
    """Personal levels that override the plan's, one by one."""

    base: ExactDecimal | None = Field(None, description="Personal base.", examples=["700000"])
    normal: ExactDecimal | None = Field(None, description="Personal normal.", examples=["900000"])
    target: ExactDecimal | None = Field(None, description="Personal target.", examples=["1000000"])


class OpenInstalment(DocumentPart):
    """An amount of an earlier period of which some parts are still to be paid."""

    amount: ExactDecimal = Field(description="The whole amount.", examples=["1000.00"])
    parts: WholeNumber = Field(description="In how many parts it is paid.", examples=["4"])
    paid: WholeNumber = Field(description="How many of them were paid.", examples=["1"])


class Prior(DocumentPart):
    """What earlier periods leave behind."""

    facts: Mapping[Key, FactValue] = Field(
        {},
        description="Facts of earlier periods: values of the period just before, or observations with their dates.",
        examples=[{"revenue": "900000"}, {"revenue": [{"value": "900000", "date": "2026-02-28"}]}],
    )
    paid: Mapping[Key, ExactDecimal] = Field(
        {}, description="Paid so far this year, by component.", examples=[{"kpi_bonus": "1200.00"}]
    )
    balances: Mapping[Key, ExactDecimal] = Field({}, description="Opening balances.", examples=[{"draw": "500.00"}])
    instalments: Mapping[Key, tuple[OpenInstalment, ...]] = Field(
        {},
        description="Amounts still paid in parts, by component.",
        examples=[{"kpi_bonus": [{"amount": "1000.00", "parts": "4", "paid": "1"}]}],
    )


class GivenAbsence(DateSpan):
    """Time away."""

    kind: Word | None = Field(None, description="Kind of absence, as the plan's proration names it.", examples=["sick"])


class GivenAssignment(DocumentPart):
    """Time in force of a participant."""

    from_: Day | None = Field(
        None, alias="from", description="First day in the plan; absent: long ago.", examples=["2026-03-10"]
    )
    to: Day | None = Field(None, description="The day after the last one; absent: open.", examples=["2026-04-01"])
    reason: Word | None = Field(
        None, description="Why it ends, as the plan's rule for leavers names it.", examples=["resigned"]
    )
    absences: tuple[GivenAbsence, ...] = Field(
        (), description="Times that do not count.", examples=[[{"start": "2026-03-16", "end": "2026-03-21"}]]
    )


class GivenSegment(DateSpan):
    """A part of the period with its own share, inputs and levels."""

    share: Exact | None = Field(None, description="Share of the period; absent: by days.", examples=["0.5"])
    inputs: Mapping[Key, InputValue] = Field({}, description="Inputs in force.", examples=[{"fund": "40000"}])
    levels: Mapping[Key, GivenLevels] = Field(
        {}, description="Levels in force, by KPI.", examples=[{"revenue": {"normal": "900000"}}]
    )


class Situation(DocumentPart):
    """Everything about one participant in one period."""

    inputs: Mapping[Key, InputValue] = Field({}, description="Inputs by key.", examples=[{"fund": "42000"}])
    facts: Mapping[Key, FactValue] = Field(
        {},
        description="Facts by key: one value, a list of observations, or a list of rows.",
        examples=[{"revenue": "1100000"}],
    )
    levels: Mapping[Key, GivenLevels] = Field(
        {}, description="Personal levels by KPI.", examples=[{"revenue": {"normal": "900000"}}]
    )
    weights: Mapping[Key, Exact] = Field({}, description="Personal weights by KPI.", examples=[{"revenue": "0.4"}])
    not_applicable: Mapping[Key, Text] = Field(
        {}, description="KPIs that do not apply, with the reason.", examples=[{"margin": "no own margin"}]
    )
    prior: Prior | None = Field(
        None, description="What earlier periods leave behind.", examples=[{"facts": {"revenue": "900000"}}]
    )
    group: PersonId | None = Field(None, description="Id of the participant's group.", examples=["north"])
    manager: PersonId | None = Field(None, description="Id of the manager.", examples=["E7"])
    currency: Currency | None = Field(None, description="Currency that the participant is paid in.", examples=["USD"])
    assignment: GivenAssignment | None = Field(None, description="Time in force.", examples=[{"from": "2026-03-10"}])
    segments: tuple[GivenSegment, ...] = Field(
        (), description="Parts of the period.", examples=[[{"start": "2026-03-01", "end": "2026-03-16"}]]
    )
    cost_centres: Mapping[Word, Exact] = Field(
        {}, description="Shares of the pay by cost centre.", examples=[{"CC1": "0.6", "CC2": "0.4"}]
    )


class ExampleParticipant(Situation):
    """One person of an example with several."""

    id: PersonId = Field(description="The participant's id.", examples=["E1"])
    expect: Expect | None = Field(None, description="What must come out.", examples=[{"total": "38415.00"}])


class Surroundings(DocumentPart):
    """What several people share in one period."""

    period: DateSpan | None = Field(
        None, description="The period.", examples=[{"start": "2026-03-01", "end": "2026-04-01"}]
    )
    company: SharedData | None = Field(
        None, description="Company inputs and facts.", examples=[{"inputs": {"company_fund": "100000"}}]
    )
    groups: Mapping[PersonId, SharedData] = Field(
        {},
        description="Inputs and facts by group id.",
        examples=[{"north": {"facts": {"team_revenue": "5000000"}}}],
    )
    calendar: GivenCalendar | None = Field(
        None, description="The company's calendar.", examples=[{"fiscal_year_start": "04-01"}]
    )
    rates: tuple[GivenRate, ...] = Field(
        (),
        description="Exchange rates.",
        examples=[[{"from": "USD", "to": "EUR", "date": "2026-03-31", "rate": "0.92"}]],
    )
    credits: tuple[GivenCredit, ...] = Field(
        (),
        description="Values that several people share.",
        examples=[[{"fact": "revenue", "value": "1000", "shares": {"E1": "0.6", "E2": "0.4"}}]],
    )
    pay_date: Day | None = Field(None, description="The day of payment.", examples=["2026-04-15"])
    participants: tuple[ExampleParticipant, ...] = Field(
        (), description="Several people at once.", examples=[[{"id": "E1", "expect": {"total": "100.00"}}]]
    )


class ExamplePeriod(Situation, Surroundings):
    """One period of an example with several: history, amounts paid and balances pass from each to the next."""

    expect: Expect | None = Field(None, description="What must come out.", examples=[{"total": "38415.00"}])


class Example(Situation, Surroundings):
    """One situation and what must come out; only what `expect` names is compared, exactly.

    What stands beside `participants` holds for each of them, and what stands beside `periods` for each of those, where
    they do not say otherwise themselves.
    """

    name: Text = Field(description="Name of the example, unique.", examples=["the matrix of the handbook"])
    periods: tuple[ExamplePeriod, ...] = Field(
        (),
        description="Several periods in order.",
        examples=[[{"facts": {"revenue": "1"}, "expect": {"total": "0"}}]],
    )
    expect: Expect | None = Field(
        None, description="What must come out.", examples=[{"coefficient": "1069/1200", "total": "38415.00"}]
    )

"""A plan's own examples: situations as a call would give them, and what must come out."""

from collections.abc import Mapping

from pydantic import Field

from rules.plan.expect import Expect
from rules.plan.given import FactValue, InputValue
from rules.plan.part import DocumentPart
from rules.plan.values import Day, Exact, ExactDecimal
from rules.plan.words import Key, PersonId, Text


class SharedData(DocumentPart):
    """Inputs and facts of the company or of one group."""

    inputs: Mapping[Key, InputValue] = Field({}, description="Inputs by key.", examples=[{"company_fund": "100000"}])
    facts: Mapping[Key, FactValue] = Field({}, description="Facts by key.", examples=[{"profit": "2500000"}])


class GivenLevels(DocumentPart):
    """Personal levels that override the plan's, one by one."""

    base: ExactDecimal | None = Field(None, description="Personal base.", examples=["700000"])
    normal: ExactDecimal | None = Field(None, description="Personal normal.", examples=["900000"])
    target: ExactDecimal | None = Field(None, description="Personal target.", examples=["1000000"])


class Prior(DocumentPart):
    """What earlier periods leave behind."""

    facts: Mapping[Key, FactValue] = Field(
        {}, description="Facts of the period just before.", examples=[{"revenue": "900000"}]
    )
    paid: Mapping[Key, ExactDecimal] = Field(
        {}, description="Paid so far this year, by component.", examples=[{"kpi_bonus": "1200.00"}]
    )
    balances: Mapping[Key, ExactDecimal] = Field({}, description="Opening balances.", examples=[{"draw": "500.00"}])


class DateSpan(DocumentPart):
    """The half-open interval [start, end)."""

    start: Day = Field(description="First day.", examples=["2026-03-01"])
    end: Day = Field(description="The day after the last one.", examples=["2026-04-01"])


class GivenAssignment(DocumentPart):
    """Time in force of a participant."""

    from_: Day = Field(alias="from", description="First day in the plan.", examples=["2026-03-10"])
    to: Day | None = Field(None, description="The day after the last one; absent: open.", examples=["2026-04-01"])
    absences: tuple[DateSpan, ...] = Field(
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
    assignment: GivenAssignment | None = Field(None, description="Time in force.", examples=[{"from": "2026-03-10"}])
    segments: tuple[GivenSegment, ...] = Field(
        (), description="Parts of the period.", examples=[[{"start": "2026-03-01", "end": "2026-03-16"}]]
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
    participants: tuple[ExampleParticipant, ...] = Field(
        (), description="Several people at once.", examples=[[{"id": "E1", "expect": {"total": "100.00"}}]]
    )


class ExamplePeriod(Situation, Surroundings):
    """One period of an example with several; balances and prior facts pass from each to the next."""

    expect: Expect | None = Field(None, description="What must come out.", examples=[{"total": "38415.00"}])


class Example(Situation, Surroundings):
    """One situation and what must come out; only what `expect` names is compared, exactly."""

    name: Text = Field(description="Name of the example, unique.", examples=["the matrix of the handbook"])
    periods: tuple[ExamplePeriod, ...] = Field(
        (),
        description="Several periods in order.",
        examples=[[{"facts": {"revenue": "1"}, "expect": {"total": "0"}}]],
    )
    expect: Expect | None = Field(
        None, description="What must come out.", examples=[{"coefficient": "1069/1200", "total": "38415.00"}]
    )

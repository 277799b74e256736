"""What an example expects; a key that is absent is not compared, null means that there is no value."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from rules.plan.given import ExpectedValue
from rules.plan.part import DocumentPart, tag_object_or
from rules.plan.values import Exact
from rules.plan.words import Currency, Key, Text, Word


class ExpectKpi(DocumentPart):
    """Expected numbers of one KPI."""

    actual: ExpectedValue = Field(None, description="Measured value, a number or a code.", examples=["1100000"])
    base: Exact | None = Field(None, description="Base level in force.", examples=["800000"])
    normal: Exact | None = Field(None, description="Normal level in force.", examples=["1000000"])
    target: Exact | None = Field(None, description="Target level in force.", examples=["1200000"])
    raw_index: Exact | None = Field(None, description="Index before floor and cap.", examples=["1.5"])
    index: Exact | None = Field(None, description="Index after floor, cap and gates.", examples=["1.5"])
    weight: Exact | None = Field(None, description="Weight in force.", examples=["0.35"])
    weighted_index: Exact | None = Field(None, description="Weight * index.", examples=["0.525"])


class ExpectLine(DocumentPart):
    """Expected numbers of one tier or row of a component."""

    from_: Exact | None = Field(None, alias="from", description="Lower edge of the tier.", examples=["0"])
    basis: Exact | None = Field(None, description="Part of the quantity inside the tier.", examples=["100000"])
    rate: Exact | None = Field(None, description="Rate of the tier.", examples=["0.01"])
    amount: Exact | None = Field(None, description="Money of the tier, or paid of the row.", examples=["1000"])
    id: Text | None = Field(None, description="Id of the row.", examples=["D-1"])
    withheld: Exact | None = Field(None, description="What a cap took of the row.", examples=["0.00"])


class ExpectComponent(DocumentPart):
    """Expected stages of one component."""

    amount: Exact | None = Field(None, description="Final amount.", examples=["1000.00"])
    gross: Exact | None = Field(None, description="Rounded amount of the formula.", examples=["1200.00"])
    gated: Exact | None = Field(None, description="What gates took.", examples=["200.00"])
    prorated: Exact | None = Field(None, description="What proration took.", examples=["0.00"])
    withheld: Exact | None = Field(None, description="What caps took, less what floors gave.", examples=["0.00"])
    lines: tuple[ExpectLine, ...] = Field(
        (),
        description="Tiers or rows, all of them in order.",
        examples=[[{"from": "0", "basis": "100000", "rate": "0.01", "amount": "1000"}]],
    )


ExpectedComponent = Annotated[
    Annotated[Exact | None, Tag("@amount")] | Annotated[ExpectComponent, Tag("@object")],
    Discriminator(tag_object_or("amount")),
]


class ExpectPayee(DocumentPart):
    """Expected pay in the currency of a person who is not paid in the plan's."""

    currency: Currency | None = Field(None, description="The person's currency.", examples=["USD"])
    rate: Exact | None = Field(None, description="Units of it for one unit of plan currency.", examples=["1.083"])
    components: Mapping[Key, Exact] = Field(
        {}, description="Converted lines by key.", examples=[{"kpi_bonus": "108.30"}]
    )
    total: Exact | None = Field(None, description="Their sum.", examples=["108.30"])


class Expect(DocumentPart):
    """Expected result of one participant."""

    outcome: Literal["paid", "zero", "blocked"] | None = Field(None, description="Outcome.", examples=["paid"])
    reasons: tuple[Text, ...] = Field(
        (), description="Codes of all reasons, in any order.", examples=[["not_eligible:past_probation"]]
    )
    problems: tuple[Text, ...] = Field(
        (), description="Codes of all problems, in any order.", examples=[["fact.missing"]]
    )
    coefficient: Exact | None = Field(None, description="The coefficient.", examples=["1069/1200"])
    rating: Word | None = Field(None, description="The rating.", examples=["C"])
    payout: Exact | None = Field(None, description="Factor of the rating's band.", examples=["1.2"])
    kpis: Mapping[Key, ExpectKpi] = Field(
        {}, description="Numbers of KPIs, by key.", examples=[{"revenue": {"index": "1.5"}}]
    )
    values: Mapping[Key, ExpectedValue] = Field(
        {}, description="Named values: numbers, true/false or codes.", examples=[{"over_plan": "100000"}]
    )
    components: Mapping[Key, ExpectedComponent] = Field(
        {},
        description="Components by key: the amount, or an object with its stages.",
        examples=[{"kpi_bonus": "37415.00", "growth": {"gross": "1000.00", "withheld": "0.00"}}],
    )
    pools: Mapping[Key, Exact] = Field({}, description="Shares of pools.", examples=[{"team_pool": "120.00"}])
    payee: ExpectPayee | None = Field(
        None,
        description="Pay in the person's own currency; null for the plan's.",
        examples=[{"currency": "USD", "total": "108.30"}],
    )
    balances: Mapping[Key, Exact] = Field({}, description="Closing balances.", examples=[{"draw": "250.00"}])
    total: Exact | None = Field(None, description="The total; null where blocked.", examples=["38415.00"])

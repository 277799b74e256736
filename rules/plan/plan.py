"""The plan document as a whole."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field

from rules.plan.components import Component
from rules.plan.examples import Example
from rules.plan.facts import Fact
from rules.plan.gates import Eligibility, Gate
from rules.plan.inputs import Input
from rules.plan.kpis import Kpi
from rules.plan.limits import Limits
from rules.plan.part import DocumentPart
from rules.plan.people import Pool
from rules.plan.rounding import Rounding
from rules.plan.scales import Ratings, Scale
from rules.plan.tables import Table
from rules.plan.time import Balance, Corrections, Proration, RateDate, Retro, SegmentMode, YearToDate
from rules.plan.values import FormulaText
from rules.plan.words import Currency, Key, PlanKey, Text

SCHEMA = "bonus-plan/1"
"""Name of this document version; the meaning of every default is frozen with it."""


class Plan(DocumentPart):
    """One bonus plan, written and versioned as one document."""

    schema_: Literal["bonus-plan/1"] = Field(
        alias="schema", description="Version of the document format.", examples=["bonus-plan/1"]
    )
    key: PlanKey = Field(description="Name of the plan in calls and files.", examples=["b2b-sales-manager"])
    title: Text = Field(description="Name shown to people.", examples=["B2B sales manager"])
    description: Text | None = Field(
        None, description="What the plan is for.", examples=["Monthly bonus of the field sales team"]
    )
    currency: Currency = Field(description="ISO 4217 code; amounts round to its minor unit.", examples=["EUR"])
    frequency: Literal["week", "month", "quarter", "half_year", "year", "free"] = Field(
        description="Length of a period.", examples=["month"]
    )
    inputs: Mapping[Key, Input] = Field(
        {},
        description="Declared values of participants, groups and the company.",
        examples=[{"fund": {"kind": "money"}}],
    )
    facts: Mapping[Key, Fact] = Field(
        {},
        description="How observations become values; a fact that is not declared is a number and the last counts.",
        examples=[{"revenue": {"kind": "number", "take": "sum"}}],
    )
    eligibility: tuple[Eligibility, ...] = Field(
        (),
        description="Conditions to be in the plan at all.",
        examples=[[{"key": "past_probation", "when": "months_employed >= 3"}]],
    )
    kpis: tuple[Kpi, ...] = Field(
        (),
        description="What is measured.",
        examples=[[{"key": "revenue", "weight": "1", "levels": {"normal": "100"}}]],
    )
    coefficient: FormulaText | None = Field(
        None,
        description="Formula of the coefficient; absent: sum of weight * index.",
        examples=["revenue.index"],
    )
    ratings: Ratings | None = Field(
        None,
        description="Bands of the coefficient; absent: no rating.",
        examples=[{"bands": [{"grade": "B"}, {"grade": "A", "from": "1"}]}],
    )
    scales: Mapping[Key, Scale] = Field(
        {},
        description="Bands of any formula.",
        examples=[{"size": {"of": "revenue.actual", "bands": [{"grade": "S"}, {"grade": "L", "from": "100000"}]}}],
    )
    tables: Mapping[Key, Table] = Field(
        {},
        description="Rates and values by rows.",
        examples=[{"revenue_rates": {"kind": "marginal", "rows": [{"from": "0", "rate": "0.01"}]}}],
    )
    values: Mapping[Key, FormulaText] = Field(
        {},
        description="Named intermediate values.",
        examples=[{"over_plan": "max(revenue.actual - revenue.normal, 0)"}],
    )
    gates: tuple[Gate, ...] = Field(
        (),
        description="Conditions that scale or cap.",
        examples=[[{"key": "receivables", "when": "overdue.actual <= 30", "otherwise": {"factor": "0"}}]],
    )
    components: tuple[Component, ...] = Field(
        (),
        description="The payable lines.",
        examples=[[{"key": "kpi_bonus", "amount": "fund * coefficient"}]],
    )
    limits: Limits = Field(Limits(), description="Smallest and largest total.", examples=[{"total_cap": "fund * 2"}])
    rounding: Rounding = Field(Rounding(), description="How amounts are rounded.", examples=[{"mode": "half_up"}])
    personal: tuple[Literal["levels", "weights"], ...] = Field(
        ("levels",), description="What an assignment may override.", examples=[["levels", "weights"]]
    )
    pools: Mapping[Key, Pool] = Field(
        {},
        description="Money shared among people.",
        examples=[{"team_pool": {"amount": "team_fund", "by": "team", "weight": "coefficient"}}],
    )
    balances: Mapping[Key, Balance] = Field(
        {},
        description="Accounts that go from period to period.",
        examples=[{"draw": {"sign": "owed_by_person", "add": "100", "take": "0"}}],
    )
    proration: Proration | None = Field(
        None,
        description="How time in force counts; absent: the factor is 1.",
        examples=[{"basis": "working_days"}],
    )
    segments: SegmentMode = Field(
        "blend", description="How several segments of one assignment are joined.", examples=["blend"]
    )
    ytd: YearToDate = Field("segments", description="Which version a year-to-date figure uses.", examples=["segments"])
    retro: Retro = Field("frozen", description="What a late change does to booked pools.", examples=["frozen"])
    corrections: Corrections = Field(
        Corrections(), description="How corrections of locked periods are paid.", examples=[{"pay": "carry"}]
    )
    rate_date: RateDate = Field(
        "period_end", description="Day of the exchange rate into payee currency.", examples=["period_end"]
    )
    examples: tuple[Example, ...] = Field(
        (),
        description="Tested examples; submitting a plan needs at least one that passes.",
        examples=[[{"name": "at normal", "facts": {"revenue": "100"}, "expect": {"coefficient": "1"}}]],
    )

    def kpi(self, key: str) -> Kpi | None:
        """The KPI of this key; None where there is none."""
        return self.kpis_by_key.get(key)

    @cached_property
    def kpis_by_key(self) -> dict[str, Kpi]:
        """The KPIs by key; where a document has a key twice, the first."""
        return {kpi.key: kpi for kpi in reversed(self.kpis)}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, changed as `update` says; what was worked out of the old parts is worked out again."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("kpis_by_key", None)
        return copied

    def component(self, key: str) -> Component | None:
        """The component of this key; None where there is none."""
        return next((component for component in self.components if component.key == key), None)

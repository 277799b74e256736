"""Bodies of `/v1/statements`."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from service.calculate.answers import (
    BalanceLine,
    CostCentre,
    GateEffect,
    KpiLine,
    OpenInstalment,
    PayeeAnswer,
    RowLine,
    ScaleLine,
    SegmentAnswer,
    TierLine,
)
from service.web.wire import AnswerBody, DayOut, MomentOut, NumberOut, ProblemItem, RequestBody

HASH = "SHA-256, 64 hexadecimal digits."


class StatementParticipant(AnswerBody):
    """Whose statement it is."""

    id: str
    name: str | None = Field(description="null where no name is known, or it was erased.")


class StatementPeriod(AnswerBody):
    """The period that was paid: days from `start` up to, and not with, `end`."""

    calendar: str
    key: str = Field(examples=["2026-03"])
    start: DayOut
    end: DayOut


class OneMore(AnswerBody):
    """What one better unit would have changed in the plan's total, everything else as it was."""

    step: str = Field(description="In the KPI's unit: 1, or -1 where less is better.", examples=["1"])
    price: NumberOut | None = Field(description="In plan currency; null with the reason.")
    reason: Literal["blocked", "no_actual", "word", "by_segment", "not_computed"] | None


class StatementKpi(KpiLine):
    """One row of the matrix."""

    title: str
    unit: str | None
    floor: NumberOut | None = Field(description="T-zero: the lowest index that counts; null for none.")
    cap: NumberOut | None = Field(description="T-max: the highest index that counts; null for none.")
    money: NumberOut | None = Field(description="The row's part of what the coefficient earned, in plan currency.")
    one_more: OneMore | None
    source: str | None = Field(description="Where the actual comes from.")
    owner: str | None = Field(description="Who answers for it.")


class CoefficientMoney(AnswerBody):
    """What the rows of the matrix earned together."""

    amount: NumberOut
    components: list[str] = Field(description="The lines whose sum it is: those that read the coefficient.")


class GateValue(AnswerBody):
    """A value that the condition of a gate read."""

    name: str
    value: str | None


class StatementGate(AnswerBody):
    """One gate, passed or not, with the values that decided it."""

    key: str
    title: str
    condition: str = Field(description="The plan's formula.")
    scope: list[str]
    passed: bool | None = Field(description="null if it could not be decided.")
    enforced: bool
    effect: GateEffect | None
    read: list[GateValue]


class StatementLine(AnswerBody):
    """One payable line. gross = amount + gated + prorated + withheld."""

    key: str
    title: str
    earning_code: str | None
    unit: str | None
    gross: NumberOut | None
    gated: NumberOut | None
    prorated: NumberOut | None
    withheld: NumberOut | None
    amount: NumberOut | None
    lines: list[RowLine | TierLine]
    reasons: list[ProblemItem]
    cost_centres: list[CostCentre]


class StatementBalance(BalanceLine):
    """One account from opening to closing."""

    key: str
    title: str


class PastPeriod(AnswerBody):
    """What the plan gave in an earlier period."""

    period: str
    outcome: Literal["paid", "zero", "blocked"]
    coefficient: NumberOut | None
    rating: str | None
    total: NumberOut | None
    currency: str


class StatementRounding(AnswerBody):
    """How amounts are rounded, and steps where the plan rounds them."""

    mode: Literal["half_up", "half_even", "down", "up"]
    steps: int | None
    digits: int = Field(description="Decimal places of the currency.")


class StatementPlan(AnswerBody):
    """What one plan paid and why."""

    key: str
    version: int | None
    hash: str = Field(description=f"Of the plan: {HASH}")
    result_hash: str = Field(description=f"Of the result: {HASH}")
    title: str
    currency: str
    outcome: Literal["paid", "zero", "blocked"]
    reasons: list[ProblemItem] = Field(description="Why the outcome is zero.")
    problems: list[ProblemItem] = Field(description="Why the outcome is blocked.")
    warnings: list[ProblemItem]
    kpis: list[StatementKpi]
    coefficient: NumberOut | None
    coefficient_exact: str | None = Field(description="The exact fraction of a coefficient that does not end.")
    coefficient_money: CoefficientMoney | None
    rating: str | None
    payout: NumberOut | None
    scales: dict[str, ScaleLine]
    values: dict[str, NumberOut | bool | str | None]
    gates: list[StatementGate]
    components: list[StatementLine]
    balances: list[StatementBalance]
    instalments: dict[str, list[OpenInstalment]]
    segments: list[SegmentAnswer]
    total: NumberOut | None
    payee: PayeeAnswer | None
    history: list[PastPeriod] = Field(description="The last six periods, oldest first.")
    rounding: StatementRounding
    is_deferred: bool = Field(description="Whether it is paid later, as a correction, and not with this period.")
    figures: Literal["complete", "depends_on_others", "not_reproduced"] = Field(
        description="Whether cuts, money of rows, values of gates and prices are there; not where pay depends on other "
        "people, or where the stored input no longer gives what was booked."
    )


class StatementAdjustment(AnswerBody):
    """An approved amount beside the results."""

    reason: str | None = Field(description="null once it was erased.")
    plan: str | None
    component: str | None
    amount: NumberOut
    currency: str


class StatementCorrection(AnswerBody):
    """A line that was earned in one period and is paid with another."""

    kind: Literal["reversal", "new"]
    plan: str
    component: str
    title: str
    earned: str
    paid: str
    amount: NumberOut
    currency: str


class StatementTotal(AnswerBody):
    """What is paid with the period in one currency, gross."""

    currency: str
    results: NumberOut
    adjustments: NumberOut
    corrections: NumberOut
    total: NumberOut


class StatementChange(AnswerBody):
    """One amount before and now; null where it is not there."""

    key: list[str]
    currency: str
    old: NumberOut | None
    new: NumberOut | None
    difference: NumberOut


class StatementLineChange(StatementChange):
    """A line that changed."""

    title: str | None


class StatementChanges(AnswerBody):
    """What differs from the revision before."""

    revision: int = Field(description="The revision before.")
    lines: list[StatementLineChange]
    totals: list[StatementChange]


class StatementAnswer(AnswerBody):
    """All that a participant is shown of a period."""

    schema_: Literal["bonus-statement/1"] = Field(alias="schema")
    company: str
    participant: StatementParticipant
    period: StatementPeriod
    pay_group: str
    revision: int = Field(description="Of the pay of the period: 1, and one more after each correction.")
    booked_at: MomentOut
    plans: list[StatementPlan]
    adjustments: list[StatementAdjustment]
    corrections: list[StatementCorrection] = Field(description="Earned earlier, paid with this period.")
    carried_on: list[StatementCorrection] = Field(description="Earned in this period, paid with a later one.")
    totals: list[StatementTotal]
    changes: StatementChanges | None = Field(description="null for a first statement.")
    notes: list[str]
    hash: str = Field(description=f"Of what was booked, which decides all that is said except names: {HASH}")


class StatementsPublishCall(RequestBody):
    """Which statements the participants are to see."""

    calendar: Annotated[str, Field(max_length=48)] = Field(description="Key of the calendar.", examples=["monthly"])
    period: Annotated[str, Field(max_length=32)] = Field(description="Key of the period.", examples=["2026-03"])
    pay_group: Annotated[str, Field(max_length=64)] = Field(
        default="all", description="Who is paid together; all for those without a pay group.", examples=["all"]
    )


PUBLISHES: Final[dict[str, dict[str, Any]]] = {
    "The statements of March": {"calendar": "monthly", "period": "2026-03", "pay_group": "all"}
}
"""Examples of what is published."""


class StatementsPublished(AnswerBody):
    """What was published."""

    calendar: str
    period: str
    pay_group: str
    revision: int = Field(description="Of the pay of the period.")
    published: int = Field(description="How many statements this revision published.")
    unchanged: int = Field(description="How many say what was published before, and stay as they are.")


class PublishedStatement(AnswerBody):
    """That a statement was published."""

    id: str
    participant: str | None = Field(description="null for somebody who was erased.")
    calendar: str
    period: str
    pay_group: str
    revision: int
    hash: str = Field(description=f"Of what the statement said: {HASH}")
    published_at: MomentOut


class StatementList(AnswerBody):
    """One page of published statements, newest first."""

    data: list[PublishedStatement]
    has_more: bool
    next_cursor: str | None

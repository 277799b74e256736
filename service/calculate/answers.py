"""Bodies of `/v1/calculate`: what comes back."""

from typing import Any, Literal

from pydantic import Field

from service.web.wire import AnswerBody, NumberOut, ProblemItem, RequestBody


class PlanUsed(AnswerBody):
    """The plan that was used."""

    key: str
    version: int | None = Field(description="null for a plan that came with the call.")
    hash: str = Field(description="SHA-256 of the plan's canonical form.")


class KpiLine(AnswerBody):
    """One KPI of one participant."""

    key: str
    actual: str | None = Field(description="A number, or a word of a scale; null if it is missing, which is not zero.")
    base: NumberOut | None
    normal: NumberOut | None
    target: NumberOut | None
    raw_index: NumberOut | None = Field(description="The curve's value before floor and cap.")
    index: NumberOut | None = Field(description="After floor, cap and the KPI's gates; a ratio, not percent.")
    weight: NumberOut | None = Field(description="In effect for this person: without what was not measured.")
    weighted_index: NumberOut | None
    plan_weight: str | None = Field(description="As the plan gives it, a decimal or a fraction.")
    state: Literal["measured", "missing", "not_applicable", "carried", "problem"]


class GateEffect(RequestBody):
    """Exactly one of the two."""

    factor: NumberOut | None = None
    cap: NumberOut | None = None


class GateLine(AnswerBody):
    """One gate, shown whether it was passed or not."""

    key: str
    passed: bool | None = Field(description="null if an advisory gate could not be decided.")
    effect: GateEffect | None = Field(description="What a gate that was not passed did, or would have done.")
    enforced: bool = Field(description="false for an advisory gate, which is only shown.")


class TierLine(AnswerBody):
    """One tier of a table: the part of the value that fell into it, and what it gave."""

    from_: NumberOut | None = Field(alias="from", description="null for a first tier that is open below.")
    basis: NumberOut | None = Field(description="null for the fee of a tier.")
    rate: NumberOut | None
    amount: NumberOut


class RowLine(AnswerBody):
    """One row of a component that is computed per row; `amount` and `withheld` add up to the row's own amount."""

    id: str | None
    date: str | None
    source: str | None
    from_: None = Field(alias="from", description="Always null: a row is no tier.")
    basis: NumberOut | None = Field(description="The row's running field.")
    rate: None = Field(description="Always null.")
    amount: NumberOut | None = Field(description="What is paid of the row; null if a limit leaves that open.")
    withheld: NumberOut | None = Field(description="What a cap took of the row.")
    tiers: list[TierLine] = Field(description="What each tier gave in this row.")


class ScaleLine(AnswerBody):
    """Where a scale of the plan put the participant."""

    grade: str | None
    payout: NumberOut | None


class CostCentre(AnswerBody):
    """One cost centre's part of a line."""

    key: str
    amount: NumberOut


class ComponentLine(AnswerBody):
    """One payable line. gross = amount + gated + prorated + withheld, to the cent."""

    key: str
    earning_code: str | None
    unit: str | None = Field(description="null for money; an award in another unit is in no total.")
    gross: NumberOut | None
    gated: NumberOut | None
    prorated: NumberOut | None
    withheld: NumberOut | None
    amount: NumberOut | None
    lines: list[RowLine | TierLine] = Field(description="What each row gave, if computed per row; else each tier.")
    reasons: list[ProblemItem]
    cost_centres: list[CostCentre] = Field(description="What each of the person's cost centres bears; adds up to it.")


class BalanceLine(AnswerBody):
    """One account. closing = opening + added - taken; the changes are null for a person who is blocked."""

    opening: NumberOut | None
    added: NumberOut | None
    taken: NumberOut | None
    closing: NumberOut | None = Field(description="The opening of the next period: send it as `prior.balances`.")


class OpenInstalment(AnswerBody):
    """An amount of which some parts are still to be paid: send it as `prior.instalments` of the next period."""

    amount: NumberOut
    parts: int
    paid: int


class TraceInput(AnswerBody):
    """Something that a step read."""

    name: str = Field(description="The name in the formula.")
    node: str | None = Field(description="The step it came from; null for what was given or counted.")
    value: str | None


class TraceNode(AnswerBody):
    """One step: what was computed, from what, and how it was rounded."""

    id: str = Field(description="Stable, such as /kpis/revenue/index.")
    label: str
    formula: str | None = Field(description="The plan's text, or the rule of the method.")
    inputs: list[TraceInput]
    value: str | None
    exact: str | None = Field(description="The exact value: a whole number or a reduced fraction.")
    rounding: str | None
    table_row: list[dict[str, Any]] = Field(description="Which rows of which tables were used.")
    branch_taken: list[dict[str, Any]] = Field(description="Which branches of conditions were taken.")
    problem: ProblemItem | None = Field(description="Why there is no value.")


class TraceAnswer(AnswerBody):
    """All steps in their order. Every input names its step, so the list is the tree."""

    root: str = Field(description="The step that gave the total.")
    nodes: list[TraceNode]


class SegmentAnswer(AnswerBody):
    """One segment of a plan that computes segments one by one, as if it were a person of its own."""

    start: str
    end: str
    outcome: Literal["paid", "zero", "blocked"]
    reasons: list[ProblemItem]
    kpis: list[KpiLine]
    coefficient: NumberOut | None
    rating: str | None
    payout: NumberOut | None
    scales: dict[str, ScaleLine]
    gates: list[GateLine]
    values: dict[str, NumberOut | bool | str | None]
    components: list[ComponentLine]
    total: NumberOut | None
    warnings: list[ProblemItem]
    problems: list[ProblemItem]


class PayeeLine(AnswerBody):
    """One line in the payee's currency."""

    key: str
    amount: NumberOut


class PayeeAnswer(AnswerBody):
    """What is paid in another currency than the plan's: each line converted and rounded, and their sum."""

    currency: str = Field(examples=["USD"])
    rate: NumberOut = Field(description="Units of this currency for one unit of the plan's.")
    components: list[PayeeLine]
    total: NumberOut


class ResultAnswer(AnswerBody):
    """What was computed for one participant. There is always one; zero and blocked always say why."""

    id: str
    outcome: Literal["paid", "zero", "blocked"]
    reasons: list[ProblemItem] = Field(description="Why the outcome is zero.")
    kpis: list[KpiLine]
    coefficient: NumberOut | None
    rating: str | None
    payout: NumberOut | None = Field(description="The factor of the rating's band.")
    scales: dict[str, ScaleLine] = Field(description="The plan's further scales.")
    gates: list[GateLine]
    values: dict[str, NumberOut | bool | str | None] = Field(description="Every named value of the plan.")
    components: list[ComponentLine]
    pools: dict[str, NumberOut | None] = Field(description="The participant's share of every pool of the plan.")
    balances: dict[str, BalanceLine] = Field(description="Accounts that go on to the next period, by key.")
    instalments: dict[str, list[OpenInstalment]] = Field(description="What is still to be paid in parts, by component.")
    total: NumberOut | None = Field(description="null if blocked. Gross, in the plan's currency.")
    payee: PayeeAnswer | None = Field(description="The same in the participant's own currency, if that is another.")
    warnings: list[ProblemItem] = Field(description="Data that looks wrong and must be confirmed.")
    problems: list[ProblemItem] = Field(description="Why the outcome is blocked.")
    segments: list[SegmentAnswer] = Field(
        description="With `segments: separate` each segment of the person; KPIs, values and gates stand only there."
    )
    trace: TraceAnswer | None = Field(description="The tree of every step if the call asked for it.")


class TotalsAnswer(AnswerBody):
    """The batch in numbers; blocked people are in no amount."""

    paid: int
    zero: int
    blocked: int
    amount: NumberOut
    by_currency: dict[str, NumberOut] = Field(description="What is paid in each currency.", examples=[{"EUR": "1.00"}])


class CalculateAnswer(AnswerBody):
    """One result per participant, in the order of the call."""

    plan: PlanUsed
    engine: str = Field(description="The version of the engine.", examples=["0.1.0"])
    currency: str = Field(examples=["EUR"])
    results: list[ResultAnswer]
    totals: TotalsAnswer

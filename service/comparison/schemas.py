"""Answers of `/v1/comparisons`."""

from typing import Literal

from pydantic import Field

from service.web.wire import AnswerBody, DayOut, NumberOut

Side = Literal["old", "new"]
Amounts = dict[str, NumberOut]


class ComparedRunOut(AnswerBody):
    """One of the two runs."""

    id: str
    kind: Literal["preview", "final", "shadow", "correction"]
    calendar: str
    period: str
    start: DayOut
    end: DayOut = Field(description="The day after the period's last one.")
    pay_group: str


class OutcomeCounts(AnswerBody):
    """Results by outcome."""

    paid: int
    zero: int
    blocked: int


class SideTotals(AnswerBody):
    """What one run adds up to; blocked results are not in the amounts."""

    amounts: Amounts
    results: OutcomeCounts


class ComparisonTotals(AnswerBody):
    """What both runs add up to, over everybody whom the caller sees."""

    old: SideTotals
    new: SideTotals
    change: Amounts = Field(description="new − old by currency; what did not change is left out.")


class ChangeOut(AnswerBody):
    """Old, new and the difference by currency; null where a result is blocked."""

    old: Amounts | None
    new: Amounts | None
    change: Amounts | None
    is_same: bool = Field(description="Whether both runs have the same results, to the last exact value.")


class PlanChangeOut(ChangeOut):
    """The same of one plan."""

    plan: str = Field(description="Key of the plan.")


class PersonChangeOut(ChangeOut):
    """One participant in both runs; who is not in one of them has nothing there."""

    participant: str | None = Field(description="The participant's id; null for somebody who was erased.")
    plans: list[PlanChangeOut]


class ComparisonList(AnswerBody):
    """A page of the people of two runs, in the order of their numbers."""

    from_: ComparedRunOut = Field(alias="from")
    to: ComparedRunOut
    totals: ComparisonTotals
    data: list[PersonChangeOut]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class PaidOut(AnswerBody):
    """An amount by currency, and the components that make it up."""

    total: Amounts
    components: dict[str, Amounts]


class StepOut(PaidOut):
    """What one cause changed; "facts + assignment" where the first alone could not be computed."""

    name: str = Field(
        description="facts, assignment, rules, currency, rounding, adjustments, in this order; joined or left for"
        " somebody who is in one run only.",
        examples=["facts"],
    )


class StepTotal(AnswerBody):
    """The same, of all plans together."""

    name: str
    total: Amounts


class PlanVersions(AnswerBody):
    """The versions of the plan; null where there is no result."""

    old: int | None
    new: int | None


class PlanCausesOut(AnswerBody):
    """One plan: the steps add up to the change, in total and for every component."""

    plan: str
    versions: PlanVersions
    old: PaidOut | None
    new: PaidOut | None
    change: PaidOut | None
    blocked: list[Side] = Field(description="Which sides are blocked; then there are no steps.")
    steps: list[StepOut]


class CausesOut(AnswerBody):
    """Why one participant's pay changed, with adjustments; the steps add up to the change."""

    from_: ComparedRunOut = Field(alias="from")
    to: ComparedRunOut
    participant: str
    old: Amounts | None
    new: Amounts | None
    change: Amounts | None
    blocked: list[Side]
    steps: list[StepTotal]
    plans: list[PlanCausesOut]

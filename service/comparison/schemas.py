"""Answers of comparisons: of two runs, and of a run with a spreadsheet."""

from typing import Final, Literal

from pydantic import Field

from service.web.wire import AnswerBody, DayOut, NumberOut, ProblemItem

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


Cause = Literal[
    "missing_here",
    "missing_there",
    "blocked_here",
    "currency_differs",
    "rounding_differs",
    "amount_differs",
    "components_differ",
]


class BesideOut(AnswerBody):
    """What the run pays, what the file says, and run − file; null where that is not known."""

    here: Amounts | None
    there: Amounts | None
    difference: Amounts | None


class ComponentBesideOut(BesideOut):
    """The same of one component; `there` is null where the file says only the whole."""

    component: str


class PersonBesideOut(BesideOut):
    """One participant whose pay is not what the file says."""

    participant: str | None = Field(description="The participant's id; null for somebody who was erased.")
    causes: list[Cause] = Field(description="Why, as far as that is known.", examples=[["amount_differs"]])
    components: list[ComponentBesideOut]
    findings: list[ProblemItem] = Field(description="Why the results of the run are blocked or zero.")


class CauseCounts(AnswerBody):
    """How many people by cause; somebody may have several."""

    missing_here: int
    missing_there: int
    blocked_here: int
    currency_differs: int
    rounding_differs: int
    amount_differs: int
    components_differ: int


class ParallelOut(AnswerBody):
    """A run beside a spreadsheet."""

    run: ComparedRunOut
    people: int = Field(description="Everybody of the run whom the caller sees, and everybody of the file.")
    same: int
    differing: int
    causes: CauseCounts
    totals: BesideOut = Field(description="Blocked results are not in the amounts.")
    data: list[PersonBesideOut] = Field(
        description="Everybody whose pay differs, at most 10,000: those of the run in the order of their numbers first."
    )
    warnings: list[ProblemItem] = Field(description="What deserves a look in the file, by cell; at most 1,000.")


PARALLEL_CSV: Final = {
    "One amount a person": "participant,amount\nE17,1080.00\nE18,0\n",
    "One row a component": "participant,component,amount,currency\nE17,bonus,1000.00,EUR\nE17,growth,80.00,EUR\n",
}

"""Bodies of the close of a period, of holds and of opening values."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, StrictBool

from service.participants.schemas.files import FileFindings
from service.web.wire import AnswerBody, MomentOut, NoteIn, NumberIn, NumberOut, ProblemItem, RequestBody

NAME_MAX: Final = 200
PEOPLE_MAX: Final = 10_000
Name = Annotated[str, Field(min_length=1, max_length=NAME_MAX)]
Key = Annotated[str, Field(min_length=1, max_length=48)]
RunNumber = Annotated[str, Field(pattern="^[1-9][0-9]{0,17}$")]
_FINDINGS = Literal["missing", "twice", "elsewhere", "blocked", "left", "joined", "moved"]


class DeferralIn(RequestBody):
    """Somebody whose pay by one plan comes later, as a correction."""

    participant: Name = Field(examples=["E-1001"])
    plan: Key = Field(examples=["b2b-sales-manager"])
    reason: NoteIn


class SignedOffIn(RequestBody):
    """Somebody whose pay moved by more than the limits, and why that is right."""

    participant: Name = Field(examples=["E-1001"])
    reason: NoteIn


class LimitsIn(RequestBody):
    """How far pay may move from one period to the next without being signed off; beyond either limit it must be.
    Without any, every move is signed off."""

    amounts: dict[str, NumberIn] = Field(default_factory=dict, description="By currency.", examples=[{"EUR": "500"}])
    percent: NumberIn | None = Field(default=None, description="Of the last period's pay.", examples=["25"])


class CloseCall(RequestBody):
    """A finished run that should count as the pay of its period, with a word on everything that stands against it."""

    run: RunNumber = Field(description="A final run, or a correction of a locked period.", examples=["12"])
    variance_limits: LimitsIn
    deferrals: Annotated[list[DeferralIn], Field(max_length=PEOPLE_MAX)] = Field(default_factory=list)
    signed_off: Annotated[list[SignedOffIn], Field(max_length=PEOPLE_MAX)] = Field(default_factory=list)
    confirm_warnings: StrictBool = Field(
        default=False, description="That somebody looked at the warnings of the results."
    )
    into: Annotated[str, Field(max_length=16)] | None = Field(
        default=None, description="Of a correction: the open period that pays it.", examples=["2026-05"]
    )
    note: NoteIn | None = Field(default=None, description="For the second person.")


class CloseAskedAnswer(AnswerBody):
    """A request that another person has to decide."""

    request_id: str = Field(description="Where it is decided: /v1/approvals/{request_id}.")
    calendar: str
    key: str
    pay_group: str
    run: str
    warnings: list[ProblemItem] = Field(description="What does not stand against it and should be known.")


class FindingOut(AnswerBody):
    """One line of the list against the last period and the assignments. Amounts are left out without `pay:read`."""

    participant: str | None = Field(description="null for somebody who was erased.")
    kind: _FINDINGS
    plan: str
    before: dict[str, NumberOut] | None = None
    now: dict[str, NumberOut] | None = None
    change: dict[str, NumberOut] | None = None
    percent: NumberOut | None = None


class WarnedOut(AnswerBody):
    """A result that carries warnings."""

    participant: str | None
    plan: str
    codes: list[str]


class WarningsOut(AnswerBody):
    """The results that carry warnings: how many, and the first 100."""

    results: int
    shown: list[WarnedOut]


class CompletenessOut(AnswerBody):
    """Which facts of the period are complete, and how many facts wait for somebody to mend them."""

    complete: list[str]
    incomplete: list[str]
    waiting: int


class CheckedRunOut(AnswerBody):
    """The run that is looked at."""

    id: str
    kind: Literal["final", "correction", "preview", "shadow"]
    state: str
    newest: bool = Field(description="Whether no newer run of its kind has finished.")


class ChecklistAnswer(AnswerBody):
    """How far the close of a period is."""

    calendar: str
    key: str
    pay_group: str
    state: Literal["open", "calculated", "approved", "locked", "paid"]
    next: str = Field(description="What to do next.")
    waiting_request: str | None = Field(description="The request to book a run that waits for a decision.")
    facts: CompletenessOut
    open_disputes: int
    open_adjustments: int = Field(description="Requests for adjustments without a decision.")
    run: CheckedRunOut | None
    results: str | None = Field(description="The hash of all results of the run.")
    counts: dict[str, int] = Field(description="How many findings of each kind there are.")
    findings: list[FindingOut] = Field(description="The first 100, by participant and plan.")
    warnings: WarningsOut
    problems: list[ProblemItem] = Field(description="What else should be known, such as facts that came later.")
    hidden: list[str] = Field(description="What is left out without `pay:read`.")


CLOSES: Final[dict[str, dict[str, Any]]] = {
    "Nobody stands in the way": {"run": "12", "variance_limits": {"percent": "25"}},
    "One is deferred, one signed off": {
        "run": "12",
        "variance_limits": {"amounts": {"EUR": "500"}, "percent": "25"},
        "deferrals": [{"participant": "E-1001", "plan": "b2b-sales-manager", "reason": "Levels are being mended."}],
        "signed_off": [{"participant": "E-1002", "reason": "The deal of March 12th."}],
        "confirm_warnings": True,
    },
    "A correction, paid in May": {"run": "13", "variance_limits": {}, "into": "2026-05"},
}


class HoldCall(RequestBody):
    """Pay that is not handed to payroll yet: everything of a person in a period, or one plan, component or row."""

    calendar: Key = Field(examples=["monthly"])
    period: Annotated[str, Field(max_length=16)] = Field(examples=["2026-03"])
    pay_group: Annotated[str, Field(max_length=64)] = "all"
    participant: Name = Field(examples=["E-1001"])
    plan: Key | None = None
    component: Key | None = Field(default=None, description="With its plan.")
    row: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(
        default=None, description="The id of one row of a component that is computed per row."
    )
    reason: NoteIn


class HoldOut(AnswerBody):
    """A hold."""

    id: str
    participant: str | None = Field(description="null for somebody who was erased.")
    calendar: str
    period: str
    pay_group: str
    plan: str | None
    component: str | None
    row: str | None
    held_at: MomentOut
    released_at: MomentOut | None


class HoldList(AnswerBody):
    """The holds of a period, in the order in which they were made."""

    data: list[HoldOut]


HOLDS: Final[dict[str, dict[str, Any]]] = {
    "Everything of one person": {
        "calendar": "monthly",
        "period": "2026-03",
        "participant": "E-1001",
        "reason": "The contract of the biggest deal is being checked.",
    },
    "One deal": {
        "calendar": "monthly",
        "period": "2026-03",
        "participant": "E-1001",
        "plan": "deals",
        "component": "commission",
        "row": "D-17",
        "reason": "The customer has not signed.",
    },
}


class OpeningIn(RequestBody):
    """One value to start with."""

    participant: Name = Field(examples=["E-1001"])
    plan: Key = Field(examples=["b2b-sales-manager"])
    kind: Literal["balance", "paid"] = Field(
        description="balance: what an account closed with; paid: what a line has paid since the fiscal year began."
    )
    key: Key = Field(description="The account, or the component.", examples=["draw"])
    value: NumberIn = Field(examples=["1250.00"])


class OpeningsCall(RequestBody):
    """Values that were true before the first period that is computed here."""

    calendar: Key = Field(examples=["monthly"])
    before: Annotated[str, Field(max_length=16)] = Field(description="The first such period.", examples=["2026-07"])
    values: Annotated[list[OpeningIn], Field(min_length=1, max_length=PEOPLE_MAX)]
    note: NoteIn | None = Field(default=None, description="For the second person.")


class OpeningsAskedAnswer(AnswerBody):
    """A request that another person has to decide."""

    request_id: str = Field(description="Where it is decided: /v1/approvals/{request_id}.")
    calendar: str
    before: str
    rows: int
    people: int


class OpeningsFileAnswer(FileFindings):
    """What a file asks for, or in a preview would ask for. The rows that can be read count."""

    request_id: str | None = Field(
        description="Where it is decided: /v1/approvals/{request_id}; null in a preview.", examples=["12"]
    )
    calendar: str
    before: str
    people: int


OPENINGS_CSV: Final = {
    "A draw, and what was paid so far": (
        "participant,plan,kind,key,value\nE-1001,sales,balance,draw,1250.00\nE-1001,sales,paid,bonus,6480.00\n"
    ),
}
OPENINGS: Final[dict[str, dict[str, Any]]] = {
    "A draw, and what was paid so far": {
        "calendar": "monthly",
        "before": "2026-07",
        "values": [
            {"participant": "E-1001", "plan": "sales", "kind": "balance", "key": "draw", "value": "1250.00"},
            {"participant": "E-1001", "plan": "sales", "kind": "paid", "key": "bonus", "value": "6480.00"},
        ],
    },
    "One balance": {
        "calendar": "monthly",
        "before": "2026-07",
        "values": [{"participant": "E-1002", "plan": "sales", "kind": "balance", "key": "holdback", "value": "300"}],
    },
}

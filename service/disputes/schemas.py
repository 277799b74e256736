"""Bodies of `/v1/disputes`."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from service.runs.use_cases.results import RESULT_ID
from service.web.wire import AnswerBody, DayIn, MomentOut, NoteIn, NumberIn, NumberOut, RequestBody

Kind = Literal["data", "rule", "credit"]
DisputeState = Literal["open", "answered", "adjusted", "refused", "withdrawn"]


class DisputeCall(RequestBody):
    """A doubt about one number of a result."""

    result: Annotated[str, Field(pattern=RESULT_ID)] = Field(examples=["12-1-7"])
    node: Annotated[str, Field(min_length=1, max_length=400)] = Field(
        description="Id of the node in the explanation of the result.", examples=["/kpis/revenue/actual"]
    )
    kind: Kind = Field(description="data: a fact is wrong; rule: it is computed wrongly; credit: it is another's.")
    claimed: NumberIn | None = Field(default=None, description="What it should be.", examples=["110000"])
    text: NoteIn


class AnswerCall(RequestBody):
    """What is said to a dispute."""

    text: NoteIn


class RefusalCall(RequestBody):
    """Why the number stays."""

    reason: NoteIn


class AdjustCall(RequestBody):
    """The adjustment that should end the dispute."""

    calendar: Annotated[str, Field(max_length=48)] = Field(examples=["monthly"])
    period: Annotated[str, Field(max_length=16)] = Field(description="The period that pays it.", examples=["2026-04"])
    pay_group: Annotated[str, Field(max_length=64)] = "all"
    amount: NumberIn = Field(examples=["300.00"])
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = Field(examples=["EUR"])
    earning_code: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    expires_on: DayIn | None = None
    reason: NoteIn


class DisputeLine(AnswerBody):
    """A dispute."""

    id: str
    result: str
    participant: str | None = Field(description="null for somebody who was erased.")
    kind: Kind
    node: str
    claimed: str | None
    by: str = Field(description="The principal who opened it.")
    at: MomentOut
    state: DisputeState
    adjustment: str | None = Field(description="The adjustment that ended it.")


class DisputeAnswer(DisputeLine):
    """A dispute with everything that was said."""

    texts: list[str] = Field(description="In the order in which it was said; empty once it was erased.")
    adjustment_request: str | None = Field(description="The request for an adjustment: /v1/approvals/{id}.")


class WhatIfOut(AnswerBody):
    """What the money would be if the claimed value were right: of an input or a fact by the ordinary calculation from
    the stored input, of an amount by what it adds to the total."""

    currency: str
    total: NumberOut
    claimed_total: NumberOut
    difference: dict[str, NumberOut] = Field(description="By currency; empty if nothing would change.")


class DisputeDetails(DisputeAnswer):
    """A dispute with what would come of the claimed value."""

    what_if: WhatIfOut | None = Field(
        description="null without a claimed value, and where the node is no input, value of a fact or amount."
    )


class DisputeList(AnswerBody):
    """A page of disputes, in the order in which they were opened."""

    data: list[DisputeLine]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


DISPUTES: Final[dict[str, dict[str, Any]]] = {
    "A deal is missing": {
        "result": "12-1-7",
        "node": "/kpis/revenue/actual",
        "kind": "data",
        "claimed": "110000",
        "text": "The order of March 30th was shipped on March 31st.",
    },
}
REPLIES: Final[dict[str, dict[str, Any]]] = {"An answer": {"text": "We ask the warehouse."}}
NOES: Final[dict[str, dict[str, Any]]] = {"A refusal": {"reason": "It was shipped on April 1st."}}
ADJUSTS: Final[dict[str, dict[str, Any]]] = {
    "What was missing": {
        "calendar": "monthly",
        "period": "2026-04",
        "amount": "300.00",
        "currency": "EUR",
        "reason": "Order of March 30th.",
    }
}

"""Bodies of `/v1/adjustments`."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from service.participants.schemas.files import FileFindings
from service.web.wire import AnswerBody, DayIn, DayOut, NoteIn, NumberIn, NumberOut, RequestBody

ROWS_MAX: Final = 10_000
Key = Annotated[str, Field(min_length=1, max_length=48)]
State = Literal["open", "approved", "refused", "expired"]


class AdjustmentIn(RequestBody):
    """A signed amount for one participant, with the reason."""

    participant: Annotated[str, Field(min_length=1, max_length=200)] = Field(examples=["E-1001"])
    amount: NumberIn = Field(description="With at most the currency's decimal places.", examples=["-120.00"])
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = Field(examples=["EUR"])
    reason: NoteIn
    earning_code: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    plan: Key | None = None
    component: Key | None = None


class AdjustmentsCall(RequestBody):
    """Adjustments that are asked for together and agreed to together."""

    calendar: Key = Field(examples=["monthly"])
    period: Annotated[str, Field(max_length=16)] = Field(description="The period that pays them.", examples=["2026-03"])
    pay_group: Annotated[str, Field(max_length=64)] = "all"
    expires_on: DayIn | None = Field(default=None, description="The last day to agree; 30 days from now if absent.")
    note: NoteIn | None = Field(default=None, description="For the second person.")
    adjustments: Annotated[list[AdjustmentIn], Field(min_length=1, max_length=ROWS_MAX)]


class AdjustmentsAskedAnswer(AnswerBody):
    """A request that another person has to decide."""

    request_id: str = Field(description="Where it is decided: /v1/approvals/{request_id}.")
    calendar: str
    key: str
    pay_group: str
    expires_on: DayOut
    rows: int
    people: int
    total: dict[str, NumberOut] = Field(description="By currency.")


class AdjustmentsFileAnswer(FileFindings):
    """What a file asks for, or in a preview would ask for. The rows that can be read count."""

    request_id: str | None = Field(
        description="Where it is decided: /v1/approvals/{request_id}; null in a preview.", examples=["12"]
    )
    calendar: str
    key: str
    pay_group: str
    expires_on: DayOut
    people: int
    total: dict[str, NumberOut] = Field(description="By currency.")


class AdjustmentOut(AnswerBody):
    """One adjustment."""

    id: str
    request_id: str
    participant: str | None = Field(description="null for somebody who was erased.")
    calendar: str
    period: str
    pay_group: str
    amount: NumberOut
    currency: str
    earning_code: str | None
    plan: str | None
    component: str | None
    reason: str | None = Field(description="null once it was erased.")
    expires_on: DayOut
    state: State = Field(description="Only `approved` ones are paid.")


class AdjustmentList(AnswerBody):
    """A page of adjustments, in the order in which they were asked for."""

    data: list[AdjustmentOut]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


ADJUSTMENTS_CSV: Final = {
    "Two prizes of a contest": (
        "participant,amount,currency,reason,earning_code,plan,component\n"
        "E-1001,500,EUR,Contest of the first quarter.,PRIZE,,\n"
        "E-1002,250.50,EUR,Contest of the first quarter.,PRIZE,,\n"
    ),
    "One correction by hand": ("participant,amount,currency,reason\nE-1001,-120.00,EUR,Paid twice in February.\n"),
}
ADJUSTMENTS: Final[dict[str, dict[str, Any]]] = {
    "One correction by hand": {
        "calendar": "monthly",
        "period": "2026-03",
        "adjustments": [
            {"participant": "E-1001", "amount": "-120.00", "currency": "EUR", "reason": "Paid twice in February."}
        ],
    },
    "Two prizes of a contest": {
        "calendar": "monthly",
        "period": "2026-03",
        "expires_on": "2099-12-31",
        "adjustments": [
            {
                "participant": name,
                "amount": amount,
                "currency": "EUR",
                "reason": "Contest of the first quarter.",
                "earning_code": "PRIZE",
            }
            for name, amount in (("E-1001", "500"), ("E-1002", "250.50"))
        ],
    },
}

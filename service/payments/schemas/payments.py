"""Bodies of `/v1/payments`, `/v1/export-mappings` and their parts."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, model_validator

from service.payments.schemas.mappings import Format
from service.periods.schemas import KEY_MAX
from service.web.wire import AnswerBody, DayOut, MomentOut, NumberOut, RequestBody, refers_to

LINES_OF_RECEIPT_MAX: Final = 10_000
NAME_PATTERN: Final = "^[a-z][a-z0-9]*([_-][a-z0-9]+)*$"
PaymentKind = Literal["regular", "off_cycle"]
ReceiptState = Literal["accepted", "rejected", "partly"]
Code = Annotated[str, Field(min_length=1, max_length=64, pattern="^[!-~]+$")]


class PaymentCall(RequestBody):
    """Which locked period is paid, and for an off-cycle payment whom."""

    calendar: Annotated[str, Field(max_length=KEY_MAX)] = Field(examples=["monthly"])
    period: Annotated[str, Field(max_length=16)] = Field(examples=["2026-03"])
    pay_group: Annotated[str, Field(max_length=64)] = Field(default="all", examples=["all"])
    kind: PaymentKind = Field(default="regular", description="`off_cycle` pays one person by themselves.")
    participant: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(
        default=None, description="Whom an off-cycle payment pays."
    )

    @model_validator(mode="after")
    def _one_person_off_cycle(self) -> "PaymentCall":
        if (self.kind == "off_cycle") != (self.participant is not None):
            raise ValueError("an off-cycle payment names a participant, a regular one does not")
        return self


class TotalAnswer(AnswerBody):
    """What the lines in one currency add up to."""

    currency: str
    lines: int
    amount: NumberOut
    positive: NumberOut = Field(description="The lines above 0.")
    negative: NumberOut = Field(description="The lines below 0.")


class ReceiptLine(AnswerBody):
    """What payroll said of one line."""

    line: int
    state: Literal["accepted", "rejected"]
    code: str | None


class ReceiptAnswer(AnswerBody):
    """What payroll said of a payment."""

    id: str
    state: ReceiptState
    reference: str | None
    lines: list[ReceiptLine]
    by: str
    at: MomentOut


class PaymentAnswer(AnswerBody):
    """A payment: what payroll receives of a period, once."""

    id: str
    number: int = Field(description="1 for the first of a period and pay group, then one for each later one.")
    kind: PaymentKind
    calendar: str
    period: str
    pay_group: str
    run: str = Field(description="The run that was booked.")
    lines: int
    totals: list[TotalAnswer]
    hash: str = Field(description="SHA-256 over all lines.")
    receipt: ReceiptState | None = Field(description="What payroll said last.")
    by: str
    at: MomentOut


class PaymentList(AnswerBody):
    """A page of payments, the newest first."""

    data: list[PaymentAnswer]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class PaymentLineAnswer(AnswerBody):
    """One amount for one person."""

    line: int
    participant: str | None = Field(description="Null for somebody who was erased.")
    plan: str | None
    component: str | None
    earning_code: str | None
    cost_centre: str | None
    earned_period: str
    paid_period: str
    amount: NumberOut
    currency: str


class PaymentLineList(AnswerBody):
    """A page of lines, in order."""

    data: list[PaymentLineAnswer]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class ExportCall(RequestBody):
    """Which file is wanted."""

    format: Format = Field(examples=["csv"])
    mapping: Annotated[str, Field(max_length=KEY_MAX)] | None = Field(
        default=None, description="The layout by name; without one a plain table.", examples=["house"]
    )
    version: Annotated[int, Field(ge=1, le=2**31)] | None = Field(
        default=None, description="Of the layout; else the newest."
    )


class MappingUsed(AnswerBody):
    """The layout of a file."""

    name: str
    version: int


class PlanPaid(AnswerBody):
    """A plan of the run."""

    key: str
    hash: str


class ManifestAnswer(AnswerBody):
    """What a file must add up to, for whoever takes it in."""

    payment: str
    number: int
    kind: PaymentKind
    calendar: str
    period: str
    paid_from: DayOut
    paid_to: DayOut
    pay_group: str
    run: str
    plans: list[PlanPaid]
    lines_hash: str = Field(description="SHA-256 over all lines of the payment.")
    format: Format
    mapping: MappingUsed | None
    file: str
    rows: int
    totals: list[TotalAnswer]
    sha256: str = Field(description="Of the file.")


class ExportAnswer(AnswerBody):
    """A file that was made of a payment."""

    id: str
    payment: str
    format: Format
    mapping: MappingUsed | None
    file: str
    sha256: str
    erased: bool = Field(description="Whether its bytes are erased; their hash stays.")
    manifest: ManifestAnswer
    by: str
    at: MomentOut


class ExportList(AnswerBody):
    """The files of a payment, in the order in which they were made."""

    data: list[ExportAnswer]


class ReceiptList(AnswerBody):
    """Everything that payroll said of a payment, in order."""

    data: list[ReceiptAnswer]


class ReceiptLineIn(RequestBody):
    """What payroll said of one line."""

    line: Annotated[int, Field(ge=1, le=2**31)]
    state: Literal["accepted", "rejected"]
    code: Code | None = Field(default=None, description="Payroll's code of the reason; name nobody in it.")


class ReceiptCall(RequestBody):
    """What payroll said. `partly` names the lines."""

    state: ReceiptState
    reference: Code | None = Field(default=None, description="Payroll's own number of it.")
    lines: Annotated[list[ReceiptLineIn], Field(max_length=LINES_OF_RECEIPT_MAX)] = Field(default_factory=list)


class MappingAnswer(AnswerBody):
    """A version of a layout."""

    name: str
    version: int
    mapping: Annotated[dict[str, object], refers_to("ExportMapping")]
    hash: str
    by: str
    at: MomentOut


class MappingList(AnswerBody):
    """A page of layouts, each in its newest version, by name."""

    data: list[MappingAnswer]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


PAYMENTS: Final[dict[str, dict[str, Any]]] = {
    "A locked month": {"calendar": "monthly", "period": "2026-03"},
    "Somebody who left": {"calendar": "monthly", "period": "2026-03", "kind": "off_cycle", "participant": "E18"},
}
EXPORTS: Final[dict[str, dict[str, Any]]] = {
    "A plain table": {"format": "csv"},
    "By a layout of one's own": {"format": "xlsx", "mapping": "house", "version": 1},
}
RECEIPTS: Final[dict[str, dict[str, Any]]] = {
    "Taken": {"state": "accepted", "reference": "PY-2026-03"},
    "One line came back": {"state": "partly", "lines": [{"line": 1, "state": "rejected", "code": "NO_ACCOUNT"}]},
}

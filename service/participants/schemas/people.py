"""Bodies of `/v1/participants`."""

from typing import Literal

from pydantic import Field

from service.web.wire import AnswerBody, DayIn, DayOut, MomentOut, NumberIn, ProblemItem, RequestBody

_UNTIL = (
    "The first day on which the attributes no longer hold. Without it each holds until the next change that is known"
    " already."
)


class AttributesIn(RequestBody):
    """What holds from `effective_from` on; only what is given changes, null ends a value."""

    salary: NumberIn | None = Field(None, description="Salary of a period, in the person's currency; not below 0.")
    fund: NumberIn | None = Field(None, description="Bonus fund at coefficient 1, in the person's currency.")
    fte: NumberIn | None = Field(None, description="Share of full time, above 0 and at most 1.", examples=["0.8"])
    team: str | None = Field(None, description="Team: 1 to 64 characters.", examples=["north"])
    manager: str | None = Field(None, description="Id of the manager.", examples=["E7"])
    currency: str | None = Field(None, description="ISO 4217 code of the pay.", examples=["EUR"])
    region: str | None = Field(None, description="Region: 1 to 64 characters.")
    status: str | None = Field(None, description="A word of your own.", examples=["active", "on_leave", "left"])
    legal_entity: str | None = Field(None, description="Legal entity: 1 to 64 characters.")
    pay_group: str | None = Field(None, description="Who is paid together: 1 to 64 characters.")


class ParticipantChangeIn(RequestBody):
    """What is to hold of a participant; only what is given changes."""

    name: str | None = Field(None, description="Name of the person; null takes it away.")
    email: str | None = Field(None, description="E-mail address; null takes it away.")
    payroll_id: str | None = Field(None, description="Id in payroll; null takes it away.")
    effective_from: DayIn | None = Field(None, description="The first day of the attributes; needed with attributes.")
    effective_until: DayIn | None = Field(None, description=_UNTIL)
    replace_later: bool = Field(
        False, description="Whether the attributes hold for good, also over changes that are known already."
    )
    attributes: AttributesIn = Field(AttributesIn(), description="What is true of the person from that day on.")


class ParticipantIn(ParticipantChangeIn):
    """A participant with an id: 1 to 128 printable characters without a slash."""

    id: str = Field(examples=["E17"])


class ParticipantsIn(RequestBody):
    """Up to 10,000 participants."""

    participants: list[ParticipantIn] = Field(min_length=1, max_length=10_000)


class EraseIn(RequestBody):
    """Why a person is erased; do not name the person here."""

    reason: str = Field(min_length=1, max_length=400)


class ParticipantOut(AnswerBody):
    """A participant as of a day."""

    id: str = Field(examples=["E17"])
    number: str = Field(description="The lasting number, by which the audit speaks of the participant.")
    name: str | None
    email: str | None
    payroll_id: str | None
    on: DayOut = Field(description="The day of which the attributes are.")
    attributes: dict[str, str | None] = Field(
        description="What is true on that day, by key: numbers as exact decimals, the manager by id (null once erased)."
        " What has no value is not there.",
        examples=[{"salary": "5000", "fte": "0.8", "team": "north", "manager": "E7"}],
    )
    hidden: list[str] = Field(description="Attributes that this key may not read.", examples=[["fund", "salary"]])


class ParticipantList(AnswerBody):
    """A page of participants, in the order of their ids."""

    data: list[ParticipantOut]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class StatementOut(AnswerBody):
    """What was said of one attribute: a later statement lies over earlier ones, for its own days."""

    seq: str
    key: str
    kind: Literal["number", "text", "participant", "none"] = Field(description="`none`: the value ends.")
    value: str | None
    effective_from: DayOut
    effective_until: DayOut | None = Field(description="The first day on which it no longer holds; null: for good.")
    at: MomentOut = Field(description="When it was said.")


class HistoryList(AnswerBody):
    """A page of what was said of a participant, in the order in which it was said."""

    data: list[StatementOut]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")
    hidden: list[str] = Field(description="Attributes that this key may not read.")


class BulkLine(AnswerBody):
    """What one row comes to."""

    id: str
    status: Literal["created", "changed", "unchanged"]
    changes: list[str] = Field(description="The fields and attributes that change.")


class BulkOut(AnswerBody):
    """What the rows came to, or in a preview would come to."""

    saved: bool = Field(description="Whether everything was saved; a preview saves nothing.")
    valid: bool = Field(description="Whether everything is right. With one problem nothing can be saved.")
    created: int
    changed: int
    unchanged: int
    participants: list[BulkLine] | None = Field(description="A preview's rows that are right; null once saved.")
    problems: list[ProblemItem] = Field(description="What is wrong, at most 1,000 findings.")
    problems_count: int = Field(description="How many findings there are.")

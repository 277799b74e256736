"""Facts, those that wait, and what is complete, as answers show them; and what is said of them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from service.web.wire import AnswerBody, DayOut, MomentOut, NoteIn, NumberOut, RequestBody

FactKeyIn = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=48)]
_TIME = "Time of day in the company's time zone."


class SaidOut(AnswerBody):
    """What a fact says; of `value`, `row` and `retracted` there is one."""

    participant: str
    key: str
    date: DayOut
    time: str | None = Field(description=_TIME)
    value: NumberOut | str | None = Field(description="A number or a word.")
    row: dict[str, str | bool] | None
    retracted: bool
    currency: str | None
    evidence: str | None


class FactOut(SaidOut):
    """One revision of an observation."""

    id: str
    source: str
    source_id: str
    revision: int
    received_at: MomentOut
    superseded: bool = Field(description="Whether a later revision counts instead.")


class FactList(AnswerBody):
    """A page of revisions, in the order in which they came."""

    data: list[FactOut]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class WaitingOut(AnswerBody):
    """A fact in quarantine."""

    id: str
    source: str
    source_id: str
    revision: int
    code: str = Field(description="What was not known when it came.", examples=["fact.unknown_participant"])
    state: Literal["open", "released", "dismissed"]
    received_at: MomentOut
    says: SaidOut | None = Field(description="What was sent; null once it was erased.")
    became: str | None = Field(description="The id of the fact that it became.")
    reason: str | None = Field(description="Why it was dismissed.")


class WaitingList(AnswerBody):
    """A page of facts in quarantine, in the order in which they came."""

    data: list[WaitingOut]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class ReleaseIn(RequestBody):
    """What is put right; what is left out stays as it was sent."""

    participant: Annotated[str, StringConstraints(min_length=1, max_length=128)] | None = Field(
        None, description="The participant who is meant.", examples=["E17"]
    )
    key: FactKeyIn | None = Field(None, description="The key that is meant.", examples=["revenue"])


class DismissIn(RequestBody):
    """Why a fact is given up."""

    reason: NoteIn = Field(examples=["a test of the CRM"])


class ReleasedOut(AnswerBody):
    """What came of releasing everything that could be."""

    released: int
    late: int = Field(description="How many of them are of periods that are locked already.")
    waiting: int = Field(description="How many wait still.")


class CompleteIn(RequestBody):
    """Keys of which everything was received, or, with `incomplete`, was not after all."""

    keys: list[FactKeyIn] = Field(min_length=1, max_length=100, examples=[["revenue", "deals"]])
    state: Literal["complete", "incomplete"] = Field("complete", examples=["complete"])


class MarkOut(AnswerBody):
    """The last word on a key in a period."""

    key: str
    state: Literal["complete", "incomplete"]
    by: str = Field(description="The principal who said so.")
    at: MomentOut


class MarksOut(AnswerBody):
    """What was said of the keys of a period."""

    calendar: str
    key: str
    keys: list[MarkOut]


class MissingOut(AnswerBody):
    """A fact of which nothing was received."""

    key: str
    plan: str = Field(description="The plan that reads it.")


class LackingOut(AnswerBody):
    """A participant of whom facts are missing."""

    participant: str
    missing: list[MissingOut]


class CompletenessOut(AnswerBody):
    """A page of those of whom facts are missing in a period."""

    calendar: str
    key: str
    keys: list[MarkOut]
    data: list[LackingOut]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")

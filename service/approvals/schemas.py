"""Bodies of `/v1/approvals`."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from service.web.wire import AnswerBody, MomentOut, NoteIn, RequestBody

HashIn = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_CONTENT = "What is asked for, as one hash: an approval holds for exactly this."


class ApprovalLine(AnswerBody):
    """A request for the yes of a second person."""

    id: str = Field(examples=["12"])
    kind: Literal["plan_version", "role_change", "period_unlock", "run", "opening", "adjustment"]
    subject: str = Field(description="What it is about.", examples=["plan/b2b-sales-manager/3"])
    content_hash: str = Field(description=_CONTENT)
    author_id: str = Field(description="Who asked, and cannot decide.", examples=["4"])
    asked_at: MomentOut
    note: str | None = Field(description="What the author wrote to the approver.")
    state: Literal["open", "approved", "refused"]
    decided_by_id: str | None
    decided_at: MomentOut | None
    reason: str | None = Field(description="What the approver wrote.")


class ApprovalList(AnswerBody):
    """A page of requests, in the order in which they were asked."""

    data: list[ApprovalLine]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class ApprovalAnswer(ApprovalLine):
    """A request with what will change."""

    details: dict[str, Any] = Field(
        description="What will change, by the kind of request. Of a plan version: its days, the versions that make room"
        " for it (`cuts`, `retires`), those that stand against it (`overlaps`), and `changes`: every difference from"
        " the version in force on its first day (`compared_with`). Of a role: `role`, `change`, and the `principal`"
        " that it is about, as `/v1/principals` shows it; without `access:read` the names are left out"
        " and stand in `hidden`. Of an unlock: the period, its pay group and state, and who"
        " locked it (`locked_by`, `locked_at`). Of a run: what is booked, how many are deferred and signed off and who"
        " they are (`deferrals` by participant and plan, `signed_off_people`: the first 100 of each; without"
        " `access:read` they are left out and stand in `hidden`), whether it is still the newest,"
        " and of a correction what it carries, what pools would have moved by"
        " (`pool_variance`), and which later periods are to be corrected after it (`then`)."
    )


class ApproveCall(RequestBody):
    """A yes to what was read."""

    content_hash: HashIn = Field(description=_CONTENT)
    reason: NoteIn | None = None


class RefuseCall(RequestBody):
    """A no, with the reason."""

    content_hash: HashIn = Field(description=_CONTENT)
    reason: NoteIn

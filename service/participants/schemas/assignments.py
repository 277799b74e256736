"""Bodies of `/v1/assignments`."""

from typing import Literal

from pydantic import Field

from service.web.wire import AnswerBody, DayIn, DayOut, MomentOut, NumberIn, NumberOut, RequestBody

_UNTIL = "The day after the last one; null for good."
InputIn = NumberIn | bool
_SHADOW = "Computed and shown, never paid."


class LevelsIn(RequestBody):
    """Personal levels of one KPI; those that are not given are the plan's."""

    base: NumberIn | None = None
    normal: NumberIn | None = None
    target: NumberIn | None = None


class AssignmentChangeIn(RequestBody):
    """What an assignment is to say, as a whole: what is not given is not there any more."""

    effective_from: DayIn = Field(description="The first day in the plan.")
    effective_until: DayIn | None = Field(None, description=_UNTIL)
    levels: dict[str, LevelsIn] = Field({}, description="Personal levels by KPI.")
    weights: dict[str, NumberIn] = Field({}, description='Personal weights by KPI, such as "0.4" or "1/3".')
    inputs: dict[str, InputIn] = Field({}, description="Personal inputs by key.")
    shadow: bool = Field(False, description=_SHADOW)


class AssignmentIn(AssignmentChangeIn):
    """A participant in a plan over some days."""

    participant: str = Field(description="Id of the participant.", examples=["E17"])
    plan: str = Field(description="Key of the plan; it may be written later.", examples=["b2b-sales-manager"])


class AssignmentOut(AnswerBody):
    """One revision of an assignment."""

    id: str
    revision: int
    state: Literal["active", "withdrawn"]
    participant: str
    plan: str
    effective_from: DayOut
    effective_until: DayOut | None = Field(description=_UNTIL)
    levels: dict[str, dict[str, NumberOut]]
    weights: dict[str, str] = Field(description='Decimals, or fractions such as "1/3".')
    inputs: dict[str, str | bool]
    shadow: bool = Field(description=_SHADOW)
    hidden: list[str] = Field(description="What this key may not read, as JSON pointers.", examples=[["/inputs/fund"]])
    at: MomentOut | None = Field(description="When this revision was written.")


class AssignmentList(AnswerBody):
    """A page of assignments, or of the revisions of one."""

    data: list[AssignmentOut]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")

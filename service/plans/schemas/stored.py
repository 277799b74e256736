"""Bodies about stored plans: drafts, versions, what differs."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from service.web.wire import AnswerBody, DayIn, DayOut, MomentOut, NoteIn, NumberIn, RequestBody, refers_to

PLAN_KEY_PATTERN = r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$"
PLAN_KEY_MAX = 48

PlanKeyIn = Annotated[str, StringConstraints(pattern=PLAN_KEY_PATTERN, max_length=PLAN_KEY_MAX)]
State = Literal["submitted", "approved", "refused", "published", "retired"]
_HASH = "SHA-256 of the document's canonical form; of a plan the one that a check shows."
_UNTIL = "The first day on which it is no longer in force; null for no end."


class DraftLine(AnswerBody):
    """A draft without its document."""

    key: str = Field(examples=["b2b-sales-manager"])
    hash: str = Field(description=_HASH)
    author_id: str = Field(description="Who wrote it last.", examples=["4"])
    changed_at: MomentOut


class TakeKpiCall(RequestBody):
    """A KPI of the library for a draft."""

    kpi: str = Field(max_length=PLAN_KEY_MAX, description="Key of the KPI.", examples=["win_rate"])
    version: Annotated[int, Field(ge=1, le=999_999_999)] | None = Field(
        default=None, description="Which version; absent: the newest.", examples=[2]
    )
    weight: NumberIn | None = Field(default=None, description="Its weight in the plan.", examples=["0.2"])
    levels: dict[Literal["base", "normal", "target"], NumberIn | None] | None = Field(
        default=None,
        description="Levels instead of the suggested ones, each by itself: numbers or formulas; null takes one away.",
        examples=[{"normal": "30"}],
    )


class DraftAnswer(DraftLine):
    """A draft, as it was written. The hash is its ETag."""

    document: Annotated[object, refers_to("Plan")] = Field(description="May still have problems.")


class VersionLine(AnswerBody):
    """A version without its document."""

    key: str = Field(examples=["b2b-sales-manager"])
    number: int = Field(description="Counts the versions of this plan from 1.")
    hash: str = Field(description=_HASH)
    state: State
    effective_from: DayOut = Field(description="The first day in force.")
    effective_until: DayOut | None = Field(description=_UNTIL)
    author_id: str = Field(description="Who submitted it.", examples=["4"])
    submitted_at: MomentOut
    approval_request_id: str = Field(description="The request in /v1/approvals.", examples=["12"])


class VersionEvent(AnswerBody):
    """One thing that happened to a version. Published twice: another version took over its last days."""

    number: int
    state: State
    by_id: str
    at: MomentOut
    effective_from: DayOut | None
    effective_until: DayOut | None = Field(description=_UNTIL)


class VersionAnswer(VersionLine):
    """A version with its document, which never changes, and everything that happened to it."""

    events: list[VersionEvent]
    document: Annotated[object, refers_to("Plan")]


class VersionList(AnswerBody):
    """A page of a plan's versions, the newest first."""

    data: list[VersionLine]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class PlanLine(AnswerBody):
    """What there is of one plan."""

    key: str = Field(examples=["b2b-sales-manager"])
    draft: DraftLine | None
    latest: VersionLine | None = Field(description="The newest version, whatever its state.")
    on: DayOut = Field(description="The day that `in_force` is about.")
    in_force: VersionLine | None = Field(description="The published version that is in force on that day.")


class PlanList(AnswerBody):
    """A page of plans, in the order of their keys."""

    data: list[PlanLine]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class ChangeAnswer(AnswerBody):
    """One difference between two documents."""

    kind: Literal["added", "removed", "changed", "reordered"]
    path: str = Field(description="Where, by the keys of entries.", examples=["/kpis/revenue/weight"])
    before: object = Field(description="What stood there; null for what was added.")
    after: object = Field(description="What stands there; null for what was removed.")
    sentence: str = Field(examples=["KPI revenue: weight changes from 0.35 to 0.4."])


class ComparisonAnswer(AnswerBody):
    """Every difference between two versions; numbers of one value are no difference."""

    key: str
    from_: str = Field(alias="from", description="A number of a version, or `draft`.", examples=["1"])
    to: str = Field(description="A number of a version, or `draft`.", examples=["2"])
    changes: list[ChangeAnswer]


class _Days(RequestBody):
    effective_from: DayIn = Field(description="The first day in force.", examples=["2026-03-01"])
    effective_until: DayIn | None = Field(default=None, description=_UNTIL, examples=["2027-01-01"])
    note: NoteIn | None = Field(default=None, description="A word to the approver.")


class SubmitCall(_Days):
    """From when until when the version shall be in force: part of what is approved."""


class RollBackCall(_Days):
    """From when until when the old document shall be in force again."""


class CloneCall(RequestBody):
    """Under which key the copy becomes a draft."""

    key: PlanKeyIn = Field(description="A plan without a draft; new, or one that is there.", examples=["my-sales"])


class RetireCall(RequestBody):
    """From which day a version is no longer in force, and why."""

    effective_until: DayIn | None = Field(
        default=None, description="The first day without it: today, if left out, or later."
    )
    reason: NoteIn | None = Field(default=None)

"""Bodies of `/v1/kpis`."""

from typing import Annotated, Literal

from pydantic import Field

from service.web.wire import AnswerBody, MomentOut, ProblemItem, RequestBody, refers_to

Origin = Literal["company", "shipped"]
_ORIGIN = "`company`, or `shipped` for those that come with the engine."


class KpiCloneCall(RequestBody):
    """Where a copy goes."""

    key: str | None = Field(default=None, description="Key of the copy; absent: the same key.", examples=["our_margin"])
    version: int | None = Field(default=None, description="Which version is copied; absent: the newest.", examples=[2])


class KpiVersionLine(AnswerBody):
    """One version of a KPI."""

    key: str
    version: int
    origin: Origin = Field(description=_ORIGIN)
    title: str
    hash: str = Field(description="SHA-256 of the definition's canonical form.")
    retired: bool = Field(description="Whether plans should not take it up any more.")
    by: str | None = Field(description="The principal who wrote it; null for shipped ones.")
    at: MomentOut | None = Field(description="When it was written; null for shipped ones.")


class KpiDefinitionLine(KpiVersionLine):
    """The newest version of a KPI in one line."""

    unit: str | None
    owner: str | None = Field(description="Who answers for the data.")


class KpiDefinitionList(AnswerBody):
    """A page of KPIs, in the order of the keys."""

    data: list[KpiDefinitionLine]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class KpiVersionList(AnswerBody):
    """A page of the versions of a KPI, the oldest first."""

    data: list[KpiVersionLine]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class KpiDefinitionAnswer(AnswerBody):
    """One version of a KPI with its definition."""

    key: str
    version: int
    origin: Origin = Field(description=_ORIGIN)
    hash: str = Field(description="SHA-256 of the definition's canonical form; the ETag.")
    retired: bool = Field(description="Whether plans should not take it up any more.")
    by: str | None = Field(description="The principal who wrote it; null for shipped ones.")
    at: MomentOut | None = Field(description="When it was written; null for shipped ones.")
    definition: Annotated[object, refers_to("KpiDefinition")]


class KpiDifferenceAnswer(AnswerBody):
    """What an example expects, and what came out."""

    path: str = Field(description="Where the example says it.", examples=["/examples/0/expect/actual"])
    expected: str | bool | list[str] | None
    actual: str | bool | list[str] | None
    paste: str | bool | list[str] | None = Field(description="What to write there to make the example pass.")


class KpiExampleAnswer(AnswerBody):
    """How one of a definition's examples came out."""

    name: str
    passed: bool
    differences: list[KpiDifferenceAnswer] = Field(
        description="What was expected, what came out, and the text to paste."
    )


class KpiCheckAnswer(AnswerBody):
    """Everything the check found. A definition with problems is an answer like any other, with `valid: false`."""

    valid: bool = Field(description="Whether plans can take it.")
    problems: list[ProblemItem] = Field(description="What must be mended.")
    examples: list[KpiExampleAnswer] = Field(description="Its examples, run. All must pass before it can be saved.")
    hash: str | None = Field(description="SHA-256 of the canonical form; null for what is not a definition.")


class KpiUseLine(AnswerBody):
    """A plan that has the KPI."""

    plan: str = Field(description="Key of the plan.")
    version: int | None = Field(description="Version of the plan; null for its draft.")
    state: str = Field(description="`draft`, or the state of the version.")
    kpi_version: int | None = Field(description="The version of the KPI that was taken.")
    is_newest: bool = Field(description="Whether that is what the library has now.")


class KpiUseList(AnswerBody):
    """The drafts, and the versions that may still pay, that have the KPI."""

    data: list[KpiUseLine]

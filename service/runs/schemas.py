"""Bodies of `/v1/runs` and `/v1/results`."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints
from pydantic.json_schema import SkipJsonSchema

from service.calculate.answers import PlanUsed, ResultAnswer, TraceAnswer
from service.web.moments import MomentIn
from service.web.wire import AnswerBody, DayOut, MomentOut, NumberOut, ProblemItem, RequestBody


def _left_out() -> None:
    """A default that the schema does not show, for keys that are not there instead of null."""


KEY_MAX: Final = 48
PAY_GROUP_MAX: Final = 64
_KEY_PATTERN: Final = "^[a-z][a-z0-9]*([_-][a-z0-9]+)*$"
_PLANS_MAX: Final = 200
Kind = Literal["preview", "final", "shadow", "correction"]
RunState = Literal["queued", "running", "finished", "failed", "cancelled"]
Outcome = Literal["paid", "zero", "blocked"]
PlanKey = Annotated[str, StringConstraints(pattern=_KEY_PATTERN, max_length=KEY_MAX)]


class RunStartCall(RequestBody):
    """What is to be computed."""

    calendar: Annotated[str, StringConstraints(max_length=KEY_MAX)] = Field(
        description="Key of the calendar.", examples=["monthly"]
    )
    period: Annotated[str, StringConstraints(max_length=16)] = Field(
        description="Key of the period.", examples=["2026-03"]
    )
    kind: Kind = Field(
        description="`final` counts as pay once it is booked; `correction` computes a locked period anew; `preview` and"
        " `shadow` (also those who are assigned for trial only) pay nothing and are kept for a while."
    )
    pay_group: Annotated[str, StringConstraints(min_length=1, max_length=PAY_GROUP_MAX)] = Field(
        default="all", description="Who is paid together; `all` for those without a group."
    )
    plans: Annotated[list[PlanKey], Field(min_length=1, max_length=_PLANS_MAX)] | None = Field(
        default=None, description="Only these plans; absent: all that have members.", examples=[["b2b-sales-manager"]]
    )
    as_of: MomentIn | None = Field(
        default=None, description="As it was known at this moment; absent: as it is known now."
    )


class KnowledgeOut(AnswerBody):
    """The moment of knowledge of a run: nothing that was written later is read."""

    id: str
    at: MomentOut


class RunPlanOut(AnswerBody):
    """A plan version of a run; `number` is its part of the ids of results."""

    number: int
    key: str
    version: int
    hash: str = Field(description="SHA-256 of the plan's canonical form.")
    start: DayOut = Field(description="Its first day in force within the period.")
    end: DayOut = Field(description="The day after the last one.")


class ProgressOut(AnswerBody):
    """How far a run is."""

    people: int = Field(description="Results in all: one for each participant and plan.")
    done: int
    percent: int
    per_second: int | None = Field(description="Results a second since it was last begun.")
    seconds_left: int | None = Field(description="How long the rest takes at that rate; null unless it is running.")


class CountsOut(AnswerBody):
    """Results by outcome; `reused` ones were stored by an earlier run, unchanged."""

    paid: int
    zero: int
    blocked: int
    reused: int


class RunStepOut(AnswerBody):
    """One thing that happened to a run."""

    number: int
    state: RunState = Field(description="The state from then on.")
    by: str = Field(description="The principal on whose behalf.")
    at: MomentOut


class RunOut(AnswerBody):
    """A run. It is never overwritten: computing again is another run."""

    id: str
    kind: Kind
    calendar: str
    period: str
    start: DayOut
    end: DayOut = Field(description="The day after the period's last one.")
    pay_group: str
    corrects: str | None = Field(description="The run whose booked results a correction mends.")
    state: RunState
    problem: ProblemItem | None = Field(description="Why it failed.")
    by: str = Field(description="The principal who started it.")
    at: MomentOut
    knowledge: KnowledgeOut
    engine: str
    semantics: int = Field(description="What the same plan and input come to; raised by changes that alter pay.")
    plans: list[RunPlanOut]
    progress: ProgressOut
    counts: CountsOut
    totals: dict[str, NumberOut] = Field(description="What is paid, by currency.", examples=[{"EUR": "37415.00"}])
    content_hash: str | None = Field(description="SHA-256 over all results, once it is finished.")
    steps: list[RunStepOut]


class RunList(AnswerBody):
    """A page of runs, the newest first."""

    data: list[RunOut]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


class ResultPeriod(AnswerBody):
    """The period that was computed."""

    calendar: str
    key: str
    start: DayOut
    end: DayOut


class ResultHashes(AnswerBody):
    """SHA-256 of what a result comes from, and of the result."""

    input: str = Field(description="Of what was known of the participant.")
    facts: str = Field(description="Of all observations that were read.")
    shared: str = Field(description="Of what holds for everybody: company, groups, calendar, rates.")
    population: str | None = Field(description="Of everybody's inputs, where results depend on those of others.")
    result: str = Field(description="Of exact values, outcome, codes and amounts.")


class DifferenceOut(AnswerBody):
    """One place where a result that is computed again is another one."""

    path: str = Field(description="A JSON pointer into the stored result.")
    old: str | None = Field(description="What is stored; null where there is nothing.")
    new: str | None = Field(description="What comes out now.")


class VerdictOut(AnswerBody):
    """Whether a result comes out the same when it is computed again from what is stored of it."""

    verdict: Literal["identical", "differs", "semantics_retired"] = Field(
        description="`semantics_retired`: this release does not compute by the meaning of that time any more."
    )
    differences: list[DifferenceOut]


class ReplayAnswer(VerdictOut):
    """The same of the result that was asked for."""

    id: str = Field(examples=["12-1-4711"])


class ResultOut(ResultAnswer):
    """What a run computed for one participant by one plan. It never changes."""

    id: str = Field(description="`<run>-<plan>-<participant>`, by their numbers.", examples=["12-1-4711"])
    run_id: str
    participant: str | None = Field(description="The participant's id; null for somebody who was erased.")
    plan: PlanUsed
    period: ResultPeriod
    currency: str
    hashes: ResultHashes
    semantics: int
    exact: dict[str, str] = Field(description="Exact values of numbers that do not end within 12 places, by place.")
    trace: TraceAnswer | None = Field(
        default_factory=_left_out,
        description="Every step, found by computing the result again; only with explain=true. null where that cannot be"
        " done any more.",
    )
    replay: VerdictOut | SkipJsonSchema[None] = Field(
        default_factory=_left_out, description="Whether it came out the same; only with explain=true."
    )


class ResultList(AnswerBody):
    """A page of results, in the order of plans and participants."""

    data: list[ResultOut]
    has_more: bool
    next_cursor: str | None = Field(description="Send it as `cursor` to get the next page.")


STARTS: Final[dict[str, dict[str, Any]]] = {
    "A preview of a month": {"calendar": "monthly", "period": "2026-03", "kind": "preview"},
    "The final run of a pay group": {
        "calendar": "monthly",
        "period": "2026-03",
        "pay_group": "de-salaried",
        "kind": "final",
    },
    "What one plan came to as known on the 5th": {
        "calendar": "monthly",
        "period": "2026-03",
        "kind": "preview",
        "plans": ["b2b-sales-manager"],
        "as_of": "2026-04-05T00:00:00Z",
    },
}

"""Facts as they are sent, and what became of them."""

from typing import Annotated, Literal

from pydantic import Field

from service.web.moments import MomentIn
from service.web.wire import AnswerBody, DayIn, NumberIn, ProblemItem, RequestBody

_LINE = r"^\S(.*\S)?$"


class FactIn(RequestBody):
    """One observation: who, what, when, and what its source calls it.

    It has one of `value`, `row` and `retracted`, and either `date` or `at`.
    """

    participant: str = Field(min_length=1, max_length=128, description="Id of the participant.", examples=["E17"])
    key: str = Field(
        pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
        max_length=48,
        description="The fact, as plans call it.",
        examples=["revenue"],
    )
    date: DayIn | None = Field(None, description="The business date.", examples=["2026-03-14"])
    time: str | None = Field(
        None,
        pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?$",
        description="With `date`: the time of day in the company's time zone.",
        examples=["14:30"],
    )
    at: MomentIn | None = Field(
        None, description="Instead of `date`: a moment, whose business date is that of the company's time zone."
    )
    value: NumberIn | str | None = Field(
        None,
        description="A number of at most 18 digits and 12 decimal places, or a word of the plan.",
        examples=["1250.00"],
    )
    row: dict[str, NumberIn | str | bool] | None = Field(
        None, description="The fields of a row, such as a deal.", examples=[{"amount": "900", "kind": "renewal"}]
    )
    retracted: Literal[True] | None = Field(
        None, description="Takes back what earlier revisions of this observation said."
    )
    source: str = Field(min_length=1, max_length=64, pattern=_LINE, description="Who says so.", examples=["crm"])
    source_id: str = Field(
        min_length=1,
        max_length=200,
        pattern=_LINE,
        description="What the source calls this observation, without names of people.",
        examples=["deal-4711"],
    )
    revision: Annotated[int, Field(ge=0, le=10**18 - 1)] | None = Field(
        None, description="Of one observation the highest revision counts; 0 without one."
    )
    modified: MomentIn | None = Field(None, description="Instead of `revision`: when the source last changed it.")
    currency: str | None = Field(None, description="ISO 4217 code, if it is money.", examples=["EUR"])
    evidence: str | None = Field(None, min_length=1, max_length=2000, description="Why, for judgements.")


class FactsIn(RequestBody):
    """Up to 10,000 facts."""

    facts: list[FactIn] = Field(min_length=1, max_length=10_000)


class FactsReceivedOut(AnswerBody):
    """What became of facts. Everything that is neither known nor in conflict is stored."""

    batch: str = Field(description="The number of what came together.")
    received: int = Field(description="How many facts were sent.")
    added: int = Field(description="How many are new and count.")
    known: int = Field(description="How many were received before, with the same content.")
    waiting: int = Field(description="How many wait because nobody knows the participant or the key.")
    conflicts: int = Field(description="How many have the id and revision of another fact; they are not stored.")
    late: int = Field(description="How many of the new ones are of periods that are locked already.")
    problems: list[ProblemItem] = Field(description="The conflicts, at most 1,000.")
    warnings: list[ProblemItem] = Field(description="What waits or is late, at most 1,000.")

"""What bodies are made of: the base of requests and of answers, and how numbers look in both."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema

_DECIMAL_PATTERN: Final = r"^[+-]?[0-9]+(\.[0-9]+)?$"
_EXACT_PATTERN: Final = r"^-?[0-9]+(\.[0-9]+)?$"

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)

COMPONENT: Final = "x-component"
"""Marks a place where openapi.json names a shared schema; resolved when the document is put together."""


def refers_to(*components: str) -> WithJsonSchema:
    """The schema of a value that is one of the shared components."""
    places: list[dict[str, Any]] = [{COMPONENT: name} for name in components]
    return WithJsonSchema(places[0] if len(places) == 1 else {"anyOf": cast(Any, places)})


NumberIn = Annotated[
    str | int | Decimal,
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": _DECIMAL_PATTERN}, {"type": "number"}]}),
]
"""A number that a caller sends: below 10^18, at most 12 decimal places, best as text."""

NumberOut = Annotated[str, WithJsonSchema({"type": "string", "pattern": _EXACT_PATTERN})]
"""A number of an answer: exact, or rounded to 12 places where it does not end."""


def _day(value: str) -> str:
    if not _DAY.fullmatch(value):
        raise ValueError("a day is written as 2026-03-01")
    return date.fromisoformat(value).isoformat()


DayIn = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A calendar day that a caller sends, as text."""

DayOut = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
"""A calendar day of an answer."""

MomentOut = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
"""A moment of an answer, in UTC."""


NoteIn = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"^[^\x00]+$")]
"""A free text that a person sends to others, of several lines if need be."""


class RequestBody(BaseModel):
    """The shape of a request, for openapi.json. The engine itself reads the document as it was sent."""

    model_config = ConfigDict(extra="forbid")


def _open_for_more(schema: dict[str, Any]) -> None:
    """Callers must pass over fields they do not know, so that answers can grow; the tests stay strict."""
    del schema["additionalProperties"]


class AnswerBody(BaseModel):
    """The shape of an answer. No field has a default, so that every field is always there."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_open_for_more)


def _left_out() -> None:
    """A default that the schema does not show, for keys that are not there instead of null."""


class ProblemItem(BaseModel):
    """One finding: what is wrong, where, and what to do about it."""

    code: str = Field(description="Stable name of the kind of problem, `area.what`.", examples=["plan.weights_sum"])
    path: str = Field(description="Where: a JSON pointer into the document (RFC 6901).", examples=["/kpis/0/weight"])
    message: str = Field(description="What is wrong and what to do about it.")
    position: int | SkipJsonSchema[None] = Field(
        default_factory=_left_out, description="0-based character in the formula, if it is about one."
    )
    numbers: dict[str, str] | SkipJsonSchema[None] = Field(
        default_factory=_left_out, description="The numbers that a warning computed."
    )


class ProblemDocument(BaseModel):
    """An error as RFC 9457 describes it. It never repeats values that were sent."""

    type: str = Field(description="The kind of problem as a URI.", examples=["urn:bonus:problem:plan.weights_sum"])
    title: str = Field(description="The kind of answer in words; the same for every problem of one status.")
    status: int = Field(description="The HTTP status.", examples=[422])
    detail: str = Field(description="The first problem in words, and how many more there are.")
    code: str = Field(description="The code of the first problem.", examples=["plan.weights_sum"])
    request_id: str = Field(description="The id of this request, as in the X-Request-ID header.")
    errors: list[ProblemItem] = Field(description="Every problem, at most 1,000.")

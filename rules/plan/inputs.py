"""Inputs: declared values of a participant, group or company that formulas may use."""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Discriminator, Field, StrictBool, Tag

from rules.plan.part import DocumentPart, tag_by
from rules.plan.values import ExactDecimal
from rules.plan.words import Text, Word

Scope = Literal["personal", "team", "company"]
"""Whose value it is: the participant's, the group's or the company's."""

SharedScope = Literal["team", "company"]
SHARED_SCOPES: tuple[SharedScope, ...] = ("team", "company")


class InputBase(DocumentPart):
    """What every kind of input can say. An input without `default` is required, even if nothing reads it."""

    title: Text | None = Field(None, description="Name shown to people.", examples=["Bonus fund at coefficient 1"])
    scope: Scope = Field("personal", description="Where the value is read from.", examples=["personal"])
    inherit: Literal["manager"] | None = Field(
        None,
        description="Take the nearest value up the chain of managers when the participant has none.",
        examples=["manager"],
    )
    take: Literal["average", "end", "start"] | None = Field(
        None,
        description="Which value counts when it changes within the period: the average by days (default "
        "for money), the one at the end (default otherwise) or at the start.",
        examples=["end"],
    )


class MoneyInput(InputBase):
    """An amount in plan currency, not below 0 unless `min` says otherwise (null: no lower bound)."""

    kind: Literal["money"] = Field(description="An amount in plan currency.", examples=["money"])
    default: ExactDecimal | None = Field(None, description="Value when a participant gives none.", examples=["2500"])
    min: ExactDecimal | None = Field(
        Fraction(0), description="Smallest allowed value; null for no lower bound.", examples=["0"]
    )
    max: ExactDecimal | None = Field(None, description="Largest allowed value.", examples=["100000"])


class NumberInput(InputBase):
    """A number of any unit; `min` and `max` are both optional."""

    kind: Literal["number"] = Field(description="A number.", examples=["number"])
    default: ExactDecimal | None = Field(None, description="Value when a participant gives none.", examples=["1"])
    min: ExactDecimal | None = Field(None, description="Smallest allowed value.", examples=["0"])
    max: ExactDecimal | None = Field(None, description="Largest allowed value.", examples=["1.5"])


class BooleanInput(InputBase):
    """A yes/no value: JSON true or false."""

    kind: Literal["boolean"] = Field(description="True or false.", examples=["boolean"])
    default: StrictBool | None = Field(None, description="Value when a participant gives none.", examples=[False])


class CategoryInput(InputBase):
    """One of the declared codes."""

    kind: Literal["category"] = Field(description="One of the codes in `values`.", examples=["category"])
    values: tuple[Word, ...] = Field(
        min_length=1,
        description="The allowed codes; formulas compare with them.",
        examples=[["EMEA", "APAC"]],
    )
    default: Word | None = Field(None, description="Code when a participant gives none.", examples=["EMEA"])


Input = Annotated[
    Annotated[MoneyInput, Tag("@money")]
    | Annotated[NumberInput, Tag("@number")]
    | Annotated[BooleanInput, Tag("@boolean")]
    | Annotated[CategoryInput, Tag("@category")],
    Discriminator(tag_by("kind")),
]

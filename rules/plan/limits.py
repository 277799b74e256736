"""Limits: caps of components and of the total, and the floor of the total."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field, StrictBool, Tag

from rules.plan.part import DocumentPart, tag_object_or
from rules.plan.values import FormulaText
from rules.plan.words import Word


class CapOver(DocumentPart):
    """A cap that counts over a longer time or gives back later what it withheld."""

    amount: FormulaText = Field(description="Largest amount.", examples=["fund * 12"])
    per: Literal["period", "year"] = Field("period", description="Time the amount stands for.", examples=["year"])
    carry: StrictBool = Field(
        False,
        description="Keep the excess as a reserve that the same cap releases in later periods.",
        examples=[True],
    )


Cap = Annotated[
    Annotated[FormulaText, Tag("@formula")] | Annotated[CapOver, Tag("@object")],
    Discriminator(tag_object_or("formula")),
]


def counts_year(cap: Cap | None) -> bool:
    """Whether a cap counts what the fiscal year has paid already."""
    return isinstance(cap, CapOver) and cap.per == "year"


def carries(cap: Cap | None) -> bool:
    """Whether a cap keeps what it withholds and gives it back later."""
    return isinstance(cap, CapOver) and cap.carry


def cap_formula(cap: Cap | None) -> str | None:
    """The amount of a cap in either form; None where there is no cap."""
    return cap.amount if isinstance(cap, CapOver) else cap


class Limits(DocumentPart):
    """Cap and floor of the total."""

    total_cap: Cap | None = Field(None, description="Largest total.", examples=["fund * 2"])
    total_floor: FormulaText | None = Field(
        "0", description="Smallest total; null for none, absent means 0.", examples=["0"]
    )
    total_floor_earning_code: Word | None = Field(
        None, description="Payroll code of the line that raises a total to its floor.", examples=["BON9"]
    )

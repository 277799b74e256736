"""Scales: half-open bands that turn a number into a grade and its payout factor."""

from typing import Literal

from pydantic import Field, StrictBool

from rules.plan.part import DocumentPart
from rules.plan.values import Exact, FormulaText, WholeNumber
from rules.plan.words import Text, Word


class Band(DocumentPart):
    """One grade, from its lower edge up to where the next band begins."""

    grade: Word = Field(description="Code of the band.", examples=["A+"])
    from_: Exact | None = Field(None, alias="from", description="Lower edge, included.", examples=["0.70"])
    above: Exact | None = Field(None, description="Lower edge, excluded (instead of `from`).", examples=["1.00"])
    payout: Exact | None = Field(None, description="Factor of the band; all bands have one or none.", examples=["1.2"])

    @property
    def edge(self) -> Exact | None:
        """The lower edge, included or not; None for an open first band."""
        return self.above if self.from_ is None else self.from_


class Banded(DocumentPart):
    """What ratings and scales share."""

    title: Text | None = Field(None, description="Name shown to people.", examples=["Rating"])
    bands: tuple[Band, ...] = Field(
        min_length=1,
        description="The bands, ascending; the first is open below.",
        examples=[[{"grade": "C"}, {"grade": "B", "from": "0.9"}, {"grade": "A", "from": "1"}]],
    )
    round_before_band: WholeNumber | None = Field(
        None,
        description="Round the number to so many places (0 to 12) before it is looked up; absent: never round.",
        examples=[2],
    )
    interpolate: StrictBool = Field(
        False,
        description="Payout in a straight line between the lower edges of neighbouring bands.",
        examples=[False],
    )
    crossing: Literal["upper", "lower"] | None = Field(
        None,
        description="For classes by cumulative share: the class of the item that crosses an edge. No default.",
        examples=["upper"],
    )


class Ratings(Banded):
    """The scale of the coefficient; formulas read it as `rating` and `payout`."""


class Scale(Banded):
    """A scale of any formula; formulas read its grade by its key and its factor as `<key>.payout`."""

    of: FormulaText = Field(description="The number that is looked up.", examples=["revenue.actual / revenue.normal"])

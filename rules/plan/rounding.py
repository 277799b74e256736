"""Rounding of amounts and, where a plan asks for it, of every stored step."""

from pydantic import Field

from rules.numbers import RoundingMode
from rules.plan.part import DocumentPart
from rules.plan.values import WholeNumber


class Rounding(DocumentPart):
    """How amounts are rounded to the currency's minor unit."""

    mode: RoundingMode = Field(
        "half_up",
        description="half_up (half away from zero), half_even, down (towards zero) or up (away from zero).",
        examples=["half_up"],
    )
    steps: WholeNumber | None = Field(
        None,
        description="Also round every stored step (index, weighted index, coefficient, values) to so many "
        "places, 0 to 12; everything later reads the rounded value. Absent: steps stay exact.",
        examples=[6],
    )

"""Time as the sheet keeps it: how long a person was in the plan, and what changed meanwhile."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from rules.calendar import Span
from rules.facts.assignment import Assignment
from rules.facts.segments import Segment

if TYPE_CHECKING:
    from rules.engine.sheet.sheet import Sheet


@dataclass(frozen=True, slots=True)
class InForce:
    """How much of the period a person was in the plan: `counted` of `whole`, in the plan's own way of counting.

    `within` is from the first to the last day that may count, `spans` what is left of it without absences.
    """

    assignment: Assignment
    within: Span
    spans: tuple[Span, ...]
    counted: Fraction
    whole: Fraction


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a person's time with its weight; without a segment of its own the person's values hold in it."""

    span: Span
    weight: Fraction
    segment: Segment | None


@dataclass(frozen=True, slots=True)
class Parts:
    """Segments evaluated one by one: their own sheet, for each person's row the rows of the segments in it, and the
    days of each segment."""

    sheet: "Sheet"
    rows: dict[int, tuple[int, ...]]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Blend:
    """A value made of those of several stretches: each `part` is a weight, the day it holds from and the value.

    `rest` is the weight of the stretches for which the plan's own level stands in; `is_average` is false where the
    value of one stretch was taken.
    """

    parts: tuple[tuple[Fraction, date, Fraction | bool | str], ...]
    is_average: bool = True
    rest: Fraction = Fraction(0)

"""KPIs: one measured quantity each, with its levels, weight, curve and what a missing value means."""

from fractions import Fraction
from typing import Literal

from pydantic import Field, StrictBool

from rules.plan.curves import (
    DEFAULT_CURVE,
    Curve,
    FormulaCurve,
    InverseConcaveCurve,
    LinearCurve,
    PointsCurve,
    RatioCurve,
    StepsCurve,
)
from rules.plan.inputs import Scope
from rules.plan.part import DocumentPart
from rules.plan.values import Exact, FormulaText, WholeNumber
from rules.plan.words import Key, Text

_CAPPED = LinearCurve | RatioCurve | InverseConcaveCurve | PointsCurve | StepsCurve | FormulaCurve
_CAPPED_AT_TARGET = LinearCurve | RatioCurve | InverseConcaveCurve


class Levels(DocumentPart):
    """Base (index 0), normal (index 1) and target; constants or formulas over inputs and tables."""

    base: FormulaText | None = Field(None, description="Lowest acceptable level, index 0.", examples=["800000"])
    normal: FormulaText | None = Field(None, description="Expected level, index 1.", examples=["1000000", "quota / 12"])
    target: FormulaText | None = Field(
        None, description="Level worth striving for, beyond normal.", examples=["1200000"]
    )


class Measured(DocumentPart):
    """One measured quantity by itself: what it is and how its actual becomes an index, in any plan."""

    key: Key = Field(description="Name in formulas and results; unique among the KPIs.", examples=["revenue"])
    title: Text | None = Field(
        None, description="Name shown to people; the key if absent.", examples=["Shipped revenue"]
    )
    unit: Text | None = Field(None, description="Unit of actual and levels.", examples=["EUR", "%", "pcs", "days"])
    levels: Levels | None = Field(
        None, description="Base, normal and target.", examples=[{"base": "20", "normal": "10", "target": "5"}]
    )
    value: FormulaText | None = Field(
        None,
        description="The actual as a formula over facts and inputs; absent: the fact of the same key.",
        examples=["gross_profit / revenue_net * 100"],
    )
    undefined: Literal["block", "missing", "zero_actual"] = Field(
        "block", description="What a division by zero in `value` means.", examples=["missing"]
    )
    curve: Curve | None = Field(
        None,
        description="How the actual becomes an index; absent: linear, floor 0, cap at target if there is one.",
        examples=[{"kind": "linear", "floor": "0", "cap": "target"}],
    )
    missing: Literal["block", "zero", "carry_last", "reweight"] = Field(
        "block",
        description="What a missing actual means: block the person, index 0, the actual of the period "
        "before, or leave the KPI out and divide by the remaining weights.",
        examples=["reweight"],
    )
    direction: Literal["higher", "lower"] | None = Field(
        None,
        description="Only a check against the levels; the direction itself comes from normal - base.",
        examples=["lower"],
    )
    measure: Literal["volume", "ratio", "state"] | None = Field(
        None, description="Sort of quantity; only volume levels may be prorated.", examples=["volume"]
    )
    qualitative: StrictBool = Field(False, description="Whether people judge it.", examples=[False])
    source: Text | None = Field(None, description="Where the actual comes from.", examples=["CRM, invoices shipped"])
    owner: Text | None = Field(None, description="Who answers for the numbers.", examples=["Sales controlling"])

    @property
    def label(self) -> str:
        """Title, or the key where there is none."""
        return self.title or self.key

    @property
    def effective_curve(self) -> Curve:
        """The curve in force, the default one included."""
        return DEFAULT_CURVE if self.curve is None else self.curve

    @property
    def has_target(self) -> bool:
        """Whether the plan gives a target level (an assignment may still add one)."""
        return self.levels is not None and self.levels.target is not None

    @property
    def floor_index(self) -> Fraction | None:
        """Smallest index, None where the curve has no floor."""
        curve = self.effective_curve
        return curve.floor if isinstance(curve, _CAPPED) else None

    def cap_index(self, *, has_target: bool | None = None) -> Fraction | Literal["target"] | None:
        """Largest index, `"target"` for the curve's value at target, None for no cap.

        `has_target` is for a person whose own levels add the target; by default the plan's levels decide.
        """
        curve = self.effective_curve
        if not isinstance(curve, _CAPPED):
            return None
        if isinstance(curve, _CAPPED_AT_TARGET) and not curve.says("cap"):
            given = self.has_target if has_target is None else has_target
            return "target" if given else None
        return curve.cap


class LibraryUse(DocumentPart):
    """Which definition of the KPI library a KPI was taken from."""

    key: Key = Field(description="Key of the definition.", examples=["win_rate"])
    version: WholeNumber = Field(description="Its version.", examples=["2"])
    hash: Text | None = Field(None, description="SHA-256 of the definition.", examples=["9f2c…"])


class Kpi(Measured):
    """One measured quantity of a plan."""

    weight: Exact | None = Field(
        None,
        description="Share in the coefficient; the weights of a plan add up to exactly 1. Without one the "
        "KPI is measured but not part of the coefficient.",
        examples=["0.35", "1/3"],
    )
    scope: Scope = Field("personal", description="Whose facts are measured.", examples=["personal"])
    library: LibraryUse | None = Field(
        None,
        description="The definition of the KPI library that this KPI was taken from; it changes nothing that is paid.",
        examples=[{"key": "win_rate", "version": "2"}],
    )

"""Curves: how the position of an actual between its levels becomes an index."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import Discriminator, Field, Tag

from rules.plan.part import DocumentPart, tag_by
from rules.plan.values import CapIndex, Exact, FormulaText
from rules.plan.words import Text, Word

CurveOf = Literal["actual", "attainment", "raw"]
"""What a table of a curve is read with: the actual, actual/normal, or the linear raw index."""

LevelName = Literal["base", "normal", "target"]
"""The three levels of a KPI."""
LEVELS: Final[tuple[LevelName, ...]] = ("base", "normal", "target")

_FLOOR = "Smallest index; null for none."
_CAP = 'Largest index: a number, "target" (the curve\'s value at the target level), or null for none.'


class LinearCurve(DocumentPart):
    """(actual - base) / (normal - base); also the meaning of a KPI without `curve`.

    A cap that is not said is `"target"` where the KPI has a target, else none: ask `Kpi.cap_index`.
    """

    kind: Literal["linear"] = Field(description="Straight line through base and normal.", examples=["linear"])
    floor: Exact | None = Field(Fraction(0), description=_FLOOR, examples=["0"])
    cap: CapIndex = Field(
        None,
        description=_CAP + " Not said: target if the KPI has one, else none.",
        examples=["target", "1.5"],
    )


class TwoSlopeCurve(DocumentPart):
    """0 at base, 1 at normal, `max` at target, straight between, flat outside."""

    kind: Literal["two_slope"] = Field(description="Two straight lines that meet at normal.", examples=["two_slope"])
    max: Exact = Field(description="Index at target and beyond, at least 1.", examples=["1.5"])


class RatioCurve(DocumentPart):
    """actual / normal in one of three published forms; cap as for the linear curve."""

    kind: Literal["ratio"] = Field(description="Actual against normal as a ratio.", examples=["ratio"])
    form: Literal["actual/normal", "normal/actual", "2-actual/normal"] = Field(
        "actual/normal",
        description="Which ratio; the last two are for lower-is-better KPIs.",
        examples=["normal/actual"],
    )
    floor: Exact | None = Field(Fraction(0), description=_FLOOR, examples=["0"])
    cap: CapIndex = Field(None, description=_CAP + " Not said: target if the KPI has one, else none.", examples=["1.2"])


class CurvePoint(DocumentPart):
    """One corner of a curve of straight lines."""

    at: Exact = Field(description="Where: a value of what `of` names.", examples=["0.9"])
    index: Exact = Field(description="Index there.", examples=["0.5"])


class PointsCurve(DocumentPart):
    """Straight lines through points, flat outside them; two points at one `at` are a jump, the later
    holds there.
    """

    kind: Literal["points"] = Field(description="Straight lines through points.", examples=["points"])
    of: CurveOf = Field("actual", description="What the points are read with.", examples=["attainment"])
    points: tuple[CurvePoint, ...] = Field(
        min_length=1,
        description="The corners, ascending.",
        examples=[[{"at": "0.8", "index": "0"}, {"at": "1", "index": "1"}]],
    )
    floor: Exact | None = Field(None, description=_FLOOR, examples=["0"])
    cap: CapIndex = Field(None, description=_CAP, examples=["1.5"])


class CurveStep(DocumentPart):
    """One step: the index from its lower edge (included) up to the next edge."""

    from_: Exact | None = Field(
        None,
        alias="from",
        description="Lower edge, included; only the first row may leave it out and is then open below.",
        examples=["0.9"],
    )
    index: Exact = Field(description="Index from this edge on.", examples=["0.5"])


class StepsCurve(DocumentPart):
    """A table of steps, lower edge included."""

    kind: Literal["steps"] = Field(description="Steps with included lower edges.", examples=["steps"])
    of: CurveOf = Field("actual", description="What the rows are read with.", examples=["attainment"])
    rows: tuple[CurveStep, ...] = Field(
        min_length=1,
        description="The steps, ascending.",
        examples=[[{"index": "0"}, {"from": "0.9", "index": "1"}]],
    )
    floor: Exact | None = Field(None, description=_FLOOR, examples=["0"])
    cap: CapIndex = Field(None, description=_CAP, examples=["1.5"])


class BinaryCurve(DocumentPart):
    """1 at or beyond normal, else 0; the direction comes from base, without base higher is better."""

    kind: Literal["binary"] = Field(description="Met or not met.", examples=["binary"])


class ScaleCurve(DocumentPart):
    """A word of a qualitative scale becomes an index."""

    kind: Literal["scale"] = Field(description="Words with an index each.", examples=["scale"])
    values: Mapping[Word, Exact] = Field(
        min_length=1,
        description="The index of every word.",
        examples=[{"poor": "0", "good": "1", "excellent": "1.2"}],
    )
    anchors: Mapping[Word, Text] = Field(
        {},
        description="What each word means, for those who judge and in explanations.",
        examples=[{"good": "Keeps what was agreed without being asked."}],
    )


class RangeCurve(DocumentPart):
    """1 inside a corridor, falling in a straight line to 0 on both sides."""

    kind: Literal["range"] = Field(description="Best inside a corridor.", examples=["range"])
    low: Exact = Field(description="Lower end of the corridor (index 1).", examples=["95"])
    high: Exact = Field(description="Upper end of the corridor (index 1).", examples=["105"])
    zero_low: Exact = Field(description="Below the corridor, where the index reaches 0.", examples=["80"])
    zero_high: Exact = Field(description="Above the corridor, where the index reaches 0.", examples=["120"])


class InverseConcaveCurve(DocumentPart):
    """2 - normal / actual; an actual of 0 or less takes the floor; cap as for the linear curve."""

    kind: Literal["inverse_concave"] = Field(description="2 minus normal over actual.", examples=["inverse_concave"])
    floor: Exact | None = Field(Fraction(0), description=_FLOOR, examples=["0"])
    cap: CapIndex = Field(
        None, description=_CAP + " Not said: target if the KPI has one, else none.", examples=["target"]
    )


class FormulaCurve(DocumentPart):
    """The raw index is a formula over actual, base, normal, target and inputs."""

    kind: Literal["formula"] = Field(description="A formula of your own.", examples=["formula"])
    formula: FormulaText = Field(
        description="Raw index as a formula over actual, base, normal, target and inputs.",
        examples=["actual / normal if actual >= base else 0"],
    )
    floor: Exact | None = Field(None, description=_FLOOR, examples=["0"])
    cap: CapIndex = Field(None, description=_CAP, examples=["1.5"])


Curve = Annotated[
    Annotated[LinearCurve, Tag("@linear")]
    | Annotated[TwoSlopeCurve, Tag("@two_slope")]
    | Annotated[RatioCurve, Tag("@ratio")]
    | Annotated[PointsCurve, Tag("@points")]
    | Annotated[StepsCurve, Tag("@steps")]
    | Annotated[BinaryCurve, Tag("@binary")]
    | Annotated[ScaleCurve, Tag("@scale")]
    | Annotated[RangeCurve, Tag("@range")]
    | Annotated[InverseConcaveCurve, Tag("@inverse_concave")]
    | Annotated[FormulaCurve, Tag("@formula")],
    Discriminator(tag_by("kind")),
]

DEFAULT_CURVE = LinearCurve(kind="linear")
"""What a KPI without `curve` has."""


_NEEDED_OF: dict[CurveOf, tuple[LevelName, ...]] = {
    "actual": (),
    "attainment": ("normal",),
    "raw": ("base", "normal"),
}


def levels_needed(curve: Curve) -> tuple[LevelName, ...]:
    """The levels without which a curve cannot give an index; a formula's own names are not looked into."""
    if isinstance(curve, TwoSlopeCurve):
        return LEVELS
    if isinstance(curve, PointsCurve | StepsCurve):
        return _NEEDED_OF[curve.of]
    if isinstance(curve, LinearCurve):
        return ("base", "normal")
    return ("normal",) if isinstance(curve, RatioCurve | BinaryCurve | InverseConcaveCurve) else ()

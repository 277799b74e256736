"""Tables: rates and values by rows; each kind belongs to one function of the formula language."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema

from rules.plan.part import DocumentPart, tag_by
from rules.plan.values import Exact, exact_decimal_text
from rules.plan.words import Text, parse_word

_FROM = "Lower edge, included; only the first row may leave it out and is then open below."


def _lookup_key(value: object) -> str:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return exact_decimal_text(value)
    return parse_word(value)


LookupKey = Annotated[
    str,
    PlainValidator(_lookup_key),
    WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1}, {"type": "number"}]}),
]
"""A category code, or a number as its text: what it is compared with decides."""


class MarginalRow(DocumentPart):
    """One tier: the part of x inside it earns `rate`; entering it may add a flat amount."""

    from_: Exact | None = Field(None, alias="from", description=_FROM, examples=["1000000"])
    rate: Exact = Field(description="Rate for the part of x inside this tier.", examples=["0.02"])
    flat: Exact | None = Field(None, description="Amount added once this tier is reached.", examples=["500"])


class WholeRow(DocumentPart):
    """One tier: the rate of the row reached goes for all of x."""

    from_: Exact | None = Field(None, alias="from", description=_FROM, examples=["1000000"])
    rate: Exact = Field(description="Rate for all of x from this edge on.", examples=["0.02"])


class StepRow(DocumentPart):
    """One step: the value from this edge up to the next."""

    from_: Exact | None = Field(None, alias="from", description=_FROM, examples=["0.9"])
    value: Exact = Field(description="Value from this edge on.", examples=["0.8"])


class TablePoint(DocumentPart):
    """One corner of a line of straight sections."""

    at: Exact = Field(description="Where.", examples=["0.8"])
    value: Exact = Field(description="Value there.", examples=["0.5"])


class LookupRow(DocumentPart):
    """The value of one exact key."""

    key: LookupKey = Field(description="A category code or a number.", examples=["EMEA", 3])
    value: Exact = Field(description="Value for this key.", examples=["1.1"])


class MarginalTable(DocumentPart):
    """`tier(x, table[, already])`: every part of x at the rate of its own tier."""

    kind: Literal["marginal"] = Field(description="Rates inside tiers.", examples=["marginal"])
    title: Text | None = Field(None, description="Name shown to people.", examples=["Revenue rates"])
    rows: tuple[MarginalRow, ...] = Field(
        min_length=1, description="The tiers, ascending.", examples=[[{"from": "0", "rate": "0.01"}]]
    )


class WholeTable(DocumentPart):
    """`rate(x, table)`: the rate of the row reached."""

    kind: Literal["whole"] = Field(description="One rate for the whole amount.", examples=["whole"])
    title: Text | None = Field(None, description="Name shown to people.", examples=["Revenue rates"])
    rows: tuple[WholeRow, ...] = Field(
        min_length=1, description="The rows, ascending.", examples=[[{"from": "0", "rate": "0.01"}]]
    )


class StepTable(DocumentPart):
    """`step(x, table)`: the value of the row reached."""

    kind: Literal["step"] = Field(description="Values by steps.", examples=["step"])
    title: Text | None = Field(None, description="Name shown to people.", examples=["Bonus by attainment"])
    rows: tuple[StepRow, ...] = Field(
        min_length=1,
        description="The steps, ascending.",
        examples=[[{"value": "0"}, {"from": "0.9", "value": "1"}]],
    )


class PointsTable(DocumentPart):
    """`interpolate(x, table)`: straight lines, flat outside the ends; two points at one `at` are a jump."""

    kind: Literal["points"] = Field(description="Straight lines through points.", examples=["points"])
    title: Text | None = Field(None, description="Name shown to people.", examples=["Accelerator"])
    points: tuple[TablePoint, ...] = Field(
        min_length=1,
        description="The corners, ascending.",
        examples=[[{"at": "0.8", "value": "0"}, {"at": "1", "value": "1"}]],
    )


class LookupTable(DocumentPart):
    """`lookup(key, table)`: the value of exactly this key; no match is a fault."""

    kind: Literal["lookup"] = Field(description="Values by exact key.", examples=["lookup"])
    title: Text | None = Field(None, description="Name shown to people.", examples=["Factor by region"])
    rows: tuple[LookupRow, ...] = Field(
        min_length=1, description="The keys with their values.", examples=[[{"key": "EMEA", "value": "1.1"}]]
    )


Table = Annotated[
    Annotated[MarginalTable, Tag("@marginal")]
    | Annotated[WholeTable, Tag("@whole")]
    | Annotated[StepTable, Tag("@step")]
    | Annotated[PointsTable, Tag("@points")]
    | Annotated[LookupTable, Tag("@lookup")],
    Discriminator(tag_by("kind")),
]

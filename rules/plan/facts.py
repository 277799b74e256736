"""Facts: what was observed, how many observations become one value, and windows over earlier periods."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StrictBool, Tag

from rules.plan.part import DocumentPart, tag_by, tag_object_or
from rules.plan.values import WholeNumber
from rules.plan.words import Key, Text, Word

Take = Literal["sum", "count", "avg", "min", "max", "last", "median", "distinct"]
"""How several observations become one value."""

Empty = Literal["missing", "zero"]
"""What nothing received means: no value, or 0 where the source is known to be complete."""


class Raters(DocumentPart):
    """How many people judge."""

    min: WholeNumber = Field(description="Fewest different sources among the observations.", examples=[2])


class JudgedFact(DocumentPart):
    """What a fact can ask of people who judge."""

    raters: Raters | None = Field(None, description="How many people must have judged.", examples=[{"min": 2}])
    evidence: Literal["required"] | None = Field(
        None, description="Whether every observation needs a text as evidence.", examples=["required"]
    )


class NumberFact(JudgedFact):
    """A number; also the meaning of a fact that is not declared at all."""

    kind: Literal["number"] = Field("number", description="Observations are numbers.", examples=["number"])
    title: Text | None = Field(None, description="Name shown to people.", examples=["Shipped revenue"])
    take: Take = Field("last", description="How several observations become one value.", examples=["sum"])
    empty: Empty = Field("missing", description="What no observation at all means.", examples=["missing"])
    money: StrictBool = Field(
        False, description="Whether observations are amounts that may come in another currency.", examples=[True]
    )


class CategoryFact(JudgedFact):
    """A code such as a qualitative grade; `last` and `median` give a code, `count`, `distinct` and `avg` a number."""

    kind: Literal["category"] = Field(description="Observations are codes.", examples=["category"])
    title: Text | None = Field(None, description="Name shown to people.", examples=["Manager's assessment"])
    values: tuple[Word, ...] | None = Field(
        None,
        min_length=1,
        description="The allowed codes; needed where a formula compares with one, and for a median, low to high.",
        examples=[["poor", "good", "excellent"]],
    )
    take: Literal["last", "count", "distinct", "median", "avg"] = Field(
        "last",
        description="How several observations become one value: a code (`last`, `median`, the lower of two), how many "
        "there are, or the mean of their indices on the scale of the KPI of this key (`avg`).",
        examples=["last"],
    )
    empty: Empty = Field("missing", description="What no observation at all means.", examples=["missing"])


class RowField(DocumentPart):
    """One field of the rows of a fact."""

    kind: Literal["number", "money", "boolean", "category"] = Field(
        description="What the field holds; money may come in another currency.", examples=["number"]
    )
    title: Text | None = Field(None, description="Name shown to people.", examples=["Invoiced amount"])
    values: tuple[Word, ...] | None = Field(
        None,
        min_length=1,
        description="The allowed codes of a category field.",
        examples=[["new", "renewal"]],
    )

    @property
    def is_number(self) -> bool:
        """Whether formulas read the field as a number."""
        return self.kind in ("number", "money")


class RowsFact(DocumentPart):
    """A list of rows (deals, invoices), ordered by date, time, source and id."""

    kind: Literal["rows"] = Field(description="Observations are rows with fields.", examples=["rows"])
    title: Text | None = Field(None, description="Name shown to people.", examples=["Closed deals"])
    fields: Mapping[Key, RowField] = Field(
        min_length=1,
        description="The fields of a row, read as `<fact>.<field>`.",
        examples=[{"amount": {"kind": "number"}}],
    )
    running: Key | None = Field(
        None,
        description="The number field whose sum over the rows before is `<fact>.before`; default the field `amount`.",
        examples=["amount"],
    )
    split: tuple[Key, ...] | None = Field(
        None,
        min_length=1,
        description="The number fields that are split where a row is shared by credits; default the running field.",
        examples=[["amount", "margin"]],
    )
    empty: Empty = Field("missing", description="What no row at all means.", examples=["zero"])

    @property
    def running_field(self) -> str | None:
        """The number field that `<fact>.before` adds up; None where there is none."""
        name = self.running or "amount"
        declared = self.fields.get(name)
        return None if declared is None or not declared.is_number else name

    @property
    def money_fields(self) -> tuple[str, ...]:
        """The fields whose amounts may come in another currency."""
        return tuple(name for name, declared in self.fields.items() if declared.kind == "money")

    @property
    def split_fields(self) -> tuple[str, ...]:
        """The number fields of which everybody who shares a row has a part."""
        running = self.running_field
        return self.split if self.split is not None else () if running is None else (running,)


class LastPeriods(DocumentPart):
    """A window of the last periods before this one."""

    last: WholeNumber = Field(description="How many periods.", examples=[3])


Window = Annotated[
    Annotated[Literal["year_to_date", "previous"], Tag("@name")] | Annotated[LastPeriods, Tag("@object")],
    Discriminator(tag_object_or("name")),
]


class WindowFact(DocumentPart):
    """A fact over other periods, declared so that what must be fetched is known in advance."""

    of: Key = Field(description="The fact that is looked at.", examples=["revenue"])
    window: Window = Field(
        description='"year_to_date" (fiscal year, this period included), "previous" (the period '
        "before) or the last n periods before this one.",
        examples=["year_to_date", {"last": 3}],
    )
    title: Text | None = Field(None, description="Name shown to people.", examples=["Revenue this year"])
    take: Take | None = Field(
        None,
        description="How several observations become one value; default as the fact in `of`.",
        examples=["sum"],
    )
    empty: Empty = Field("missing", description="What no observation in the window means.", examples=["missing"])


_by_kind = tag_by("kind", "number")


def _fact_tag(value: Any) -> str | None:
    looks_back = isinstance(value, WindowFact) or (isinstance(value, dict) and ("of" in value or "window" in value))
    return "@window" if looks_back else _by_kind(value)


Fact = Annotated[
    Annotated[NumberFact, Tag("@number")]
    | Annotated[CategoryFact, Tag("@category")]
    | Annotated[RowsFact, Tag("@rows")]
    | Annotated[WindowFact, Tag("@window")],
    Discriminator(_fact_tag),
]

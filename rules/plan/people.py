"""Pools: money shared among several people."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from rules.plan.part import DocumentPart
from rules.plan.values import Exact, FormulaText
from rules.plan.words import Key, Text

_UNIT = "Smallest share unit; absent: the currency's minor unit."


class PoolBase(DocumentPart):
    """What both forms of a pool share. The pool's key is a person's share in formulas."""

    title: Text | None = Field(None, description="Name shown to people.", examples=["Team pool"])
    by: Key | None = Field(
        None,
        description="One pot per group (`team`) or per value of a category input; null: one pot for all.",
        examples=["team"],
    )
    unit: Exact | None = Field(None, description=_UNIT, examples=["0.01"])
    remainder: Literal["largest_remainder", "largest_weight"] = Field(
        "largest_remainder",
        description="Who takes the units that are left over.",
        examples=["largest_remainder"],
    )
    blocked: Literal["block", "exclude", "reserve"] = Field(
        "block", description="What a blocked member means for the others.", examples=["block"]
    )


class WeightPool(PoolBase):
    """A pot shared by weight."""

    amount: FormulaText = Field(description="The pot.", examples=["team_fund"])
    weight: FormulaText = Field(
        description="A member's weight, gates and proration included.", examples=["coefficient"]
    )
    min: FormulaText | None = Field(None, description="Smallest share of a member.", examples=["100"])
    max: FormulaText | None = Field(None, description="Largest share of a member.", examples=["fund * 2"])


class ClaimPool(PoolBase):
    """A fund that pays claims in full or all of them cut by one factor: claim * min(1, fund / sum of
    claims).
    """

    fund: FormulaText = Field(description="Money there is.", examples=["company_fund"])
    claims: Key = Field(description="The component whose amounts are the claims.", examples=["kpi_bonus"])


def _pool_tag(value: Any) -> str:
    is_claims = isinstance(value, ClaimPool) or (isinstance(value, dict) and ("fund" in value or "claims" in value))
    return "@claims" if is_claims else "@weights"


Pool = Annotated[
    Annotated[WeightPool, Tag("@weights")] | Annotated[ClaimPool, Tag("@claims")], Discriminator(_pool_tag)
]

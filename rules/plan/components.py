"""Components: the payable lines of a plan."""

from pydantic import Field, StrictBool

from rules.plan.limits import Cap
from rules.plan.part import DocumentPart
from rules.plan.values import FormulaText, WholeNumber
from rules.plan.words import Key, Text, Word


class Component(DocumentPart):
    """One payable line with its amount formula."""

    key: Key = Field(
        description="Name in formulas (its rounded amount) and results; no other name of the plan.",
        examples=["kpi_bonus"],
    )
    title: Text | None = Field(None, description="Name shown to people; the key if absent.", examples=["KPI bonus"])
    amount: FormulaText = Field(
        description="Gross amount, before gates, proration and limits.", examples=["fund * coefficient"]
    )
    cap: Cap | None = Field(None, description="Largest amount of this line.", examples=["fund * 1.5"])
    floor: FormulaText | None = Field(None, description="Smallest amount of this line; absent: none.", examples=["0"])
    earning_code: Word | None = Field(None, description="Payroll code of this line.", examples=["BON1"])
    prorate: StrictBool = Field(False, description="Multiply by the plan's proration.", examples=[True])
    per: Key | None = Field(
        None, description="A rows fact: the amount is computed and rounded once per row.", examples=["deals"]
    )
    unit: Text | None = Field(
        None,
        description="Unit instead of the currency (shares, points); such a line is never in the total.",
        examples=["shares"],
    )
    places: WholeNumber | None = Field(None, description="Decimal places of a line with `unit`, 0 to 12.", examples=[0])
    instalments: WholeNumber | None = Field(
        None, description="Pay in so many parts, one per period; the last takes the remainder.", examples=[4]
    )

    def places_in(self, digits: int) -> int:
        """Decimal places of its amounts: those of the currency (`digits`), or its own where it has another unit."""
        if self.unit is None:
            return digits
        return 0 if self.places is None else self.places

    @property
    def label(self) -> str:
        """Title, or the key where there is none."""
        return self.title or self.key

"""Money over time: proration, balances, and how a year and locked periods are treated."""

from typing import Literal

from pydantic import Field, StrictBool

from rules.plan.part import DocumentPart
from rules.plan.values import Day, FormulaText
from rules.plan.words import Text, Word

SegmentMode = Literal["blend", "separate"]
"""blend: levels and money inputs averaged by days; separate: each segment alone, amounts added."""

YearToDate = Literal["segments", "restate"]
"""segments: each period keeps the version it was paid by; restate: the current version for the whole year."""

Retro = Literal["frozen", "reopen"]
"""frozen: booked pots and ranks of a locked period stay; reopen: shared again for everybody."""

RateDate = Literal["period_end", "period_start", "payment_date"]
"""The day whose exchange rate turns plan currency into payee currency."""


class Proration(DocumentPart):
    """How time in force becomes the factor `proration`."""

    basis: Literal["calendar_days", "working_days", "months", "thirtieths"] = Field(
        description="What is counted.", examples=["working_days"]
    )
    count_start: StrictBool = Field(True, description="Whether the first day counts.", examples=[True])


BalanceKind = Literal[
    "earning", "draw", "recovery", "holdback", "release", "clawback", "carry_over", "malus", "reserve"
]
"""What a balance is for; only `draw` has a rule of its own: it must say when it ends."""


class Balance(DocumentPart):
    """An account that goes from period to period; closing = opening + add - take, take cut at the opening."""

    sign: Literal["owed_by_person", "owed_to_person"] = Field(
        description="Who owes the balance; pay changes by ± (add - take).", examples=["owed_by_person"]
    )
    title: Text | None = Field(None, description="Name shown to people.", examples=["Draw"])
    kind: BalanceKind | None = Field(
        None, description="What the balance is for; a draw needs `until`.", examples=["draw"]
    )
    until: Day | None = Field(
        None, description="From a period that starts on this day or later nothing is added.", examples=["2026-07-01"]
    )
    add: FormulaText = Field("0", description="What this period adds.", examples=["max(draw - kpi_bonus, 0)"])
    take: FormulaText = Field("0", description="What this period takes.", examples=["max(kpi_bonus - draw, 0)"])
    earning_code: Word | None = Field(None, description="Payroll code of the line.", examples=["DRAW"])

"""Money over time: proration, balances, and how a year and locked periods are treated."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, StrictBool

from rules.calendar import Basis
from rules.plan.part import DocumentPart
from rules.plan.values import Day, FormulaText
from rules.plan.words import Text, Word

SegmentMode = Literal["blend", "separate"]
"""blend: levels and money inputs averaged by days; separate: each segment alone, amounts added."""

YearToDate = Literal["segments", "restate"]
"""segments: each period keeps the version it was paid by; restate: the current version for the whole year."""

Retro = Literal["frozen", "reopen"]
"""frozen: booked pots and ranks of a locked period stay; reopen: shared again for everybody."""

CorrectionPay = Literal["carry", "original"]
"""carry: a correction is paid with the open period; original: it is paid for the period that was wrong."""

RateDate = Literal["period_end", "period_start", "payment_date"]
"""The day whose exchange rate turns plan currency into payee currency."""


LeaverRule = Literal["pro_rata", "forfeit", "full", "if_employed_on_pay_date"]
"""What a person who left gets: the time in force, nothing, the whole period, or the time in force if still employed
on the day of payment."""


class Leavers(DocumentPart):
    """What people get whose assignment ends in the period, by the reason that the assignment states."""

    default: LeaverRule = Field(
        "pro_rata", description="The rule of every reason that is not listed.", examples=["pro_rata"]
    )
    reasons: Mapping[Word, LeaverRule] = Field(
        {}, description="The rule by reason.", examples=[{"resigned": "forfeit", "retired": "full"}]
    )

    def rule(self, reason: str | None) -> LeaverRule:
        """The rule of a reason."""
        return self.default if reason is None else self.reasons.get(reason, self.default)


class Proration(DocumentPart):
    """How time in force becomes the factor `proration`."""

    basis: Basis = Field(description="What is counted.", examples=["working_days"])
    count_start: StrictBool = Field(True, description="Whether the first day of an assignment counts.", examples=[True])
    absences: Mapping[Word, Literal["counted", "not_counted"]] = Field(
        {},
        description="Which kinds of absence count as time in force; where some are listed there are no others.",
        examples=[{"vacation": "counted", "parental_leave": "not_counted"}],
    )
    leavers: Leavers = Field(Leavers(), description="What people who left get.", examples=[{"default": "pro_rata"}])


class Corrections(DocumentPart):
    """How money that a locked period should have paid reaches people."""

    pay: CorrectionPay = Field(
        "carry",
        description="carry: reversal and new line are paid with the open period; original: with the period they mend.",
        examples=["carry"],
    )


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

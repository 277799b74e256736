"""Answers of `/v1/participants/{external_id}/progress`."""

from typing import Literal

from pydantic import Field

from service.web.wire import AnswerBody, NumberOut


class MovementOut(AnswerBody):
    """A coefficient or an index in one period; null wherever a value that is needed does not exist."""

    value: NumberOut | None
    before: NumberOut | None = Field(description="The last period's value, scored again where the scale changed.")
    change: NumberOut | None
    average: NumberOut | None = Field(description="Of the three periods before, on this period's scale.")
    versus_average: NumberOut | None
    label: Literal["progress", "regression", "stable"] | None
    streak: int = Field(description="Changes of one direction in a row: 3 for three rises, -3 for three falls.")
    scale_changed: bool = Field(description="Whether levels, weights or rules of the matrix are not the last period's.")


class KpiProgressOut(AnswerBody):
    """One KPI."""

    key: str
    actual: str | None
    actual_before: str | None
    above_target: bool | None = Field(description="Also where pay is cut at the target; null without a target.")
    index: MovementOut


class PeriodProgressOut(AnswerBody):
    """One period of one plan."""

    period: str
    coefficient: MovementOut
    kpis: list[KpiProgressOut]
    run_id: str | None = Field(description="The run that counts; null where there is no result.")
    is_booked: bool


class PlanProgressOut(AnswerBody):
    """One plan, period by period."""

    plan: str
    periods: list[PeriodProgressOut]


class ProgressOut(AnswerBody):
    """How a participant's coefficient and indices moved."""

    participant: str
    calendar: str
    band: NumberOut = Field(description="A change of not more than this is stable.")
    plans: list[PlanProgressOut]

"""Eligibility and gates: conditions that decide who is in, and what is scaled or capped."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from rules.plan.part import DocumentPart
from rules.plan.values import FormulaText
from rules.plan.words import Key, Text


class Eligibility(DocumentPart):
    """A condition over inputs and period names; false means outcome zero, before any fact is needed."""

    key: Key = Field(description="Name in the reason code.", examples=["past_probation"])
    when: FormulaText = Field(description="Condition that lets a person in.", examples=["months_employed >= 3"])
    title: Text | None = Field(None, description="Name shown to people.", examples=["Past probation"])

    @property
    def label(self) -> str:
        """Title, or the key where there is none."""
        return self.title or self.key


class Otherwise(DocumentPart):
    """What a closed gate does; exactly one of the two."""

    factor: FormulaText | None = Field(
        None, description="Factor from 0 to 1 on everything in scope.", examples=["0", "0.5"]
    )
    cap: FormulaText | None = Field(
        None, description="Largest amount (or index, for a KPI) in scope.", examples=["fund * 0.5"]
    )


def _scope_tag(value: Any) -> str:
    return "@list" if isinstance(value, list | tuple) else "@one"


GateScope = Annotated[
    Annotated[Key, Tag("@one")] | Annotated[tuple[Key, ...], Tag("@list"), Field(min_length=1)],
    Discriminator(_scope_tag),
]


class Gate(DocumentPart):
    """A condition that must hold, and what happens otherwise."""

    key: Key = Field(description="Name in results; unique among the gates.", examples=["receivables"])
    title: Text | None = Field(None, description="Name shown to people.", examples=["Overdue share at most 30 %"])
    when: FormulaText = Field(description="Condition that keeps the gate open.", examples=["overdue.actual <= 30"])
    scope: GateScope = Field(
        "total",
        description='What a closed gate acts on: "total", a component, a KPI (its index), or a list of them.',
        examples=["total", ["kpi_bonus", "growth"]],
    )
    otherwise: Otherwise = Field(
        description="Effect of the closed gate: a factor or a cap.",
        examples=[{"factor": "0"}, {"cap": "fund"}],
    )
    mode: Literal["enforce", "advisory"] = Field(
        "enforce", description="advisory: the effect is shown and not applied.", examples=["enforce"]
    )

    @property
    def label(self) -> str:
        """Title, or the key where there is none."""
        return self.title or self.key

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scope as a tuple, also where the document names only one."""
        return (self.scope,) if isinstance(self.scope, str) else self.scope

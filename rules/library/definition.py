"""The document of one KPI in the library: what it is, where its actual comes from, and examples that prove it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from rules.plan import DateSpan, ExpectedValue, Fact, FactValue
from rules.plan.kpis import Measured
from rules.plan.part import DocumentPart
from rules.plan.words import Key, Text

KPI_SCHEMA = "bonus-kpi/1"
"""Name of this document version; the meaning of every default is frozen with it, as in plans."""


class ExpectActual(DocumentPart):
    """What an example of a definition expects."""

    actual: ExpectedValue = Field(
        description="The measured value, a number or a code; null where there is none.", examples=["25"]
    )


class DefinitionExample(DocumentPart):
    """Facts of one imagined person, and the actual that must come of them."""

    name: Text = Field(description="Name of the example, unique.", examples=["one of four decided deals is won"])
    facts: Mapping[Key, FactValue] = Field(
        {}, description="Facts by key, as in examples of plans.", examples=[{"won": "1", "lost": "3"}]
    )
    prior: Mapping[Key, FactValue] = Field(
        {},
        description="Facts of earlier periods: values of the period just before, or observations with their dates.",
        examples=[{"revenue": "900000"}],
    )
    period: DateSpan | None = Field(
        None,
        description="The period, where the definition reads something of it.",
        examples=[{"start": "2026-03-01", "end": "2026-04-01"}],
    )
    expect: ExpectActual = Field(description="What must come out.", examples=[{"actual": "25"}])


class KpiDefinition(Measured):
    """One KPI of the library. Levels and curve are suggestions: a plan that takes the KPI may have its own."""

    schema_: Literal["bonus-kpi/1"] = Field(
        alias="schema", description="Version of the document format.", examples=["bonus-kpi/1"]
    )
    title: Text = Field(description="Name shown to people.", examples=["Win rate of decided deals"])
    note: Text | None = Field(
        None, description="What to watch when it is used.", examples=["Open deals are not counted."]
    )
    facts: Mapping[Key, Fact] = Field(
        {},
        description="How observations become the values that the KPI reads, as in a plan.",
        examples=[{"won": {"take": "sum"}, "lost": {"take": "sum"}}],
    )
    examples: tuple[DefinitionExample, ...] = Field(
        (),
        description="Tested examples; each must pass before the definition can be saved.",
        examples=[[{"name": "one of four", "facts": {"won": "1", "lost": "3"}, "expect": {"actual": "25"}}]],
    )


def kpi_canonical_json(definition: KpiDefinition) -> str:
    """The authored definition in its one form, as `canonical_json` for plans."""
    authored = definition.model_dump(mode="python", by_alias=True, exclude_unset=True)
    return json.dumps(authored, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def kpi_hash(definition: KpiDefinition) -> str:
    """SHA-256 of the canonical form in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(kpi_canonical_json(definition).encode()).hexdigest()

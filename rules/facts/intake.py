"""Raw columns of one chunk of participants, exactly as a call or a file delivered them: nothing is parsed yet."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rules.problems import Problem

Raw = str | int | Decimal | bool | list[Any] | Problem | None
"""One cell. None means absent: a missing key, a JSON null or an empty cell. A cell that the reader could not make
out holds the problem itself, so that it is told once, with its place in the file, and never taken for absent."""


@dataclass(slots=True)
class Intake:
    """Columns keyed by name; every list has one entry per participant, in the order of `ids`.

    `levels` is keyed by (KPI, "base" | "normal" | "target"). `not_applicable` holds the reason, or None where the KPI
    applies. A row with an entry in `problems` is blocked by it; `warnings` are carried into the result.
    """

    ids: list[str]
    inputs: dict[str, list[Raw]] = field(default_factory=dict)
    facts: dict[str, list[Raw]] = field(default_factory=dict)
    levels: dict[tuple[str, str], list[Raw]] = field(default_factory=dict)
    weights: dict[str, list[Raw]] = field(default_factory=dict)
    not_applicable: dict[str, list[str | None]] = field(default_factory=dict)
    prior_facts: dict[str, list[Raw]] = field(default_factory=dict)
    problems: dict[int, list[Problem]] = field(default_factory=dict)
    warnings: dict[int, list[Problem]] = field(default_factory=dict)

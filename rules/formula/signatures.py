"""The functions of the language, in one table: what each takes and gives."""

import keyword
from dataclasses import dataclass
from typing import Literal

from rules.formula.kinds import TableForm

Argument = Literal["number", "places", "table", "key", "grouping"]
"""number: any number; places: a literal 0…12; table: a table's name; key: what a lookup looks for; grouping: `team` or
a category input, whose values put people into groups."""

PLACES_MAX = 12


@dataclass(frozen=True, slots=True)
class Signature:
    """How one function is called. Every function gives a number.

    `arguments` are in order, the first `required` of them are needed; `repeats` lets the last one come any
    number of times; `table` is the form of table that the function reads.
    """

    name: str
    shown: str
    arguments: tuple[Argument, ...]
    required: int
    repeats: bool = False
    table: TableForm | None = None

    def argument(self, index: int) -> Argument:
        """What stands at a place, counted from 0."""
        return self.arguments[min(index, len(self.arguments) - 1)]

    def accepts(self, count: int) -> bool:
        """Whether the function can be called with that many arguments."""
        return self.required <= count and (self.repeats or count <= len(self.arguments))


FUNCTIONS: dict[str, Signature] = {
    signature.name: signature
    for signature in (
        Signature("min", "min(a, b, …)", ("number", "number"), 2, repeats=True),
        Signature("max", "max(a, b, …)", ("number", "number"), 2, repeats=True),
        Signature("abs", "abs(x)", ("number",), 1),
        Signature("round", "round(x, n)", ("number", "places"), 1),
        Signature("floor", "floor(x)", ("number",), 1),
        Signature("ceil", "ceil(x)", ("number",), 1),
        Signature("clip", "clip(x, low, high)", ("number", "number", "number"), 3),
        Signature("tier", "tier(x, table, already)", ("number", "table", "number"), 2, table="marginal"),
        Signature("rate", "rate(x, table)", ("number", "table"), 2, table="whole"),
        Signature("step", "step(x, table)", ("number", "table"), 2, table="step"),
        Signature("interpolate", "interpolate(x, table)", ("number", "table"), 2, table="points"),
        Signature("lookup", "lookup(key, table)", ("key", "table"), 2, table="lookup"),
    )
}

READERS: dict[TableForm, Signature] = {
    signature.table: signature for signature in FUNCTIONS.values() if signature.table is not None
}
"""The one function that reads each form of table."""

TEAM = "team"
"""The grouping by the group that a participant names."""

POPULATION: dict[str, Signature] = {
    name: Signature(name, f"{name}(x, by)", ("number", "grouping"), 1)
    for name in ("total", "share", "rank", "cumulative", "team_sum")
}
"""Functions over many participants.

`total`: the sum of x; `share`: the own x over it; `rank`: 1 for the largest x, ties share the better place, as in
1, 2, 2, 4; `cumulative`: the sum of every x that is not below the own one; `team_sum`: the sum of x over everybody who
reports to the participant, directly or through others.
"""

ROW_FUNCTIONS = frozenset({"sum"})
"""Functions over the rows of one fact."""

FUNCTION_NAMES = frozenset(FUNCTIONS) | frozenset(POPULATION) | ROW_FUNCTIONS

KEYWORDS = frozenset(keyword.kwlist)


def is_reserved(name: str) -> bool:
    """Whether a plain name can never be declared, because the language itself uses it."""
    return name in FUNCTION_NAMES or name in KEYWORDS
